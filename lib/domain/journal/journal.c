/* The journal: one statement over all documents, each posted as it is read. */
#include "journal.h"

typedef enum crm_status
entry_each(void *ctx, const struct crm_entry *e, struct crm_err *err);

/* Once through all of it. */
static enum crm_status
run(struct posting *p, struct crm_sql *sql, entry_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(p->s, sql->text.data, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, sql->bind, sql->n);
	p->q = q;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if ((st = entry_read(p, err)) == CRM_OK && p->e.n > 0)
			st = each(ctx, &p->e, err);
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

static enum crm_status
look(void *ctx, const struct crm_entry *e, struct crm_err *err)
{
	(void)ctx;
	(void)e;
	(void)err;
	return CRM_OK;
}

/* What a book has from before its amounts had to be known in the base currency. */
static enum crm_status
check_rated(struct crm_store *s, struct crm_arena *a, const char *kind,
    const char *sql, struct crm_err *err)
{
	const struct crm_value v = crm_value_text(
	    crm_text_of(crm_store_currency(s)));
	const char *id;
	struct crm_value first;
	enum crm_status st = crm_get_int(s, sql, &v, 1, &first, err);

	if (st != CRM_OK || first.kind != CRM_INT)
		return st;
	id = typed_id(a, crm_dict_find(crm_store_dict(s), kind), first.i);
	return crm_fail_record(err, CRM_RULE,
	    "%s is in another currency and has no rate; set it first: "
	    "crm-order %s set %s rate=N",
	    id, kind, id);
}

static enum crm_status
check_all_rated(struct crm_store *s, struct crm_arena *a, struct crm_err *err)
{
	enum crm_status st = check_rated(s, a, "receivable",
	    "SELECT min(\"id\") FROM receivable WHERE \"deleted\" IS NULL "
	    "AND \"amount_base\" IS NULL AND \"booked_on\" <= {today} "
	    "AND \"amount\" <> 0 AND \"currency\" <> ?",
	    err);

	return st == CRM_OK
	    ? check_rated(s, a, "payment",
		  "SELECT min(\"id\") FROM payment WHERE \"deleted\" IS NULL "
		  "AND \"amount_base\" IS NULL AND \"amount\" <> 0 "
		  "AND \"currency\" <> ?",
		  err)
	    : st;
}

/* What may lack an account is found out before anything is given to anybody. */
enum crm_status
crm_journal(struct crm_store *s, const struct crm_journal_ask *ask,
    entry_each *each, void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct posting p = { .s = s,
		.base = crm_text_of(crm_store_currency(s)),
		.folded = CRM_BUF_INIT };
	struct accounts *accounts;
	struct crm_sql sql;
	enum crm_status st;
	int i;

	for (i = 0; i < FROM_N; i++)
		p.entity[i] = crm_dict_find(
		    crm_store_dict(s), source_entity((enum source)i));
	crm_sql_init(&sql, &a);
	if ((st = check_all_rated(s, &a, err)) == CRM_OK &&
	    (st = accounts_load(s, &a, &accounts, err)) == CRM_OK) {
		p.accounts = accounts;
		p.by_category = accounts_ask_category(accounts);
		/* Revenue may go to each. */
		p.e.posting = crm_alloc_n(&a,
		    CRM_POSTINGS_MAX + accounts_count(accounts),
		    sizeof *p.e.posting);
		st = source_sql(s, ask, p.by_category, &sql, err);
	}
	if (st == CRM_OK) {
		if (!accounts_are_whole(accounts))
			st = run(&p, &sql, look, NULL, err);
		if (st == CRM_OK)
			st = run(&p, &sql, each, ctx, err);
	}
	crm_sql_free(&sql);
	crm_buf_free(&p.folded);
	crm_arena_free(&a);
	return st;
}
