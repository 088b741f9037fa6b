/* Changes: from the pipeline of one day to that of another, and by which deals. */
#include "moves.h"

/* Rows, in their order; those between the two ends add up. */
static const struct crm_choice lines[] = {
	{ "opening", "Opening", "期初", NULL },
	{ "new", "New", "新增", NULL },
	{ "reopened", "Reopened", "重新打开", NULL },
	{ "grown", "Grown", "增额", NULL },
	{ "shrunk", "Shrunk", "减额", NULL },
	{ "won", "Won", "赢单", NULL },
	{ "lost", "Lost", "输单", NULL },
	{ "removed", "Removed", "删除", NULL },
	{ "closing", "Closing", "期末", NULL },
	{ "pushed", "Pushed", "推迟", NULL },
	{ "pulled", "Pulled in", "提前", NULL },
	{ NULL, NULL, NULL, NULL },
};

enum { OPENING, CLOSING = MOVE_KINDS, PUSHED, PULLED, LINES };

/* Of one currency. */
struct ledger {
	struct {
		int64_t deals, amount;
	} of[LINES];
};

struct sums {
	struct apart by; /* struct ledger */
};

static const struct heading headings[] = {
	{ "change", "Change", "变化", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = lines },
	/* From one end to the other: a sum over all rows says nothing. */
	{ "deals", "Deals", "商机数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "amount", "Amount", "金额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* What a move adds to the pipeline. */
static int64_t
difference(const struct move *m)
{
	if (m->passed)
		return m->kind == MOVE_NEW ? m->after : -m->after;
	return (m->after_open ? m->after : 0) -
	    (m->before_open ? m->before : 0);
}

static enum crm_status
count(struct ledger *x, size_t line, int64_t amount, struct crm_err *err)
{
	x->of[line].deals++;
	return add_money(&x->of[line].amount, amount, err);
}

static enum crm_status
add(struct ledger *x, const struct move *m, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (m->before_open)
		st = count(x, OPENING, m->before, err);
	if (st == CRM_OK && m->after_open)
		st = count(x, CLOSING, m->after, err);
	if (st == CRM_OK && m->kind != MOVE_NONE)
		st = count(x, m->kind, difference(m), err);
	if (st == CRM_OK && m->pushed != 0)
		st = count(x, m->pushed > 0 ? PUSHED : PULLED, m->after, err);
	return st;
}

static struct ledger *
ledger_of(struct tally_run *r, struct sums *x, const char *currency)
{
	return apart_at(
	    &x->by, r->arena, crm_text_of(currency), sizeof(struct ledger));
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct crm_value key[MOST_DIMENSIONS];
	struct moves m;
	struct move move;
	enum crm_status st = moves_open(r, &m, err);
	bool found;

	while (st == CRM_OK &&
	    (st = moves_next(&m, &move, key, &found, err)) == CRM_OK && found)
		if (move.before_open || move.after_open || move.passed)
			st = add(
			    ledger_of(r, cube_at(&r->cube, key), move.currency),
			    &move, err);
	r->unrated = m.unrated;
	moves_close(&m);
	return st;
}

static enum crm_status
merge_ledger(struct ledger *x, const struct ledger *y, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < LINES && st == CRM_OK; i++) {
		x->of[i].deals += y->of[i].deals;
		st = add_money(&x->of[i].amount, y->of[i].amount, err);
	}
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	const struct apart *y = &((const struct sums *)from)->by;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < y->n && st == CRM_OK; i++)
		st = merge_ledger(
		    ledger_of(r, sums,
			y->by[i].currency == NULL ? "" : y->by[i].currency),
		    y->by[i].sums, err);
	return st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct apart *x = &((const struct sums *)sums)->by;

	(void)r;
	return x->n == 0
	    ? 0
	    : ((const struct ledger *)x->by[0].sums)->of[CLOSING].amount;
}

static enum crm_status
print_ledger(const struct tally_row *row, const struct apart_sum *of,
    struct crm_err *err)
{
	const struct ledger *x = of->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < LINES && st == CRM_OK; i++) {
		if (of->currency != NULL && x->of[i].deals == 0 &&
		    i != OPENING && i != CLOSING)
			continue;
		st = tally_put(row,
		    (struct crm_value[]){
			crm_value_text(crm_text_of(lines[i].code)),
			crm_value_int(x->of[i].deals),
			crm_value_int(x->of[i].amount),
			apart_currency(of, row->base) },
		    err);
	}
	return st;
}

/* What has no rate: in its currency, from its first to its last. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	ledger_of(row->run, x, "");
	for (i = 0; i < x->by.n && st == CRM_OK; i++)
		st = print_ledger(row, &x->by.by[i], err);
	return st;
}

static const struct tally tally = {
	.entity = "deal",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.unrated = { N_("deal"), "crm-deal" },
};

const struct crm_report report_changes = {
	.name = "changes",
	.group = "Deals",
	.help = "from the pipeline of one day to that of another: new, won, "
		"lost, grown …",
	.takes_by = true,
	.tallies = true,
	.picture = CRM_PICTURE_WATERFALL,
	.drawn = "amount",
	.closes = "closing",
	.define = MOVES_DEFINED,
	.tally = &tally,
};

/* ---- which deals ---- */

static const struct heading moved_headings[] = {
	{ "deal", "Deal", "商机", CRM_T_TEXT },
	{ "change", "Change", "变化", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = lines },
	{ "before", "Before", "之前", CRM_T_MONEY },
	{ "after", "After", "之后", CRM_T_MONEY },
	{ "difference", "Difference", "差额", CRM_T_MONEY,
	    .scale = CRM_SCALE_ORDER },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static enum crm_status
put_move(struct tally_run *r, const struct move *m, size_t line, int64_t change,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(m->id);
	bool comes = m->passed && line == MOVE_NEW;
	bool goes = m->passed && line != MOVE_NEW;
	struct crm_text name;
	enum crm_status st = crm_display(r->s,
	    crm_dict_find(crm_store_dict(r->s), "deal"), m->id, &name, err);

	if (st != CRM_OK)
		return st;
	return lines_put(&r->lines, &id,
	    (struct crm_value[]){ crm_value_text(name),
		crm_value_text(crm_text_of(lines[line].code)),
		m->before_open || goes ? crm_value_int(m->before)
				       : CRM_VALUE_NULL,
		m->after_open || comes ? crm_value_int(m->after)
				       : CRM_VALUE_NULL,
		crm_value_int(change),
		crm_value_text(crm_text_of(m->currency[0] == '\0'
			? crm_store_currency(r->s)
			: m->currency)) },
	    NULL, err);
}

static enum crm_status
put_moves(struct tally_run *r, struct moves *m, struct crm_err *err)
{
	struct crm_value key[MOST_DIMENSIONS];
	enum crm_status st;
	struct move x;
	bool found;

	while ((st = moves_next(m, &x, key, &found, err)) == CRM_OK && found) {
		if (x.kind != MOVE_NONE &&
		    (st = put_move(r, &x, x.kind, difference(&x), err)) !=
			CRM_OK)
			return st;
		if (x.pushed != 0 &&
		    (st = put_move(r, &x, x.pushed > 0 ? PUSHED : PULLED, 0,
			 err)) != CRM_OK)
			return st;
	}
	return st;
}

static enum crm_status
run_moved(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	const struct tally none = { .entity = "deal" };
	struct tally_run r = { .t = &none, .s = s, .o = o, .arena = a };
	struct crm_report_opts by_deal = *o;
	struct dimensions d;
	struct moves m;
	enum crm_status st;

	by_deal.by = "deal_id";
	if ((st = dimensions_parse(s, "deal", &by_deal, a, &d, err)) !=
		CRM_OK ||
	    (st = moves_open(&r, &m, err)) != CRM_OK)
		return st;
	st = lines_begin(&r.lines, s, o, &d, moved_headings,
	    COUNT(moved_headings), a, sink, err);
	if (st == CRM_OK)
		st = put_moves(&r, &m, err);
	moves_close(&m);
	if (st == CRM_OK)
		unrated_note(&m.unrated, "deal", "crm-deal", a, sink);
	return st;
}

const struct crm_report report_moved = {
	.name = "moved",
	.group = "Deals",
	.help = "the deals behind `changes': what each was worth before and "
		"after",
	.drawn = "difference",
	.define = MOVES_DEFINED,
	.run = run_moved,
};
