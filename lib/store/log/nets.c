/* What undo reads of the log, and the reasons against it. */
#include "undo.h"

#include <string.h>

/* Whether there is room for one more. */
static bool
next_reason(struct undo *u)
{
	if (u->n_reasons++ >= REASONS)
		return false;
	if (u->reasons.len > 0)
		crm_buf_str(&u->reasons, "; ");
	return true;
}

/* Whether a refusal begins with the record that it is about. */
static bool
names_its_record(const struct crm_err *why)
{
	size_t n = strlen(why->record);

	return n > 0 && strncmp(why->text, why->record, n) == 0 &&
	    why->text[n] == ' ';
}

void
undo_refused(struct undo *u, const struct crm_entity *e, int64_t record,
    const struct crm_err *why)
{
	if (!names_its_record(why))
		undo_reason(u, e, record,
		    why->field[0] == '\0' ? NULL : why->field, why->text);
	else if (next_reason(u))
		crm_buf_str(&u->reasons, why->text);
}

void
undo_reason(struct undo *u, const struct crm_entity *e, int64_t record,
    const char *field, const char *what)
{
	if (!next_reason(u))
		return;
	crm_id_format(&u->reasons, e, record);
	if (field != NULL)
		crm_buf_printf(&u->reasons, " %s", field);
	crm_buf_printf(&u->reasons, " %s", crm_tr(what));
}

static struct crm_value
kept(struct undo *u, struct crm_value v)
{
	if (v.kind == CRM_STR)
		v.t.p = crm_strndup(&u->arena, v.t.p, v.t.n);
	return v;
}

/* The next net change of a statement over (entity, record, field, old, new)
 * that is ordered by these; *more is false at the end. */
enum crm_status
read_nets(struct undo *u, struct crm_stmt *q, struct net **list, size_t *n,
    struct crm_err *err)
{
	size_t cap = 0;
	enum crm_status st;
	bool row;

	*n = 0;
	*list = NULL;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_buf name = CRM_BUF_INIT;
		struct crm_text t = crm_col_text(q, 0);
		struct net x;

		crm_buf_add(&name, t.p, t.n);
		x.entity = crm_dict_find(u->s->dict, name.data);
		crm_buf_free(&name);
		if (x.entity == NULL)
			continue;
		x.record = crm_col_int(q, 1);
		x.field = log_field_index(x.entity, crm_col_text(q, 2));
		x.old = kept(u, crm_col(q, 3, true));
		x.new = kept(u, crm_col(q, 4, true));
		if (*n > 0 && (*list)[*n - 1].entity == x.entity &&
		    (*list)[*n - 1].record == x.record &&
		    (*list)[*n - 1].field == x.field) {
			(*list)[*n - 1].new = x.new;
			continue;
		}
		*list = crm_grow(&u->arena, *list, *n, &cap, sizeof **list);
		(*list)[(*n)++] = x;
	}
	return st;
}

enum crm_status
ask_way(struct undo *u, const struct crm_record *now, bool born,
    enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_undoing of = { .store = u->s,
		.now = now,
		.born = born,
		.batch = u->number,
		.arena = u->s->scratch,
		.born_in = u->batch };
	struct crm_err own;
	enum crm_status st;

	own.field[0] = own.record[0] = '\0';
	st = hooks_undo(u->s, &of, way, &own);
	if (st == CRM_RULE) {
		undo_refused(u, now->entity, now->id, &own);
		return CRM_OK;
	}
	return st == CRM_OK ? st : crm_fail(err, st, "%s", own.text);
}

enum crm_status
write_way(struct undo *u, const struct crm_record *now, bool born,
    enum crm_undo_way way, struct crm_err *err)
{
	const struct crm_undoing of = { .store = u->s,
		.now = now,
		.born = born,
		.batch = u->number,
		.arena = u->s->scratch,
		.born_in = u->batch };
	enum crm_status st;

	if (way == CRM_UNDO_STAYS)
		return CRM_OK;
	st = hooks_reverse(u->s, &of, way, err);
	if (st == CRM_OK)
		u->each(u->ctx, now->entity, now->id,
		    way == CRM_UNDO_VOIDED ? CRM_ACT_VOIDED : CRM_ACT_REVERSED);
	return st;
}
