/*
 * Who may give how much away: beyond that it is asked for, not refused.  Product
 * groups for which the role has a limit of their own are judged each by itself, the
 * rest together.
 */
#include "submit.h"
#include "totals.h"

#include <crm/domain/rate.h>
#include <crm/domain/right.h>

#include <string.h>

/* Whether the book says of anybody that he may, and who acts may not. */
static enum crm_status
lacks(struct crm_store *s, const char *right, int64_t much, bool *yes,
    struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(right)), n;
	struct crm_err why;
	enum crm_status st;

	*yes = false;
	st = crm_get_int(s,
	    "SELECT count(*) FROM role_right WHERE \"right\" = ? "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &n, err);
	if (st != CRM_OK || n.i == 0)
		return st;
	st = crm_right_check(s, right, much, &why);
	*yes = st == CRM_DENIED;
	if (st != CRM_OK && st != CRM_DENIED)
		*err = why;
	return st == CRM_DENIED ? CRM_OK : st;
}

/* What a document gives away of a group of products with a limit of its own; of the
 * rest where the name is empty. */
struct part {
	struct crm_text name;
	int64_t limit; /* as the right has it */
	struct off_list off;
};

struct parts {
	struct totals t;
	struct part *part; /* the first is the rest */
	size_t n;
	struct off_list all;
};

static enum crm_status
group_of(const struct totals *t, size_t line, struct crm_text *out,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "product");
	struct crm_value product = line_get(&t->line[line], "product");
	struct crm_record r;
	enum crm_status st;

	*out = CRM_TEXT("");
	if (product.kind != CRM_INT)
		return CRM_OK;
	st = crm_load(t->s, e, product.i, t->a, &r, err);
	if (st == CRM_OK)
		*out = text_of(&r, "category");
	return st;
}

static enum crm_status
part_of(struct parts *p, size_t line, struct part **out, struct crm_err *err)
{
	struct crm_text name;
	struct crm_value limit = CRM_VALUE_NULL;
	enum crm_status st = group_of(&p->t, line, &name, err);
	size_t i;

	for (i = 1; i < p->n && !crm_text_eq(p->part[i].name, name); i++)
		;
	if (st == CRM_OK && i == p->n && name.n > 0)
		st = crm_right_group(p->t.s, "discount", name, &limit, err);
	if (st == CRM_OK && limit.kind == CRM_INT)
		p->part[p->n++] = (struct part){ name, limit.i, { 0 } };
	*out = &p->part[i < p->n ? i : 0];
	return st;
}

/* What the lists have in the currency of the book is more in another one at a lower
 * rate: a typed one above that of the day hides no discount. */
static enum crm_status
at_rate_of_day(
    struct totals *t, const struct crm_record *document, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st = crm_rate_judged(t->s, document, false, &rate, err);
	size_t i;

	if (st != CRM_OK || rate.kind != CRM_INT || rate.i == t->h.rate)
		return st;
	t->h.rate = rate.i;
	for (i = 0; i < t->n && st == CRM_OK; i++) {
		struct crm_value list = line_get(&t->line[i], "list_price");
		struct crm_value floor = line_get(&t->line[i], "floor_price");

		st = line_price(t->s, &t->line[i], &t->h, false, err);
		if (line_get(&t->line[i], "list_price").kind == CRM_INT)
			continue;
		line_put(&t->line[i], "list_price", list);
		line_put(&t->line[i], "floor_price", floor);
	}
	return st;
}

static enum crm_status
read_parts(
    struct parts *p, const struct crm_record *document, struct crm_err *err)
{
	enum crm_status st = totals_read(&p->t, document->id, err);
	struct part *part;
	size_t i;

	if (st == CRM_OK)
		st = at_rate_of_day(&p->t, document, err);
	if (st == CRM_OK)
		st = off_list_look_up(&p->t, err);
	if (st != CRM_OK)
		return st;
	p->part = crm_alloc_n(p->t.a, p->t.n + 1, sizeof *p->part);
	p->part[0] = (struct part){ .name = CRM_TEXT("") };
	p->n = 1;
	for (i = 0; i < p->t.n && st == CRM_OK; i++)
		if ((st = part_of(p, i, &part, err)) == CRM_OK &&
		    (st = off_list_add(&p->t, i, &part->off, err)) == CRM_OK)
			st = off_list_add(&p->t, i, &p->all, err);
	return st;
}

/* A share of 0.125 is 12.5 of the right. */
static int64_t
of_right(const struct part *p)
{
	struct crm_value share = off_list_share(&p->off);

	return share.kind == CRM_INT ? share.i * 100 : 0;
}

/* The least that it may be, as what is rounded gives nothing away. */
static int64_t
judged(const struct part *p)
{
	return off_list_least(&p->off) * 100;
}

static struct crm_text
say(struct crm_arena *a, const struct part *p)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, of_right(p), CRM_DECIMAL_DIGITS, false);
	text = p->name.n == 0
	    ? crm_sprintf(a, "%s %% below the list prices", b.data)
	    : crm_sprintf(a, "%s %% below the list prices of %.*s", b.data,
		  (int)p->name.n, p->name.p);
	crm_buf_free(&b);
	return crm_text_of(text);
}

static enum crm_status
too_much(struct crm_store *s, const struct parts *p, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	const struct part *rest = &p->part[0];
	enum crm_status st;
	bool yes = false;
	size_t i;

	for (i = 1; i < p->n; i++)
		if (judged(&p->part[i]) > p->part[i].limit) {
			*why = say(a, &p->part[i]);
			return CRM_OK;
		}
	if (of_right(rest) == 0)
		return CRM_OK;
	st = lacks(s, "discount", judged(rest), &yes, err);
	if (st == CRM_OK && yes)
		*why = say(a, rest);
	return st;
}

enum crm_status
discount_authority(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	struct parts p = { .t = { .s = s, .k = k, .a = a } };
	struct crm_err ignored;
	enum crm_status st = read_parts(&p, document, err);

	*why = CRM_TEXT("");
	if (st != CRM_OK)
		return st;
	if (off_list_below(&p.all) &&
	    crm_right_check(s, "floor", 0, &ignored) != CRM_OK) {
		*why = CRM_TEXT("below the floor price");
		return CRM_OK;
	}
	return too_much(s, &p, a, why, err);
}
