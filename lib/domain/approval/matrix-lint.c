/*
 * What is amiss in the matrix.  Conditions on the amount alone are tried on both
 * sides of every figure that any of them names: where none fits is a gap, where two
 * fit an overlap, and what never comes first cannot be reached.
 */
#include "matrix.h"

#include <ctype.h>
#include <string.h>

struct trial {
	struct crm_store *s;
	struct crm_arena arena;
	struct crm_record record; /* one with an amount, and nothing else */
	int amount;
	struct row *rows, *own;
	int64_t *at; /* amounts to try */
	size_t n, cap;
};

/* ---- which amounts ---- */

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '@' ||
	    (unsigned char)c >= 0x80;
}

static size_t
word_at(struct crm_text t, size_t at)
{
	size_t n = 0;

	while (at + n < t.n && is_word(t.p[at + n]))
		n++;
	return n;
}

/* Whether a condition asks about nothing but the amount, which has no currency here. */
static bool
is_of_amount(struct crm_text t)
{
	static const char *const known[] = { "amount", "amount_base", "and",
		"or", "not", "in", "is", "null", NULL };
	size_t i, n;

	for (i = 0; i<t.n; i += n> 0 ? n : 1) {
		const char *const *k = known;
		struct crm_text word;

		n = word_at(t, i);
		word = (struct crm_text){ t.p + i, n };
		if (t.p[i] == '"' || t.p[i] == '\'')
			return false;
		if (n == 0 || isdigit((unsigned char)t.p[i]))
			continue;
		while (*k != NULL && !crm_text_is(word, *k))
			k++;
		if (*k == NULL)
			return false;
	}
	return true;
}

static void
try_around(struct trial *t, int64_t amount)
{
	int64_t by;

	for (by = -1; by <= 1; by++) {
		t->at = crm_grow(
		    &t->arena, t->at, t->n, &t->cap, sizeof *t->at);
		t->at[t->n++] = amount + by;
	}
}

/* The figures that a condition names; "1..5" has two. */
static void
read_figures(struct trial *t, struct crm_text text)
{
	int digits = crm_currency_digits(crm_store_currency(t->s));
	struct crm_text word;
	int64_t amount;
	size_t i, n;

	for (i = 0; i<text.n; i += n> 0 ? n : 1) {
		const char *dots;

		word = (struct crm_text){ text.p + i, word_at(text, i) };
		n = word.n;
		if (n == 0 || !isdigit((unsigned char)*word.p))
			continue;
		dots = memmem(word.p, word.n, "..", 2);
		if (dots != NULL)
			n = word.n = (size_t)(dots - word.p);
		if (crm_number_parse(word, digits, 0, &amount, NULL) == CRM_OK)
			try_around(t, amount);
	}
}

/* ---- what fits there ---- */

static bool
fits(struct trial *t, const struct row *row, int64_t amount)
{
	bool yes;

	t->record.v[t->amount] = crm_value_int(amount);
	return is_of_amount(row->expression) &&
	    row_holds(t->s, row, &t->record, &yes, NULL) == CRM_OK && yes;
}

static const struct row *
first_that_fits(struct trial *t, int64_t amount)
{
	const struct row *row = t->rows;

	while (row != NULL && !fits(t, row, amount))
		row = row->next;
	return row;
}

static bool
begin(struct trial *t, struct crm_store *s, const struct crm_entity *e,
    int64_t id)
{
	const struct crm_entity *of;
	struct crm_record rule;
	struct row *row;

	*t = (struct trial){ .s = s, .arena = CRM_ARENA_INIT };
	if (crm_load(s, e, id, &t->arena, &rule, NULL) != CRM_OK ||
	    (of = crm_dict_find(crm_store_dict(s),
		 text_dup(&t->arena, text_of(&rule, "kind")))) == NULL ||
	    (t->amount = crm_field_index(of, CRM_TEXT("amount"))) < 0 ||
	    matrix_load(s, of, &t->arena, &t->rows, NULL) != CRM_OK)
		return false;
	crm_record_init(&t->record, of, &t->arena);
	for (row = t->rows; row != NULL; row = row->next) {
		if (row->id == id)
			t->own = row;
		if (is_of_amount(row->expression))
			read_figures(t, row->expression);
	}
	return t->own != NULL && is_of_amount(t->own->expression);
}

static void
put_amount(const struct trial *t, int64_t amount, struct crm_buf *why)
{
	crm_number_format(
	    why, amount, crm_currency_digits(crm_store_currency(t->s)), true);
}

/* ---- the checks ---- */

/* Told of the rule that names the figure beside it. */
static bool
has_gap(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *why)
{
	struct trial t;
	bool found = false;
	size_t i;

	if (begin(&t, s, e, id)) {
		t.n = 0;
		read_figures(&t, t.own->expression);
		for (i = 0; i < t.n && !found; i++) {
			found = t.at[i] >= 0 &&
			    first_that_fits(&t, t.at[i]) == NULL;
			if (found)
				put_amount(&t, t.at[i], why);
		}
	}
	crm_arena_free(&t.arena);
	return found;
}

static bool
overlaps(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *why)
{
	const struct row *first = NULL;
	bool comes_first = false, found = false;
	struct trial t;
	size_t i, at = 0;

	if (begin(&t, s, e, id)) {
		for (i = 0; i < t.n; i++) {
			const struct row *one;

			if (!fits(&t, t.own, t.at[i]))
				continue;
			one = first_that_fits(&t, t.at[i]);
			comes_first |= one == t.own;
			if (one != t.own && first == NULL) {
				first = one;
				at = i;
			}
		}
		/* One that never comes first is told as that. */
		found = first != NULL && comes_first;
		if (found) {
			put_amount(&t, t.at[at], why);
			crm_buf_printf(why, ", APR%lld", (long long)first->id);
		}
	}
	crm_arena_free(&t.arena);
	return found;
}

static bool
is_unreachable(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *why)
{
	const struct row *first = NULL;
	bool comes_first = false;
	struct trial t;
	size_t i;

	if (begin(&t, s, e, id)) {
		try_around(&t, 1);
		for (i = 0; i < t.n && !comes_first; i++) {
			if (!fits(&t, t.own, t.at[i]))
				continue;
			first = first_that_fits(&t, t.at[i]);
			comes_first = first == t.own;
		}
		if (first != NULL && !comes_first)
			crm_buf_printf(why, "APR%lld", (long long)first->id);
	}
	crm_arena_free(&t.arena);
	return first != NULL && !comes_first;
}

static bool
names_nobody(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *why)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record rule;
	struct crm_route route = { .n = 0 };
	bool yes, any = false;
	size_t i, j;

	if (crm_load(s, e, id, &a, &rule, NULL) == CRM_OK)
		(void)crm_route_parse(text_of(&rule, "steps"), &route, NULL);
	for (i = 0; i < route.n; i++)
		for (j = 0; j < route.step[i].n; j++) {
			struct crm_text who = route.step[i].who[j];

			if (matrix_somebody(s, who, 0, &yes, NULL) != CRM_OK ||
			    yes)
				continue;
			crm_buf_str(why, any ? ", " : "");
			crm_buf_add(why, who.p, who.n);
			any = true;
		}
	crm_arena_free(&a);
	return any;
}

const struct crm_lint_check lint_approval_rule[] = {
	{ .code = "approver-gone",
	    .field = "steps",
	    .where = "active = yes",
	    .record = names_nobody,
	    .message = "nobody who is active can agree for" },
	{ .code = "gap",
	    .field = "when",
	    .where = "active = yes",
	    .record = has_gap,
	    .message = "no rule fits the amount" },
	{ .code = "overlap",
	    .field = "when",
	    .where = "active = yes",
	    .record = overlaps,
	    .message = "an earlier rule fits too, and wins" },
	{ .code = "unreachable",
	    .field = "when",
	    .where = "active = yes",
	    .record = is_unreachable,
	    .message =
		"never comes first: an earlier rule fits whatever it fits" },
	{ .code = NULL },
};
