/* Who and which programs the log may be asked for: a name that nobody bears finds
 * nothing, and says so. */
#include "store/internal.h"

#include <crm/store/log.h>

#include <string.h>

enum { NEAREST = 3 };

struct near {
	const char *name[NEAREST];
	size_t distance[NEAREST], n;
	bool found;
};

/* Keeps those that differ least, in their order. */
static void
look_at(struct near *x, struct crm_text want, const char *name)
{
	size_t d = crm_distance(want, crm_text_of(name)), i;

	for (i = 0; i < x->n; i++)
		if (strcmp(x->name[i], name) == 0)
			return;
	x->found = x->found || crm_text_is(want, name);
	while (i > 0 && x->distance[i - 1] > d)
		i--;
	if (i == NEAREST)
		return;
	if (x->n < NEAREST)
		x->n++;
	memmove(&x->name[i + 1], &x->name[i], (x->n - i - 1) * sizeof *x->name);
	memmove(&x->distance[i + 1], &x->distance[i],
	    (x->n - i - 1) * sizeof *x->distance);
	x->name[i] = name;
	x->distance[i] = d;
}

/* Every name that a query gives. */
static enum crm_status
look_at_all(struct crm_store *s, const char *sql, struct crm_text want,
    struct crm_arena *a, struct near *x, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		look_at(x, want, crm_strndup(a, t.p, t.n));
	}
	return st;
}

static enum crm_status
no_name(const char *option, const char *what, struct crm_text want,
    const struct near *x, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	size_t i;

	for (i = 0; i < x->n; i++)
		crm_buf_printf(&b, "%s%s", i > 0 ? ", " : crm_tr("; nearest: "),
		    x->name[i]);
	st = crm_fail(err, CRM_INVALID, "%s: %s '%s'%s", option, crm_tr(what),
	    crm_quote(quoted, want), b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return st;
}

static enum crm_status
check_actor(struct crm_store *s, const char *actor, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text want = crm_text_of(actor);
	struct near x = { .n = 0 };
	enum crm_status st = look_at_all(s,
	    "SELECT \"login\" FROM \"app_user\" WHERE \"login\" IS NOT NULL "
	    "UNION SELECT DISTINCT \"login\" FROM batch "
	    "WHERE \"login\" IS NOT NULL ORDER BY 1",
	    want, &a, &x, err);

	if (st == CRM_OK && !x.found)
		st = no_name("--actor", "nobody is called", want, &x, err);
	crm_arena_free(&a);
	return st;
}

/* Those that there are, whether they wrote or not. */
static enum crm_status
check_program(struct crm_store *s, const char *program, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text want = crm_text_of(program);
	struct near x = { .n = 0 };
	enum crm_status st;
	size_t i;

	st = look_at_all(s,
	    "SELECT DISTINCT \"program\" FROM batch "
	    "WHERE \"program\" IS NOT NULL ORDER BY 1",
	    want, &a, &x, err);
	for (i = 0; i < s->dict->n && st == CRM_OK && !x.found; i++)
		look_at(&x, want, s->dict->entity[i]->def->program);
	if (st == CRM_OK && !x.found)
		st = no_name("--program", "there is no program", want, &x, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_log_names(struct crm_store *s, const struct crm_log_choice *which,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (which->actor != NULL)
		st = check_actor(s, which->actor, err);
	if (st == CRM_OK && which->program != NULL)
		st = check_program(s, which->program, err);
	return st;
}
