/* What a customer says of a receivable: that it is wrong, or when it will be paid. */
#include "ledger.h"

/* Something of it has to be open. */
static enum crm_status
load_open(struct crm_store *s, int64_t id, struct side *x, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = side_load(s, false, id, x, err);

	if (st == CRM_OK && x->left == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "nothing of %s is open any more", side_id(s, &a, x));
	crm_arena_free(&a);
	return st;
}

/* Whether it is disputed, and from which day on it can be, or be no more. */
static enum crm_status
read_dispute(struct crm_store *s, int64_t receivable, bool *disputed,
    int64_t *from, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*disputed = false;
	*from = CRM_DATE_MIN;
	st = crm_sql(s,
	    "SELECT coalesce(\"disputed\", 0), \"disputed_on\", \"booked_on\" "
	    "FROM receivable WHERE \"id\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(receivable));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*disputed = crm_col_int(q, 0) != 0;
		if (!crm_col_null(q, *disputed ? 1 : 2))
			*from = crm_col_int(q, *disputed ? 1 : 2);
		crm_reset(q);
	}
	return st;
}

/* From when to when; what is disputed already is so from the first day on. */
static enum crm_status
set_days(struct crm_store *s, struct crm_record *patch, bool yes, int64_t day,
    struct crm_err *err)
{
	int64_t today = crm_store_clock(s)->today, from;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, patch->entity, patch->id);
	bool disputed;
	enum crm_status st = read_dispute(s, patch->id, &disputed, &from, err);

	if (day == CRM_DATE_MIN)
		day = today;
	if (st == CRM_OK && day > today)
		st = crm_fail_field(err, CRM_RULE, "on", "%s is in the future",
		    date_dup(&a, day));
	/* What is planned is of a day to come, and may be disputed before it. */
	else if (st == CRM_OK && disputed != yes && day < from && from <= today)
		st = crm_fail_field(err, CRM_RULE, "on",
		    yes ? "%s is owed since %s, and disputed on that day at "
			  "the earliest"
			: "%s is disputed since %s, and that ends on that day "
			  "at the earliest",
		    id, date_dup(&a, from));
	crm_arena_free(&a);
	if (st != CRM_OK || disputed == yes)
		return st;
	if (yes)
		set(patch, "disputed_on", crm_value_int(day));
	set(patch, "resolved_on", yes ? CRM_VALUE_NULL : crm_value_int(day));
	return CRM_OK;
}

enum crm_status
crm_dispute(struct crm_store *s, int64_t receivable, bool yes, int64_t day,
    struct crm_text why, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "receivable");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	struct side x;
	enum crm_status st = yes ? load_open(s, receivable, &x, err)
				 : side_load(s, false, receivable, &x, err);

	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = receivable;
		set(&patch, "disputed", crm_value_int(yes));
		set(&patch, "dispute",
		    yes ? crm_value_text(why) : CRM_VALUE_NULL);
		st = set_days(s, &patch, yes, day, err);
	}
	if (st == CRM_OK)
		st = crm_update(s, &patch, done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_promise(struct crm_store *s, int64_t receivable, int64_t day,
    int64_t amount, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "receivable");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	struct side x;
	enum crm_status st = load_open(s, receivable, &x, err);

	if (st == CRM_OK && day < crm_store_clock(s)->today)
		st = crm_fail_field(err, CRM_RULE, "on",
		    "%s is over: what is promised is paid on a day to come",
		    date_dup(&a, day));
	if (st == CRM_OK && amount > x.left)
		st = crm_fail_field(err, CRM_RULE, "amount",
		    "%s has %s open, and no more can be promised",
		    side_id(s, &a, &x), side_money(&a, &x, x.left));
	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = receivable;
		set(&patch, "promised_on", crm_value_int(day));
		set(&patch, "promised",
		    crm_value_int(amount != 0 ? amount : x.left));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}
