/* Moves of a deal through the stages of its pipeline. */
#include "deal.h"

#include <crm/domain/deal.h>

const struct crm_ending crm_deal_closing = {
	.kind = "deal",
	.field = "owner",
	.ref = "stage",
	.state = "stage",
	.type = "type",
	.open = "open",
};

/* One move while it is decided. */
struct move {
	struct crm_store *s;
	const struct crm_deal_move *m;
	struct crm_arena arena;
	const struct crm_entity *stages;
	struct crm_record deal, from, to;
	const char *id;           /* of the deal, for messages */
	struct crm_text pipeline; /* its folded name */
};

static bool
is_closed(const struct crm_record *stage)
{
	return !stage_is(stage, "open");
}

static const char *
stage_name(struct move *v, const struct crm_record *stage)
{
	return text_dup(&v->arena, text_of(stage, "name"));
}

static enum crm_status
load_stage(
    struct move *v, int64_t id, struct crm_record *out, struct crm_err *err)
{
	return crm_load(v->s, v->stages, id, &v->arena, out, err);
}

static enum crm_status
load_deal(struct move *v, int64_t id, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(v->s);
	const struct crm_entity *e = crm_dict_find(d, "deal");
	enum crm_status st;

	v->stages = crm_dict_find(d, "stage");
	v->id = typed_id(&v->arena, e, id);
	if ((st = crm_lock(v->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(v->s, e, id, &v->arena, &v->deal, err)) != CRM_OK ||
	    (st = load_stage(
		 v, value_of(&v->deal, "stage")->i, &v->from, err)) != CRM_OK)
		return st;
	v->pipeline = crm_fold_dup(&v->arena, text_of(&v->from, "pipeline"));
	return CRM_OK;
}

/* ---- where to ---- */

static enum crm_status
find_next(struct move *v, int64_t *to, struct crm_err *err)
{
	struct crm_value b[4] = { crm_value_text(v->pipeline),
		*value_of(&v->from, "seq"), *value_of(&v->from, "seq"),
		crm_value_int(v->from.id) },
			 next;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT \"id\" FROM stage "
	    "WHERE \"pipeline_f\" = ? AND \"type\" = 'open' "
	    "AND \"deleted\" IS NULL "
	    "AND (\"seq\" > ? OR (\"seq\" = ? AND \"id\" > ?)) "
	    "ORDER BY \"seq\", \"id\" LIMIT 1",
	    b, COUNT(b), &next, err);
	if (st != CRM_OK)
		return st;
	if (next.kind == CRM_NULL)
		return crm_fail_record(err, CRM_RULE,
		    "%s is in %s, the last open "
		    "stage: win or lose it",
		    v->id, stage_name(v, &v->from));
	*to = next.i;
	return CRM_OK;
}

/* The first stage of a type, which the pipeline must have. */
static enum crm_status
find_first(struct move *v, const char *type, int64_t *to, struct crm_err *err)
{
	struct crm_value found;
	enum crm_status st;

	st = stage_first(v->s, v->pipeline, type, &found, err);
	if (st != CRM_OK)
		return st;
	if (found.kind == CRM_NULL)
		return crm_fail(err, CRM_RULE,
		    "pipeline %s has no stage of "
		    "type %s; add one with: crm-admin stage add pipeline=… "
		    "name=… seq=… type=%s",
		    text_dup(&v->arena, text_of(&v->from, "pipeline")), type,
		    type);
	*to = found.i;
	return CRM_OK;
}

/* Winning what is won changes nothing, whatever won stages there are. */
static enum crm_status
find_closing(struct move *v, const char *type, int64_t *to, struct crm_err *err)
{
	*to = v->from.id;
	return stage_is(&v->from, type) ? CRM_OK : find_first(v, type, to, err);
}

/* The open stage of its pipeline that the deal was in last, by its visits. */
static enum crm_status
find_last_open(struct move *v, int64_t *to, struct crm_err *err)
{
	struct crm_value b[2] = { crm_value_int(v->deal.id),
		crm_value_text(v->pipeline) },
			 found;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT st.\"id\" FROM visit vi "
	    "JOIN stage st ON st.\"id\" IN (vi.\"stage\", vi.\"from_stage\") "
	    "WHERE vi.\"deal\" = ? AND vi.\"deleted\" IS NULL "
	    "AND st.\"pipeline_f\" = ? AND st.\"type\" = 'open' "
	    "AND st.\"deleted\" IS NULL "
	    "ORDER BY coalesce(vi.\"moved_on\", -1000000) DESC, "
	    "vi.\"id\" DESC, "
	    "CASE WHEN st.\"id\" = vi.\"stage\" THEN 0 ELSE 1 END LIMIT 1",
	    b, COUNT(b), &found, err);
	if (st != CRM_OK)
		return st;
	if (found.kind == CRM_NULL)
		return find_first(v, "open", to, err);
	*to = found.i;
	return CRM_OK;
}

/* What was delivered on a deal cannot become a hope again. */
static enum crm_status
check_no_order(struct move *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "order");
	struct crm_value b = crm_value_int(v->deal.id), found;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT \"id\" FROM sale_order "
	    "WHERE \"deal\" = ? AND \"deleted\" IS NULL "
	    "AND (\"status\" IS NULL OR \"status\" <> 'cancelled') "
	    "ORDER BY \"id\" LIMIT 1",
	    &b, 1, &found, err);
	if (st != CRM_OK || found.kind == CRM_NULL)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s has order %s; a deal with a live "
	    "order stays closed",
	    v->id, typed_id(&v->arena, e, found.i));
}

/* Nor what was agreed to in a contract that is not ended. */
static enum crm_status
check_no_contract(struct move *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "contract");
	struct crm_value b = crm_value_int(v->deal.id), found;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT min(\"id\") FROM contract WHERE \"deal\" = ? "
	    "AND \"deleted\" IS NULL AND \"status\" <> 'terminated'",
	    &b, 1, &found, err);
	if (st != CRM_OK || found.kind == CRM_NULL)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s has contract %s; a deal with a live contract stays closed",
	    v->id, typed_id(&v->arena, e, found.i));
}

static enum crm_status
find_reopened(struct move *v, int64_t *to, struct crm_err *err)
{
	enum crm_status st;

	if (!is_closed(&v->from))
		return crm_fail_record(err, CRM_RULE,
		    "%s is open, in %s; only won "
		    "and lost deals are reopened",
		    v->id, stage_name(v, &v->from));
	if ((st = check_no_order(v, err)) != CRM_OK ||
	    (st = check_no_contract(v, err)) != CRM_OK)
		return st;
	return find_last_open(v, to, err);
}

static enum crm_status
refuse_closed(struct move *v, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s is closed, in %s; reopen it first: "
	    "crm-deal reopen %s",
	    v->id, stage_name(v, &v->from), v->id);
}

/* The stage that is asked for: of the deal's pipeline, else of any. */
static enum crm_status
find_named(struct move *v, int64_t *to, struct crm_err *err)
{
	struct crm_text name = crm_text_trim(v->m->stage);
	struct crm_value b[2] = { crm_value_text(v->pipeline),
		crm_value_text(crm_fold_dup(&v->arena, name)) },
			 found;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT \"id\" FROM stage "
	    "WHERE \"pipeline_f\" = ? AND \"name_f\" = ? "
	    "AND \"deleted\" IS NULL",
	    b, COUNT(b), &found, err);
	if (st != CRM_OK || found.kind == CRM_NULL)
		return st != CRM_OK
		    ? st
		    : crm_refer(v->s, v->stages,
			  &(struct crm_reference){ .text = name }, to, err);
	*to = found.i;
	return CRM_OK;
}

static enum crm_status
find_target(struct move *v, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t to = v->from.id;

	switch (v->m->step) {
	case CRM_DEAL_ADVANCE:
		if (is_closed(&v->from))
			return refuse_closed(v, err);
		st = find_next(v, &to, err);
		break;
	case CRM_DEAL_MOVE:
		st = find_named(v, &to, err);
		break;
	case CRM_DEAL_WIN:
		st = find_closing(v, "won", &to, err);
		break;
	case CRM_DEAL_LOSE:
		st = find_closing(v, "lost", &to, err);
		break;
	case CRM_DEAL_REOPEN:
		st = find_reopened(v, &to, err);
		break;
	}
	return st == CRM_OK ? load_stage(v, to, &v->to, err) : st;
}

/* ---- whether ---- */

/* Forward within the pipeline, or won.  Going back, losing, and putting a deal
 * into another pipeline need nothing. */
static bool
has_gate(struct move *v)
{
	struct crm_text other;

	if (is_closed(&v->from) || stage_is(&v->to, "lost"))
		return false;
	if (stage_is(&v->to, "won"))
		return true;
	other = crm_fold_dup(&v->arena, text_of(&v->to, "pipeline"));
	return crm_text_eq(other, v->pipeline) &&
	    value_of(&v->to, "seq")->i > value_of(&v->from, "seq")->i;
}

static enum crm_status
refuse_date(struct move *v, const char *what, int64_t date, struct crm_err *err)
{
	struct crm_buf on = CRM_BUF_INIT, was = CRM_BUF_INIT;
	enum crm_status st;

	crm_date_format(&on, v->m->on);
	crm_date_format(&was, date);
	st = crm_fail_field(err, CRM_RULE, "on", "%s is before %s %s on %s",
	    on.data, v->id, crm_tr(what), was.data);
	crm_buf_free(&on);
	crm_buf_free(&was);
	return st;
}

/* A history that runs backwards could not be asked about any day. */
static enum crm_status
check_date(struct move *v, struct crm_err *err)
{
	struct crm_value opened = *value_of(&v->deal, "opened_on");
	struct crm_value id = crm_value_int(v->deal.id), last;
	enum crm_status st;

	if (v->m->on > crm_store_clock(v->s)->today)
		return crm_fail_field(err, CRM_RULE, "on",
		    "%s has not come yet: it is today or before",
		    date_dup(&v->arena, v->m->on));
	if (opened.kind == CRM_INT && v->m->on < opened.i)
		return refuse_date(v, "was opened", opened.i, err);
	st = crm_get_int(v->s,
	    "SELECT max(\"moved_on\") FROM visit "
	    "WHERE \"deal\" = ? AND \"deleted\" IS NULL",
	    &id, 1, &last, err);
	if (st == CRM_OK && last.kind == CRM_INT && v->m->on < last.i)
		st = refuse_date(v, "last moved", last.i, err);
	return st;
}

static enum crm_status
check_move(struct move *v, struct crm_err *err)
{
	enum crm_status st;

	if (is_closed(&v->from) && v->m->step != CRM_DEAL_REOPEN)
		return refuse_closed(v, err);
	if (stage_is(&v->to, "lost") && crm_text_trim(v->m->reason).n == 0)
		return crm_fail_field(err, CRM_RULE, "reason",
		    "%s cannot be "
		    "lost without a reason; say why: reason=TEXT",
		    v->id);
	if ((st = check_date(v, err)) != CRM_OK || !has_gate(v))
		return st;
	return deal_gate(v->s, &v->deal, &v->from, &v->arena, err);
}

/* ---- the change ---- */

static enum crm_status
write_deal(struct move *v, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = v->deal.entity;
	int closed_on = field_of(e, "closed_on");
	int reason = field_of(e, "close_reason");
	struct crm_record patch;

	crm_record_init(&patch, e, &v->arena);
	patch.id = v->deal.id;
	patch.held = CRM_HELD_REFUSED;
	crm_record_set(&patch, field_of(e, "stage"), crm_value_int(v->to.id));
	if (is_closed(&v->to)) {
		crm_record_set(&patch, closed_on, crm_value_int(v->m->on));
		crm_record_set(&patch, reason,
		    crm_value_text(crm_text_trim(v->m->reason)));
	} else if (is_closed(&v->from)) {
		crm_record_set(&patch, closed_on, CRM_VALUE_NULL);
		crm_record_set(&patch, reason, CRM_VALUE_NULL);
	}
	return crm_update(v->s, &patch, done, err);
}

static enum crm_status
write_visit(struct move *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "visit");
	int64_t actor = crm_store_actor(v->s);
	struct crm_record r;

	crm_record_init(&r, e, &v->arena);
	crm_record_set(&r, field_of(e, "deal"), crm_value_int(v->deal.id));
	crm_record_set(
	    &r, field_of(e, "from_stage"), crm_value_int(v->from.id));
	crm_record_set(&r, field_of(e, "stage"), crm_value_int(v->to.id));
	crm_record_set(&r, field_of(e, "moved_on"), crm_value_int(v->m->on));
	if (actor != 0)
		crm_record_set(
		    &r, field_of(e, "moved_by"), crm_value_int(actor));
	crm_record_set(&r, field_of(e, "reason"),
	    crm_value_text(crm_text_trim(v->m->reason)));
	return crm_insert(v->s, &r, err);
}

/* Of a deal that is closed already: it says no other day and reason. */
static enum crm_status
check_same(struct move *v, struct crm_err *err)
{
	struct crm_value on = v->m->on_said ? crm_value_int(v->m->on)
					    : CRM_VALUE_NULL;
	enum crm_status st;

	if (!is_closed(&v->to))
		return CRM_OK;
	st = check_said(&v->deal, "closed_on", on, err);
	return st != CRM_OK
	    ? st
	    : check_said(&v->deal, "close_reason",
		  crm_value_text(crm_text_trim(v->m->reason)), err);
}

enum crm_status
crm_deal_move(struct crm_store *s, int64_t deal, const struct crm_deal_move *m,
    enum crm_action *done, struct crm_err *err)
{
	struct move v = { .s = s, .m = m, .arena = CRM_ARENA_INIT };
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = load_deal(&v, deal, err)) != CRM_OK ||
	    (st = find_target(&v, err)) != CRM_OK)
		goto out;
	if (v.to.id == v.from.id) {
		st = check_same(&v, err);
		goto out;
	}
	if ((st = check_move(&v, err)) != CRM_OK ||
	    (st = write_deal(&v, done, err)) != CRM_OK)
		goto out;
	st = write_visit(&v, err);
out:
	crm_arena_free(&v.arena);
	return st;
}
