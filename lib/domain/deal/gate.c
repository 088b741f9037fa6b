/* The gate of a stage: what a deal must have before it moves on. */
#include "deal.h"

/* Names of the needed fields that are blank, joined by ", ". */
static enum crm_status
list_missing(struct crm_store *s, const struct crm_record *deal,
    struct crm_text needs, struct crm_arena *a, struct crm_buf *out,
    struct crm_err *err)
{
	const struct crm_path own = { .entity = deal->entity };
	struct crm_text name;
	struct crm_value v;
	enum crm_status st;
	int field;

	while (list_item(&needs, &name)) {
		/* A field that the book has no more cannot be asked for. */
		if ((field = crm_field_index(deal->entity, name)) < 0)
			continue;
		st = record_value(s, deal, &own, field, a, &v, err);
		if (st != CRM_OK)
			return st;
		if (v.kind != CRM_NULL)
			continue;
		if (out->len > 0)
			crm_buf_str(out, ", ");
		crm_buf_add(out, name.p, name.n);
	}
	return CRM_OK;
}

static enum crm_status
gate_rule(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, bool *holds,
    struct crm_err *err)
{
	const struct rule_ref rule = { "stage", stage->id, "exit_rule" };
	struct crm_filter *f;
	enum crm_status st;

	*holds = true;
	st = rule_filter(
	    s, &rule, deal->entity, text_of(stage, "exit_rule"), a, &f, err);
	return st != CRM_OK || f == NULL ? st
					 : record_holds(s, f, deal, holds, err);
}

enum crm_status
deal_gate(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, deal->entity, deal->id);
	struct crm_buf missing = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_text name = text_of(stage, "name");
	struct crm_text rule = text_of(stage, "exit_rule");
	enum crm_status st;
	bool holds;

	st = list_missing(s, deal, text_of(stage, "needs"), a, &missing, err);
	if (st == CRM_OK)
		st = gate_rule(s, deal, stage, a, &holds, err);
	if (st != CRM_OK || (missing.len == 0 && holds))
		goto out;
	crm_buf_printf(
	    &text, crm_tr("cannot leave %.*s yet:"), (int)name.n, name.p);
	if (missing.len > 0)
		crm_buf_printf(&text, crm_tr(" it needs %s"), missing.data);
	if (!holds)
		crm_buf_printf(&text,
		    crm_tr("%s its exit rule does not hold: %.*s"),
		    missing.len > 0 ? ";" : "", (int)rule.n, rule.p);
	st = crm_fail_record(err, CRM_RULE,
	    "%s %s; give what is missing with: crm-deal "
	    "set %s field=value",
	    id, text.data, id);
out:
	crm_buf_free(&missing);
	crm_buf_free(&text);
	return st;
}

/* The first open stage with a gate that a deal passes by where it is added right into a
 * stage. */
static enum crm_status
passed_by(struct crm_store *s, const struct crm_record *stage,
    struct crm_arena *a, struct crm_value *out, struct crm_err *err)
{
	const struct crm_value *seq = value_of(stage, "seq");
	const struct crm_value v[] = { crm_value_text(crm_fold_dup(
					   a, text_of(stage, "pipeline"))),
		crm_value_int(stage_is(stage, "won")), *seq, *seq,
		crm_value_int(stage->id) };

	return crm_get_int(s,
	    "SELECT \"id\" FROM stage WHERE \"pipeline_f\" = ? "
	    "AND \"type\" = 'open' AND \"deleted\" IS NULL "
	    "AND (\"needs\" IS NOT NULL OR \"exit_rule\" IS NOT NULL) "
	    "AND (CAST(? AS BIGINT) = 1 OR \"seq\" < ? "
	    "OR (\"seq\" = ? AND \"id\" < ?)) ORDER BY \"seq\", \"id\" LIMIT 1",
	    v, COUNT(v), out, err);
}

enum crm_status
deal_begins(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "stage");
	const struct crm_value *at = value_of(w->new, "stage");
	struct crm_record stage, gate;
	struct crm_value first;
	enum crm_status st;

	if (w->old != NULL || w->import || w->undo || at->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store, e, at->i, w->arena, &stage, err);
	if (st == CRM_NOTFOUND)
		return CRM_OK;
	if (st == CRM_OK && stage_is(&stage, "lost"))
		return crm_fail_field(err, CRM_RULE, "stage",
		    "a deal is not added lost: it begins open, and crm-deal lose "
		    "says why; an import brings one that was lost elsewhere");
	if (st == CRM_OK)
		st = passed_by(w->store, &stage, w->arena, &first, err);
	if (st != CRM_OK || first.kind != CRM_INT)
		return st;
	st = crm_load(w->store, e, first.i, w->arena, &gate, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "stage",
		  "is behind %.*s, which asks for something of a deal that "
		  "leaves it: it begins there, and crm-deal win, advance and "
		  "move lead on",
		  (int)text_of(&gate, "name").n, text_of(&gate, "name").p);
}
