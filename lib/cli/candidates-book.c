/*
 * Completion of what only the book knows: ids, names, batches.  Whoever presses
 * Tab waits for no lock and hears of no error.
 */
#include "candidates.h"

#include <crm/store/log.h>

#include <stdio.h>

enum { WAIT_MS = 100, MOST = 40 };

bool
open_quietly(struct crm_cmd *c)
{
	struct crm_store_opts o;
	struct crm_err err;

	if (crm_cmd_book(c) == NULL)
		return false;
	crm_cmd_store_opts(c, crm_cmd_book(c), &o);
	o.write = false;
	o.busy_ms = WAIT_MS;
	if (crm_store_open(&o, &c->store, &err) != CRM_OK) {
		c->store = NULL;
		return false;
	}
	c->dict = crm_store_dict(c->store);
	return true;
}

static bool
may_read(const struct ask *a, const struct crm_entity *e)
{
	struct crm_err err;

	return a->c->store != NULL && e != NULL &&
	    crm_allow(a->c->store, CRM_READ, e->def, &err) == CRM_OK;
}

/* Offers the id or the name of each record of a statement, and the other behind
 * it. */
static void
offer_records(const struct ask *a, const struct crm_entity *e, const char *sql,
    struct crm_value value, bool by_id)
{
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_text name;
	struct crm_stmt *q;
	struct crm_err err;
	bool row;

	if (crm_sql(a->c->store, sql, &q, &err) != CRM_OK)
		return;
	crm_bind(q, 1, value);
	while (crm_step(q, &row, &err) == CRM_OK && row) {
		crm_buf_clear(&id);
		crm_id_format(&id, e, crm_col_int(q, 0));
		name = by_id ? CRM_TEXT("") : crm_col_text(q, 1);
		if (by_id &&
		    crm_display(a->c->store, e, crm_col_int(q, 0), &name,
			&err) != CRM_OK)
			continue;
		name.p = crm_strndup(a->c->arena, name.p, name.n);
		offer(
		    a, by_id ? id.data : name.p, "", by_id ? name.p : id.data);
	}
	crm_buf_free(&id);
}

/* A pattern of LIKE for what begins so. */
static struct crm_value
beginning(struct crm_arena *a, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *pattern;
	size_t i;

	for (i = 0; i < t.n; i++) {
		if (t.p[i] == '%' || t.p[i] == '_' || t.p[i] == '\\')
			crm_buf_char(&b, '\\');
		crm_buf_char(&b, t.p[i]);
	}
	crm_buf_char(&b, '%');
	pattern = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return crm_value_text(crm_text_of(pattern));
}

void
offer_ids(const struct ask *a, const struct crm_entity *e)
{
	struct crm_text digits = a->part;
	size_t i = 0;

	if (!may_read(a, e))
		return;
	for (; e->def->code[i] != '\0' && digits.n > 0; i++) {
		if (digits.p[0] != e->def->code[i])
			return;
		digits.p++;
		digits.n--;
	}
	if (digits.n > 0 && e->def->code[i] != '\0')
		return;
	offer_records(a, e,
	    crm_sprintf(a->c->arena,
		"SELECT t.\"id\" FROM \"%s\" t WHERE t.\"deleted\" IS NULL AND "
		"CAST(t.\"id\" AS TEXT) LIKE ? ESCAPE '\\' ORDER BY t.\"id\" "
		"LIMIT %d",
		e->def->table, MOST),
	    beginning(a->c->arena, digits), true);
}

void
offer_begun_ids(const struct ask *a, const struct crm_entity *e)
{
	size_t n = strlen(e->def->code);

	if (a->part.n >= n && strncmp(a->part.p, e->def->code, n) == 0)
		offer_ids(a, e);
}

/* The field by which a record is called, where that is a stored text; or NULL. */
static const struct crm_field *
called_by(const struct crm_entity *e)
{
	int i = e->shown >= 0 ? e->shown : e->name;
	const struct crm_field *f = i < 0 ? NULL : e->field[i];

	return f == NULL || !crm_type_is_text(f->type) ||
		(f->flags & (CRM_F_DERIVED | CRM_F_CUSTOM)) != 0
	    ? NULL
	    : f;
}

void
offer_names(const struct ask *a, const struct crm_entity *e, const char *of)
{
	const struct crm_field *f;
	struct ask all = *a;

	if (!may_read(a, e) || (f = called_by(e)) == NULL)
		return;
	/* Whatever the case: the shell puts the name in its place. */
	all.part.n = 0;
	offer_records(&all, e,
	    crm_sprintf(a->c->arena,
		"SELECT t.\"id\", t.\"%s\" FROM \"%s\" t WHERE t.\"deleted\" "
		"IS NULL AND t.\"%s%s\" LIKE ? ESCAPE '\\'%s%s%s "
		"ORDER BY t.\"%s\" LIMIT %d",
		f->name, e->def->table, f->name,
		f->flags & CRM_F_FOLDED ? "_f" : "",
		of == NULL ? "" : " AND t.\"entity\" = '", of == NULL ? "" : of,
		of == NULL ? "" : "'", f->name, MOST),
	    beginning(a->c->arena,
		f->flags & CRM_F_FOLDED
		    ? crm_fold_part_dup(a->c->arena, a->part)
		    : a->part),
	    false);
}

static enum crm_status
offer_batch(
    void *ctx, const struct crm_logged *b, bool *enough, struct crm_err *err)
{
	const struct ask *a = ctx;
	char number[24];

	(void)enough;
	(void)err;
	snprintf(number, sizeof number, "B%lld", (long long)b->number);
	offer(a, number, "",
	    crm_sprintf(a->c->arena, "%.*s %.*s", (int)b->program.n,
		b->program.p, (int)b->args.n, b->args.p));
	return CRM_OK;
}

void
offer_batches(const struct ask *a)
{
	const struct crm_log_choice newest = { .limit = MOST };
	struct crm_err err;
	struct ask own = *a;

	if (a->c->store != NULL)
		(void)crm_log_batches(
		    a->c->store, &newest, offer_batch, &own, &err);
}
