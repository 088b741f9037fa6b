/* The steps of an invoice: a request is issued, or void. */
#include "invoice.h"

#include "domain/document/submit.h"

#include <crm/domain/numbering.h>
#include <crm/domain/period.h>
#include <crm/domain/receivable.h>

static const struct crm_invoice_move *
how_of(const struct stepping *v)
{
	return v->how;
}

/* ---- what is issued ---- */

/* No order that it is for is younger, no receivable without one, nor what a red letter
 * takes back. */
#define NOT_BEFORE \
	"SELECT max(x.\"day\") FROM (SELECT o.\"ordered_on\" AS \"day\" " \
	"FROM sale_order o JOIN invoice i ON i.\"order\" = o.\"id\" " \
	"WHERE i.\"id\" = ? UNION ALL SELECT o.\"ordered_on\" " \
	"FROM invoice_line l JOIN order_line n ON n.\"id\" = " \
	"l.\"order_line\" JOIN sale_order o ON o.\"id\" = n.\"order\" " \
	"WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL " \
	"UNION ALL SELECT r.\"booked_on\" FROM invoice_line l " \
	"JOIN receivable r ON r.\"id\" = l.\"receivable\" " \
	"WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL " \
	"AND r.\"order\" IS NULL AND r.\"booked_on\" <= {today} " \
	"UNION ALL SELECT b.\"issued_on\" FROM invoice i JOIN invoice b " \
	"ON b.\"id\" = i.\"red_of\" WHERE i.\"id\" = ?) x"

static enum crm_status
check_not_before(struct stepping *v, int64_t day, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->now.id);
	const struct crm_value b[] = { id, id, id, id };
	struct crm_value first;
	enum crm_status st = crm_get_int(
	    v->s, NOT_BEFORE, b, COUNT(b), &first, err);

	if (st != CRM_OK || first.kind != CRM_INT || first.i <= day)
		return st;
	return crm_fail_field(err, CRM_RULE, "on",
	    "%s is before %s, the day of what %s is for", date_dup(&v->a, day),
	    date_dup(&v->a, first.i), v->id);
}

static enum crm_status
set_day(struct stepping *v, struct crm_err *err)
{
	int64_t today = crm_store_clock(v->s)->today, day = how_of(v)->day;

	if (day == CRM_DATE_MIN)
		day = today;
	if (day > today)
		return crm_fail_field(err, CRM_RULE, "on",
		    "%s is in the future: an invoice is dated today or before",
		    date_dup(&v->a, day));
	step_set(v, "issued_on", crm_value_int(day));
	return check_not_before(v, day, err);
}

/* The authority gives a number once. */
static enum crm_status
set_official(struct stepping *v, struct crm_err *err)
{
	struct crm_text no = how_of(v)->official_no;
	const struct crm_value b[] = { crm_value_text(crm_fold_dup(&v->a, no)),
		crm_value_int(v->now.id) };
	struct crm_value other;
	enum crm_status st;

	if (no.n == 0)
		return CRM_OK;
	st = crm_get_int(v->s,
	    "SELECT min(\"id\") FROM invoice WHERE \"official_no_f\" = ? "
	    "AND \"id\" <> ? AND \"deleted\" IS NULL AND \"status\" <> 'void'",
	    b, COUNT(b), &other, err);
	if (st == CRM_OK && other.kind == CRM_INT)
		return crm_fail_field(err, CRM_RULE, "official_no",
		    "%.*s is that of %s", (int)no.n, no.p,
		    typed_id(&v->a, v->e, other.i));
	step_set(v, "official_no", crm_value_text(no));
	return st;
}

static enum crm_status
set_number(struct stepping *v, struct crm_err *err)
{
	const struct crm_numbering n = { .prefix = invoice_prefix,
		.seller = invoice_int(&v->now, "seller"),
		.day = value_of(&v->patch, "issued_on")->i };
	struct crm_text number;
	enum crm_status st;

	if (text_of(&v->now, "number").n > 0)
		return CRM_OK;
	st = crm_number_next(v->s, &n, &v->a, &number, err);
	if (st == CRM_OK)
		step_set(v, "number", crm_value_text(number));
	return st;
}

static bool
is_red(const struct stepping *v)
{
	return value_of(&v->now, "red_of")->kind == CRM_INT;
}

/* What waits for the authority is confirmed by its number. */
static enum crm_status
set_confirmed(struct stepping *v, struct crm_err *err)
{
	struct crm_text no = how_of(v)->confirmation_no;

	if (no.n > 0)
		step_set(v, "confirmation_no", crm_value_text(no));
	if (!crm_text_is(text_of(&v->now, "confirmation"), "applied"))
		return CRM_OK;
	if (no.n == 0 && text_of(&v->now, "confirmation_no").n == 0)
		return crm_fail_field(err, CRM_RULE, "confirmation_no",
		    "is needed: %s waits for the authority's confirmation",
		    v->id);
	step_set(v, "confirmation", crm_value_text(CRM_TEXT("confirmed")));
	return CRM_OK;
}

/* Whether the customer gets credit for what a red letter takes back: but for what was
 * wrong, which is still owed. */
static void
set_credited(struct stepping *v)
{
	struct crm_value said = how_of(v)->credit;

	step_set(v, "credited",
	    said.kind == CRM_INT
		? said
		: crm_value_int(
		      !crm_text_is(text_of(&v->now, "red_reason"), "wrong")));
}

static enum crm_status
prepare_issue(struct stepping *v, struct crm_err *err)
{
	enum crm_status st;

	if (invoice_int(&v->now, "gross") == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s comes to nothing: add lines to it", v->id);
	if (is_red(v))
		set_credited(v);
	st = is_red(v) ? set_confirmed(v, err)
		       : invoice_check_same(v->s, &v->now, err);
	if (st == CRM_OK && !is_red(v))
		st = invoice_check_limits(v->s, &v->now, err);
	if (st != CRM_OK || (st = set_day(v, err)) != CRM_OK ||
	    (st = set_official(v, err)) != CRM_OK)
		return st;
	return set_number(v, err);
}

/* ---- what is planned is booked when it is invoiced ---- */

static enum crm_status
book(struct stepping *v, int64_t receivable, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "receivable");
	const struct crm_value *due;
	int64_t day = invoice_int(&v->now, "issued_on");
	struct crm_record r, p;
	enum crm_status st = crm_load(v->s, e, receivable, &v->a, &r, err);

	if (st != CRM_OK)
		return st;
	due = value_of(&r, "due_on");
	day = crm_period_open_seller(
	    v->s, "receivable", invoice_int(&r, "seller"), day);
	crm_record_init(&p, e, &v->a);
	p.id = receivable;
	invoice_put(&p, "booked_on", crm_value_int(day));
	if (due->kind != CRM_INT)
		invoice_put(&p, "due_on", crm_value_int(day));
	return crm_receivable_follow(v->s, &p, err);
}

static enum crm_status
book_planned(struct stepping *v, struct crm_err *err)
{
	const struct crm_value b[] = { crm_value_int(v->now.id),
		*value_of(&v->now, "issued_on") };
	int64_t *id;
	enum crm_status st;
	size_t n, i;

	st = crm_ids(v->s,
	    "SELECT DISTINCT r.\"id\" FROM receivable r JOIN invoice_line l "
	    "ON l.\"receivable\" = r.\"id\" WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL AND r.\"void_on\" IS NULL "
	    "AND (r.\"booked_on\" IS NULL OR r.\"booked_on\" > ?) "
	    "AND r.\"open\" = r.\"amount\" ORDER BY r.\"id\"",
	    b, COUNT(b), &v->a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = book(v, id[i], err);
	return st;
}

static enum crm_status
follow_issue(struct stepping *v, struct crm_err *err)
{
	return is_red(v) ? invoice_red_issued(v->s, &v->now,
			       invoice_int(&v->now, "credited") == 1, err)
			 : book_planned(v, err);
}

/* ---- void ---- */

static enum crm_status
prepare_void(struct stepping *v, struct crm_err *err)
{
	(void)err;
	if (is_red(v))
		step_set(
		    v, "confirmation", crm_value_text(CRM_TEXT("refused")));
	return CRM_OK;
}

static enum crm_status
say(struct stepping *v, struct crm_err *err)
{
	(void)err;
	step_set(v, "status_reason",
	    how_of(v)->reason.n > 0 ? crm_value_text(how_of(v)->reason)
				    : CRM_VALUE_NULL);
	return CRM_OK;
}

static enum crm_status
refuse(struct stepping *v, struct crm_err *err)
{
	struct crm_text state = text_of(&v->now, "status");
	struct crm_text word = word_of(&v->now, "status");

	if (v->step->to != NULL && crm_text_is(state, "void"))
		return CRM_OK;
	if (is_red(v) && !crm_text_is(state, "void"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is a red letter that is issued, and stays", v->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: what is issued is taken back by crm-order invoice red "
	    "%s",
	    v->id, (int)word.n, word.p, v->id);
}

static const struct step table[] = {
	[CRM_INVOICE_ISSUE] = { .from = { "requested" },
	    .to = "issued",
	    .verb = "issue",
	    .words = N_("what is requested is issued"),
	    .prepare = prepare_issue,
	    .follow = follow_issue },
	[CRM_INVOICE_VOID] = { .from = { "requested" },
	    .to = "void",
	    .verb = "void",
	    .words = N_("what is requested can be void"),
	    .prepare = prepare_void },
};

const struct steps invoice_steps = { .entity = "invoice",
	.step = table,
	.n = COUNT(table),
	.say = say,
	.refuse = refuse };

enum crm_status
crm_invoice_move(struct crm_store *s, int64_t id,
    const struct crm_invoice_move *m, enum crm_action *done,
    struct crm_err *err)
{
	return step_take(s, &invoice_steps, m->step, id, m, done, err);
}
