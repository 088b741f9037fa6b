/* What automation would do: nothing is written. */
#include "automation.h"

struct asking {
	struct crm_store *s;
	crm_automation_each *each;
	void *ctx;
	int64_t found;
};

/* One rule at one record; `fitting` tells those that fit alone. */
static enum crm_status
ask(struct asking *k, const struct rule *r, int64_t id, bool fitting,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_automation_case c = { .rule = r->id,
		.name = crm_text_of(r->name),
		.event = event_words(r, &a),
		.entity = r->of,
		.record = id };
	struct deed d = { .words = CRM_BUF_INIT };
	struct crm_record now;
	struct crm_err why;
	enum crm_status st;

	if ((st = crm_load(k->s, r->of, id, &a, &now, err)) != CRM_OK ||
	    (st = rule_fits(k->s, r, &now, &c.fits, err)) != CRM_OK)
		goto out;
	c.why = r->when[0] == '\0' ? crm_tr("always")
	    : c.fits               ? r->when
		     : crm_sprintf(&a, crm_tr("not so: %s"), r->when);
	if (c.fits && deed_plan(k->s, r, &now, true, &a, &d, &why) != CRM_OK) {
		c.fits = false;
		c.why = crm_sprintf(&a, "%s%s%s", why.field,
		    why.field[0] != '\0' ? ": " : "", why.text);
	} else if (c.fits && d.nothing) {
		c.fits = false;
		c.why = crm_tr("it is so already");
	}
	c.what = c.fits ? d.words.data : NULL;
	if (c.fits || !fitting) {
		st = k->each(k->ctx, &c, err);
		k->found++;
	}
out:
	crm_buf_free(&d.words);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_automation_test(struct crm_store *s, const struct crm_entity *e,
    int64_t record, crm_automation_each *each, void *ctx, struct crm_err *err)
{
	struct asking k = { s, each, ctx, 0 };
	struct crm_arena a = CRM_ARENA_INIT;
	struct rule *r;
	enum crm_status st = rules_of(s, e, 0, &a, &r, err);

	for (; st == CRM_OK && r != NULL; r = r->next)
		st = ask(&k, r, record, false, err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
fitting_ids(struct crm_store *s, const struct rule *r, struct crm_arena *a,
    int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, a);
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    r->of->def->table);
	if (r->filter != NULL) {
		crm_buf_str(&q.text, " AND (");
		crm_filter_sql(r->filter, "t", &q);
		crm_buf_char(&q.text, ')');
	}
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	st = crm_ids(s, q.text.data, q.bind, q.n, a, ids, n, err);
	crm_sql_free(&q);
	return st;
}

enum crm_status
crm_automation_test_rule(struct crm_store *s, int64_t rule, int64_t most,
    crm_automation_each *each, void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "automation");
	struct asking k = { s, each, ctx, 0 };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record record;
	struct rule *r = NULL;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	if ((st = crm_load(s, e, rule, &a, &record, err)) == CRM_OK)
		st = rules_of(s,
		    crm_dict_find(crm_store_dict(s),
			text_dup(&a, text_of(&record, "kind"))),
		    rule, &a, &r, err);
	if (st == CRM_OK)
		st = fitting_ids(s, r, &a, &ids, &n, err);
	for (i = 0; st == CRM_OK && i < n && k.found != most; i++)
		st = ask(&k, r, ids[i], true, err);
	crm_arena_free(&a);
	return st;
}
