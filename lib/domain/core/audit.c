/* What users wrote to steer the programs, looked at again: what it names may
 * have gone since, or another program may have changed it. */
#include "core.h"

#include <string.h>

struct rule_check {
	struct crm_store *s;
	const struct crm_entity *e;
	crm_hook *save;
	struct crm_arena arena;
};

/* Why it could not be saved; CRM_OK where it could. */
static enum crm_status
try_save(struct rule_check *c, int64_t id, struct crm_err *why)
{
	struct crm_record r;
	const struct crm_saving w = { c->s, NULL, &r, &c->arena, false };
	enum crm_status st = crm_load(c->s, c->e, id, &c->arena, &r, why);

	return st == CRM_OK ? c->save(&w, why) : st;
}

static enum crm_status
check_rule_of(struct rule_check *c, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_err why = { .status = CRM_OK };
	enum crm_status st = try_save(c, id, &why);
	struct crm_finding f = { .code = "rule",
		.entity = c->e,
		.record = id,
		.field = why.field[0] == '\0' ? NULL : why.field,
		.text = why.text };

	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_BUSY && st != CRM_FAIL)
		return each(ctx, &f, err);
	if (err != NULL)
		*err = why;
	return st;
}

static enum crm_status
check_kind(struct rule_check *c,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_arena ids = CRM_ARENA_INIT;
	const char *sql = crm_sprintf(&ids,
	    "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    c->e->def->table);
	enum crm_status st;
	int64_t *id;
	size_t i, n;

	st = crm_ids(c->s, sql, NULL, 0, &ids, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = check_rule_of(c, id[i], each, ctx, err);
		crm_arena_reset(&c->arena);
	}
	crm_arena_free(&ids);
	return st;
}

enum crm_status
rules_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct rule_check c = { .s = s };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < d->n && st == CRM_OK; i++) {
		c.e = d->entity[i];
		c.save = trade_of(c.e)->rules.save;
		if (c.save != NULL &&
		    strcmp(c.e->def->program, "crm-admin") == 0)
			st = check_kind(&c, each, ctx, err);
	}
	crm_arena_free(&c.arena);
	return st;
}
