/* How each field of a merge is decided: by default, or as a policy says. */
#include "merge.h"

#include <string.h>

static const char *const names[] = {
	[CRM_MERGE_FIRST] = "first",
	[CRM_MERGE_SURVIVOR] = "survivor",
	[CRM_MERGE_LATEST] = "latest",
	[CRM_MERGE_LONGEST] = "longest",
	[CRM_MERGE_MAX] = "max",
	[CRM_MERGE_UNION] = "union",
};

const char *
crm_merge_how_name(enum crm_merge_how how)
{
	return names[how];
}

/* ---- fields that go together ---- */

static const char *const address[ADDRESS_FIELDS] = { "address", "city",
	"region", "country", "postcode" };

static bool
is_one_of(const struct crm_field *f, const char *const *block, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(f->name, block[i]) == 0)
			return true;
	return false;
}

int
address_field(const struct crm_entity *e, size_t i)
{
	return crm_field_index(e, crm_text_of(address[i]));
}

bool
in_address(const struct crm_entity *e, int field)
{
	return is_one_of(e->field[field], address, ADDRESS_FIELDS);
}

/* A title beside another company's tax number would be a wrong invoice. */
bool
in_invoice(const struct crm_entity *e, int field)
{
	static const char *const block[] = { "invoice_title", "tax_no",
		"invoice_address", "invoice_phone", "bank", "bank_account" };

	return is_one_of(e->field[field], block, COUNT(block));
}

bool
in_owning(const struct crm_entity *e, int field)
{
	const struct crm_owning *o = &e->owning;

	return field == o->owner || field == o->since || field == o->pool;
}

bool
is_merged(const struct crm_entity *e, int field)
{
	const struct crm_field *f = e->field[field];

	if ((f->flags & (CRM_F_READONLY | CRM_F_ALIAS)) != 0 || field == e->id)
		return false;
	return (f->flags & CRM_F_VERB) == 0 || in_owning(e, field);
}

/* ---- what a field can do ---- */

static bool
is_text(enum crm_type type)
{
	return type == CRM_T_TEXT || type == CRM_T_NOTE ||
	    type == CRM_T_EMAIL || type == CRM_T_PHONE ||
	    crm_type_is_list(type);
}

static bool
has_order(enum crm_type type)
{
	switch (type) {
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
	case CRM_T_MONEY:
	case CRM_T_BOOL:
	case CRM_T_DATE:
	case CRM_T_INSTANT:
		return true;
	default:
		return false;
	}
}

static bool
is_phone(const struct crm_entity *e, int field)
{
	return crm_text_is(crm_text_of(e->field[field]->name), "phone") ||
	    crm_text_is(crm_text_of(e->field[field]->name), "mobile");
}

static enum crm_status
cannot(const struct crm_field *f, const char *why, struct crm_err *err)
{
	return crm_fail(
	    err, CRM_USAGE, "--policy: %s %s", f->name, crm_tr(why));
}

static enum crm_status
check_how(const struct crm_entity *e, int field, enum crm_merge_how how,
    struct crm_err *err)
{
	const struct crm_field *f = e->field[field];

	if (!is_merged(e, field))
		return cannot(f,
		    (f->flags & CRM_F_VERB) != 0
			? "is moved by "
			  "its verbs: it stays the survivor's"
			: "is kept by the "
			  "book itself",
		    err);
	if (how == CRM_MERGE_SURVIVOR || how == CRM_MERGE_LATEST)
		return CRM_OK;
	if (in_owning(e, field) || in_invoice(e, field) || field == e->currency)
		return cannot(f,
		    "is taken from one record: survivor or "
		    "latest",
		    err);
	if (in_address(e, field) && how != CRM_MERGE_LONGEST)
		return cannot(f,
		    "is taken with the whole address: survivor, "
		    "latest or longest",
		    err);
	if (how == CRM_MERGE_LONGEST && !is_text(f->type))
		return cannot(f, "is no text: longest is for text", err);
	if (how == CRM_MERGE_MAX && !has_order(f->type))
		return cannot(
		    f, "is no number: max is for numbers and dates", err);
	if (how == CRM_MERGE_UNION && !crm_type_is_list(f->type) &&
	    f->type != CRM_T_NOTE && !is_phone(e, field))
		return cannot(f,
		    "holds one value: union is for tags, notes, "
		    "phone and mobile",
		    err);
	return CRM_OK;
}

/* ---- --policy ---- */

static enum crm_status
find_how(struct crm_text word, enum crm_merge_how *how, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = CRM_MERGE_SURVIVOR; i < COUNT(names); i++)
		if (crm_text_is(word, names[i])) {
			*how = (enum crm_merge_how)i;
			return CRM_OK;
		}
	return crm_fail(err, CRM_USAGE,
	    "--policy: '%s' is not one of "
	    "survivor, latest, longest, max, union",
	    crm_quote(quoted, word));
}

static enum crm_status
take_policy(struct crm_merge *m, const char *text, struct crm_err *err)
{
	const struct crm_entity *e = m->entity;
	const char *eq = strchr(text, '=');
	char quoted[CRM_QUOTE_SIZE];
	enum crm_merge_how how = CRM_MERGE_FIRST;
	struct crm_text name;
	enum crm_status st;
	int field;
	size_t i;

	if (eq == NULL)
		return crm_fail(err, CRM_USAGE,
		    "--policy: '%s' is not "
		    "FIELD=HOW",
		    crm_quote(quoted, crm_text_of(text)));
	name = (struct crm_text){ text, (size_t)(eq - text) };
	if ((st = crm_field_named(e, name, &field, NULL, err)) != CRM_OK) {
		crm_err_in_field(err, "--policy");
		return st;
	}
	if ((st = find_how(crm_text_of(eq + 1), &how, err)) != CRM_OK ||
	    (st = check_how(e, field, how, err)) != CRM_OK)
		return st;
	m->how[field] = how;
	/* What goes together is decided together. */
	for (i = 0; i < e->n; i++)
		if ((in_address(e, field) && in_address(e, (int)i)) ||
		    (in_invoice(e, field) && in_invoice(e, (int)i)) ||
		    (in_owning(e, field) && in_owning(e, (int)i)))
			m->how[i] = how;
		else if (is_phone(e, field) && is_phone(e, (int)i) &&
		    (int)i != field && how != CRM_MERGE_UNION &&
		    m->how[i] == CRM_MERGE_UNION)
			m->how[i] = CRM_MERGE_FIRST;
	return CRM_OK;
}

static enum crm_merge_how
default_how(const struct crm_entity *e, int field)
{
	const struct crm_field *f = e->field[field];

	if (crm_type_is_list(f->type) || f->type == CRM_T_NOTE ||
	    is_phone(e, field))
		return CRM_MERGE_UNION;
	/* Who said no once has said no. */
	if (strcmp(f->name, "do_not_contact") == 0)
		return CRM_MERGE_MAX;
	return CRM_MERGE_FIRST;
}

enum crm_status
crm_merge_open(const struct crm_entity *e, const char *const *policy,
    struct crm_arena *a, struct crm_merge *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct crm_merge){ .entity = e };
	out->how = crm_alloc_n(a, e->n, sizeof *out->how);
	for (i = 0; i < e->n; i++)
		out->how[i] = default_how(e, (int)i);
	for (; policy != NULL && *policy != NULL && st == CRM_OK; policy++)
		st = take_policy(out, *policy, err);
	return st;
}
