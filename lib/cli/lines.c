/* What a write did, for people: a line a record. */
#include "internal.h"

#include <crm/store/log.h>

#include <string.h>

enum { VALUE_MOST = 40 }; /* columns of a value */

/* A record's line in the making. */
struct line {
	const struct crm_cmd *c;
	struct crm_buf *b;
	const struct crm_entity *entity;
	int64_t id;
	size_t n;  /* fields that it tells */
	bool kept; /* tells fields that are kept, too */
};

static void
add_value(struct crm_buf *b, struct crm_text t)
{
	size_t got, n = crm_width_prefix(t, VALUE_MOST, &got);

	if (t.n == 0)
		crm_buf_str(b, crm_tr("none"));
	crm_escape(b, (struct crm_text){ t.p, n });
	if (n < t.n)
		crm_buf_str(b, "…");
}

/* A code as its label where the reader's language has one; else as it was. */
static struct crm_text
spoken(const struct crm_cmd *c, const struct crm_field *f, struct crm_text t)
{
	const struct crm_choice *choice = c->chinese && f->choices != NULL
	    ? crm_choice_find(f->choices, t)
	    : NULL;

	return choice == NULL ? t : crm_text_of(choice->zh);
}

/* "L7 added: Acme GmbH" */
static enum crm_status
tell_whole(struct line *l, enum crm_action done, struct crm_err *err)
{
	static const char *const did[CRM_ACT_COUNT] = {
		[CRM_ACT_INSERTED] = N_("added"),
		[CRM_ACT_DELETED] = N_("deleted"),
		[CRM_ACT_RESTORED] = N_("restored"),
	};
	struct crm_text name;
	enum crm_status st;

	st = crm_display(l->c->store, l->entity, l->id, &name, err);
	if (st != CRM_OK)
		return st;
	crm_buf_printf(l->b, " %s", crm_tr(did[done]));
	crm_buf_str(l->b, ": ");
	add_value(l->b, name);
	l->n++;
	return CRM_OK;
}

/* " stage negotiation → won", with a comma before all but the first. */
static enum crm_status
tell_change(void *ctx, const struct crm_change *h, struct crm_err *err)
{
	struct line *l = ctx;

	if (h->action != CRM_ACT_UPDATED)
		return tell_whole(l, h->action, err);
	if (h->field == NULL ||
	    ((h->field->flags & CRM_F_KEPT) != 0) != l->kept)
		return CRM_OK;
	crm_buf_printf(l->b, "%s %s ", l->n++ > 0 ? "," : "", h->field->name);
	add_value(l->b, spoken(l->c, h->field, h->old));
	crm_buf_str(l->b, " → ");
	add_value(l->b, spoken(l->c, h->field, h->new));
	return CRM_OK;
}

/* Nothing of the record itself changed: what was done is beside it. */
static enum crm_status
tell_verb(struct line *l, struct crm_err *err)
{
	const char *told = l->c->verb->told;
	struct crm_text name;
	enum crm_status st;

	st = crm_display(l->c->store, l->entity, l->id, &name, err);
	if (st != CRM_OK)
		return st;
	if (told != NULL)
		crm_buf_printf(l->b, " %s", crm_tr(told));
	crm_buf_str(l->b, ": ");
	add_value(l->b, name);
	return CRM_OK;
}

/* What is kept by us follows from the rest: it is told where there is no rest. */
static enum crm_status
tell_record(struct line *l, struct crm_err *err)
{
	enum crm_status st;

	crm_id_format(l->b, l->entity, l->id);
	l->n = 0;
	l->kept = false;
	st = crm_changes(l->c->store, l->entity, l->id, tell_change, l, err);
	if (st == CRM_OK && l->n == 0) {
		l->kept = true;
		st = crm_changes(
		    l->c->store, l->entity, l->id, tell_change, l, err);
	}
	if (st == CRM_OK && l->n == 0)
		st = tell_verb(l, err);
	crm_buf_char(l->b, '\n');
	return st;
}

enum crm_status
crm_cmd_tell(struct crm_cmd *c, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct line l = {
		.c = c, .b = crm_out_buf(c->out), .entity = e, .id = id
	};
	enum crm_status st = tell_record(&l, err);

	crm_out_check(c->out);
	return st;
}

bool
crm_cmd_tells(const struct crm_cmd *c)
{
	return c->tty_out && !c->format_asked && !crm_has(c, CRM_OPT_COLUMNS);
}

enum crm_status
print_lines(struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->changed.n && st == CRM_OK; i++)
		st = crm_cmd_tell(c, e, c->changed.id[i], err);
	return st;
}
