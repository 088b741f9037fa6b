/* What automation would do: it is done, with what follows from it, and taken back, so
 * that a circle and whatever else refuses it are seen. */
#include "automation.h"

struct asking {
	struct crm_store *s;
	crm_automation_each *each;
	void *ctx;
	int64_t found;
};

/* A rule as it would run, all of its chain too; what refuses it is in *why. */
static enum crm_status
rehearse(struct crm_store *s, const struct rule *r, int64_t id,
    struct crm_err *why, struct crm_err *err)
{
	enum crm_status st, ran;

	if ((st = crm_savepoint(s, err)) != CRM_OK)
		return st;
	*why = (struct crm_err){ .status = CRM_OK };
	if ((ran = rule_run(s, r, id, why)) == CRM_OK)
		ran = crm_settle(s, why);
	if ((st = crm_savepoint_end(s, false, err)) != CRM_OK)
		return st;
	if (ran != CRM_FAIL && ran != CRM_BUSY)
		return CRM_OK;
	*err = *why;
	return ran;
}

static const char *
refusal(const struct crm_err *why, struct crm_arena *a)
{
	return crm_sprintf(a, "%s%s%s", why->field,
	    why->field[0] != '\0' ? ": " : "", why->text);
}

/* One rule at one record; `fitting` tells those alone that fit, or are refused. */
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
	bool refused = false;

	if ((st = crm_load(k->s, r->of, id, &a, &now, err)) != CRM_OK ||
	    (st = rule_fits(k->s, r, &now, &c.fits, err)) != CRM_OK)
		goto out;
	c.why = r->when[0] == '\0' ? crm_tr("always")
	    : c.fits               ? r->when
		     : crm_sprintf(&a, crm_tr("not so: %s"), r->when);
	if (c.fits && deed_plan(k->s, r, &now, true, &a, &d, &why) != CRM_OK) {
		c.fits = false;
		c.why = refusal(&why, &a);
	} else if (c.fits && d.nothing) {
		c.fits = false;
		c.why = crm_tr("it is so already");
	} else if (c.fits) {
		if ((st = rehearse(k->s, r, id, &why, err)) != CRM_OK)
			goto out;
		if (why.status != CRM_OK) {
			c.fits = false;
			c.why = refusal(&why, &a);
			refused = true;
		}
	}
	c.what = c.fits ? d.words.data : NULL;
	if (c.fits || refused || !fitting) {
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
	struct rule *r;
	enum crm_status st = rules_with(s, e, 0, &r, err);

	for (; st == CRM_OK && r != NULL; r = r->next)
		st = ask(&k, r, record, false, err);
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
		st = rules_with(s,
		    crm_dict_find(crm_store_dict(s),
			text_dup(&a, text_of(&record, "kind"))),
		    rule, &r, err);
	while (st == CRM_OK && r->id != rule)
		r = r->next;
	if (st == CRM_OK)
		st = fitting_ids(s, r, &a, &ids, &n, err);
	for (i = 0; st == CRM_OK && i < n && k.found != most; i++)
		st = ask(&k, r, ids[i], true, err);
	crm_arena_free(&a);
	return st;
}
