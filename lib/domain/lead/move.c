/* The states of a lead. */
#include "lead.h"

#include <crm/domain/lead.h>

#include <string.h>

/* From which states a step is allowed, and where it leads; the words are those
 * of the book. */
struct step {
	const char *verb; /* as a user types it */
	const char *from;
	const char *to; /* NULL: assigned, or new without owner */
	bool needs_reason;
};

#define OPEN "new,assigned,working,qualified,recycled"

static const struct step steps[] = {
	[CRM_LEAD_WORK] = { "work", "assigned", "working", false },
	[CRM_LEAD_QUALIFY] = { "qualify", "working", "qualified", false },
	[CRM_LEAD_DISQUALIFY] = { "disqualify", OPEN, "unqualified", true },
	[CRM_LEAD_RECYCLE] = { "recycle", OPEN, "recycled", false },
	[CRM_LEAD_DUPLICATE] = { "duplicate", OPEN, "duplicate", false },
	[CRM_LEAD_REOPEN] = { "reopen", "unqualified,recycled", NULL, false },
	[CRM_LEAD_REJECT] = { "reject", "assigned", "new", true },
};

struct change {
	struct crm_store *s;
	const struct crm_lead_move *m;
	const struct step *step;
	struct crm_arena arena;
	struct crm_record lead;
	const char *id;        /* for messages */
	struct crm_text state; /* as it reads today */
	bool owned;
};

static bool
is_one_of(const char *list, struct crm_text word)
{
	struct crm_text rest = crm_text_of(list), item;

	while (list_item(&rest, &item))
		if (crm_text_eq(item, word))
			return true;
	return false;
}

/* The state that a lead reads as: recycled is new from its date; what is new
 * and has an owner counts as assigned. */
static struct crm_text
state_today(const struct change *c)
{
	struct crm_text status = text_of(&c->lead, "status");
	struct crm_value wake = *value_of(&c->lead, "wake_on");

	if (crm_text_is(status, "recycled") && wake.kind == CRM_INT &&
	    wake.i <= crm_store_clock(c->s)->today)
		status = CRM_TEXT("new");
	if (crm_text_is(status, "new") && c->owned)
		status = CRM_TEXT("assigned");
	return status;
}

static enum crm_status
load(struct change *c, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "lead");
	enum crm_status st;

	c->id = typed_id(&c->arena, e, id);
	if ((st = crm_lock(c->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(c->s, e, id, &c->arena, &c->lead, err)) != CRM_OK)
		return st;
	c->owned = value_of(&c->lead, "owner")->kind != CRM_NULL;
	c->state = state_today(c);
	return CRM_OK;
}

/* ---- whether ---- */

/* "assign or claim, disqualify, duplicate, recycle" */
static enum crm_status
refuse(struct change *c, struct crm_err *err)
{
	struct crm_text word = word_for(c->lead.entity, "status", c->state);
	struct crm_buf ways = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	if (crm_text_is(c->state, "new"))
		crm_buf_str(&ways, "assign, claim");
	if (crm_text_is(c->state, "qualified"))
		crm_buf_str(&ways, "convert");
	for (i = 0; i < COUNT(steps); i++)
		if (is_one_of(steps[i].from, c->state))
			crm_buf_printf(&ways, "%s%s", ways.len > 0 ? ", " : "",
			    steps[i].verb);
	if (ways.len == 0)
		crm_buf_str(&ways,
		    crm_tr("nothing, it is final (undo can take it "
			   "back)"));
	st = crm_fail_record(err, CRM_RULE,
	    "%s is %.*s; %s is not possible from "
	    "there, but: %s",
	    c->id, (int)word.n, word.p, c->step->verb, ways.data);
	crm_buf_free(&ways);
	return st;
}

static enum crm_status
check_wake(struct change *c, struct crm_err *err)
{
	if (c->m->step != CRM_LEAD_RECYCLE ||
	    c->m->wake_on > crm_store_clock(c->s)->today)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "wake_on",
	    "%s sleeps until a day "
	    "that is still to come",
	    c->id);
}

static enum crm_status
check_of(struct change *c, struct crm_err *err)
{
	struct crm_record other;

	if (c->m->step != CRM_LEAD_DUPLICATE)
		return CRM_OK;
	if (c->m->of == c->lead.id)
		return crm_fail_field(err, CRM_RULE, "of",
		    "%s cannot repeat "
		    "itself",
		    c->id);
	return crm_load(c->s, c->lead.entity, c->m->of, &c->arena, &other, err);
}

static enum crm_status
check(struct change *c, struct crm_err *err)
{
	enum crm_status st;

	if (!is_one_of(c->step->from, c->state))
		return refuse(c, err);
	if (c->step->needs_reason && crm_text_trim(c->m->reason).n == 0)
		return crm_fail_field(err, CRM_RULE, "reason",
		    "%s needs a "
		    "reason; say why: reason=TEXT",
		    c->step->verb);
	if ((st = check_wake(c, err)) != CRM_OK)
		return st;
	return check_of(c, err);
}

/* ---- the change ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

static enum crm_status
write(struct change *c, struct crm_text to, enum crm_action *done,
    struct crm_err *err)
{
	enum crm_lead_step step = c->m->step;
	struct crm_record patch;

	crm_record_init(&patch, c->lead.entity, &c->arena);
	patch.id = c->lead.id;
	patch.held = CRM_HELD_REFUSED;
	put(&patch, "status", crm_value_text(to));
	put(&patch, "reason", crm_value_text(crm_text_trim(c->m->reason)));
	put(&patch, "wake_on",
	    step == CRM_LEAD_RECYCLE ? crm_value_int(c->m->wake_on)
				     : CRM_VALUE_NULL);
	put(&patch, "duplicate_of",
	    step == CRM_LEAD_DUPLICATE ? crm_value_int(c->m->of)
				       : CRM_VALUE_NULL);
	if (step == CRM_LEAD_REJECT)
		put(&patch, "owner", CRM_VALUE_NULL);
	return crm_update(c->s, &patch, done, err);
}

/* Doing again what is done changes nothing; another day to wake on or another
 * lead to repeat does. */
static bool
is_there(const struct change *c, struct crm_text to)
{
	if (!crm_text_eq(text_of(&c->lead, "status"), to))
		return false;
	switch (c->m->step) {
	case CRM_LEAD_RECYCLE:
		return value_of(&c->lead, "wake_on")->i == c->m->wake_on;
	case CRM_LEAD_DUPLICATE:
		return value_of(&c->lead, "duplicate_of")->i == c->m->of;
	case CRM_LEAD_REOPEN:
		return false;
	case CRM_LEAD_REJECT: /* what is somebody's is not back yet */
		return !c->owned;
	default:
		return true;
	}
}

enum crm_status
crm_lead_move(struct crm_store *s, int64_t lead, const struct crm_lead_move *m,
    enum crm_action *done, struct crm_err *err)
{
	struct change c = {
		.s = s, .m = m, .step = &steps[m->step], .arena = CRM_ARENA_INIT
	};
	struct crm_text to;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = load(&c, lead, err)) != CRM_OK)
		goto out;
	to = crm_text_of(c.step->to != NULL ? c.step->to
		: c.owned                   ? "assigned"
					    : "new");
	if (is_there(&c, to)) {
		st = check_said(&c.lead, "reason",
		    crm_value_text(crm_text_trim(m->reason)), err);
		goto out;
	}
	if ((st = check(&c, err)) != CRM_OK)
		goto out;
	st = write(&c, to, done, err);
out:
	crm_arena_free(&c.arena);
	return st;
}
