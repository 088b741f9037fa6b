/* A file whose rows have no identity is known by its hash. */
#include "import.h"

enum crm_status
seen_before(struct import *im, char hash[65], struct crm_err *err)
{
	struct crm_value v[2], number;
	enum crm_status st;

	if ((st = crm_reader_hash(im->r, hash, err)) != CRM_OK)
		return st;
	v[0] = crm_value_text(crm_text_of(hash));
	v[1] = crm_value_text(crm_text_of(im->e->def->name));
	st = crm_get_int(im->s,
	    "SELECT b.\"number\" FROM import_file i "
	    "JOIN batch b ON b.\"id\" = i.\"batch\" WHERE i.\"hash\" = ? "
	    "AND i.\"entity\" = ? AND NOT EXISTS (SELECT 1 FROM batch u "
	    "WHERE u.\"undoes\" = b.\"number\") ORDER BY b.\"number\" DESC",
	    v, 2, &number, err);
	if (st == CRM_OK && number.kind == CRM_INT && !im->o->again)
		st = crm_fail(err, CRM_RULE,
		    "%s was imported before, as batch "
		    "B%lld, and its rows have no identity; --again imports it "
		    "a second time",
		    crm_reader_name(im->r), (long long)number.i);
	return st;
}

enum crm_status
seen_note(struct import *im, const char *text, struct crm_err *err)
{
	struct crm_value v[3];
	enum crm_status st;
	int64_t batch;

	if ((st = tx_batch(im->s, &batch, err)) != CRM_OK)
		return st;
	v[0] = crm_value_text(crm_text_of(text));
	v[1] = crm_value_text(crm_text_of(im->e->def->name));
	v[2] = crm_value_int(batch);
	seal_note(im->s, "import_file", v, 2);
	return crm_run(im->s,
	    "INSERT INTO import_file (\"hash\", \"entity\", "
	    "\"batch\") VALUES (?, ?, ?)",
	    v, 3, err);
}
