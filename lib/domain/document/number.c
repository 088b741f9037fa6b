/*
 * Numbers without gaps.  A series (prefix, seller, day) is a record that knows its
 * last number: locked when one is taken, moved on when a document brings its own.
 */
#include "document.h"

#include <crm/domain/numbering.h>

#include <crm/base/zone.h>

#include <ctype.h>
#include <string.h>

enum {
	DIGITS_MIN = 4,  /* SO-20261121-0007 */
	DIGITS_MAX = 12, /* more is no number that we gave */
	DAY_DIGITS = 8,
};

static const struct crm_entity *
series(struct crm_store *s)
{
	return crm_dict_find(crm_store_dict(s), "series");
}

/* ---- the name of a series ---- */

/* "-SH" where there are several sellers, else nothing. */
static enum crm_status
put_seller(struct crm_store *s, int64_t seller, struct crm_buf *out,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "seller");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT count(*) FROM seller WHERE \"deleted\" IS NULL", NULL, 0,
	    &n, err);
	if (st != CRM_OK || n.i < 2)
		return st;
	if (seller == 0)
		return crm_fail_field(err, CRM_RULE, "seller",
		    "is needed where there are several: crm-admin seller list");
	if ((st = crm_load(s, e, seller, &a, &r, err)) == CRM_OK)
		crm_buf_printf(out, "-%.*s", (int)text_of(&r, "code").n,
		    text_of(&r, "code").p);
	crm_arena_free(&a);
	return st;
}

/* "SO-20261121" */
static enum crm_status
name_of(struct crm_store *s, const struct crm_numbering *n, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_buf day = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	crm_buf_str(out, n->prefix);
	if ((st = put_seller(s, n->seller, out, err)) != CRM_OK)
		return st;
	crm_date_format(&day, n->day);
	crm_buf_char(out, '-');
	for (i = 0; i < day.len; i++)
		if (day.data[i] != '-')
			crm_buf_char(out, day.data[i]);
	crm_buf_free(&day);
	return CRM_OK;
}

/* ---- its record ---- */

static enum crm_status
begin(struct crm_store *s, struct crm_text name, int64_t last,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = series(s);
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, a);
	crm_record_set(&r, field_of(e, "name"), crm_value_text(name));
	crm_record_set(&r, field_of(e, "last"), crm_value_int(last));
	/* Of a document that a file brings it is no row. */
	crm_by_hand(s, true);
	st = crm_insert(s, &r, err);
	crm_by_hand(s, false);
	return st;
}

/* Moves a series to at least this number, or, for 0, to the next: *last is where it
 * stands then. */
static enum crm_status
advance(struct crm_store *s, struct crm_text name, int64_t to, int64_t *last,
    struct crm_err *err)
{
	const struct crm_entity *e = series(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	int64_t id;

	*last = to > 0 ? to : 1;
	st = crm_resolve(s, e, name, false, &id, NULL);
	if (st == CRM_NOTFOUND && (st = crm_lock_first(s, err)) == CRM_OK)
		st = crm_resolve(s, e, name, false, &id, NULL);
	if (st == CRM_NOTFOUND) {
		st = begin(s, name, *last, &a, err);
		goto out;
	}
	if (st != CRM_OK || (st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &a, &now, err)) != CRM_OK)
		goto out;
	if (to == 0)
		*last = value_of(&now, "last")->i + 1;
	else if (to <= value_of(&now, "last")->i)
		goto out;
	crm_record_init(&patch, e, &a);
	patch.id = id;
	crm_record_set(&patch, field_of(e, "last"), crm_value_int(*last));
	st = crm_update(s, &patch, &done, err);
out:
	crm_arena_free(&a);
	return st;
}

/* ---- who has it from us ---- */

/* The number that the batch was given last of those that begin so. */
struct given {
	const char *prefix;
	struct crm_text number;
	struct given *next;
};

static struct given *
given_of(struct crm_store *s, const char *prefix, struct crm_arena **a)
{
	static const char owner;
	struct given **list = crm_batch_memory(
	    s, &owner, sizeof(struct given *), a);
	struct given *g = *list;

	while (g != NULL && strcmp(g->prefix, prefix) != 0)
		g = g->next;
	if (g == NULL) {
		g = crm_alloc(*a, sizeof *g);
		*g = (struct given){ prefix, { NULL, 0 }, *list };
		*list = g;
	}
	return g;
}

bool
crm_number_given(
    struct crm_store *s, const char *prefix, struct crm_text number)
{
	struct crm_arena *a;

	return crm_text_eq(given_of(s, prefix, &a)->number, number);
}

static void
note_given(struct crm_store *s, const char *prefix, struct crm_text number)
{
	struct crm_arena *a;
	struct given *g = given_of(s, prefix, &a);

	g->number = crm_text_of(crm_strndup(a, number.p, number.n));
}

enum crm_status
crm_number_next(struct crm_store *s, const struct crm_numbering *n,
    struct crm_arena *a, struct crm_text *out, struct crm_err *err)
{
	struct crm_buf name = CRM_BUF_INIT;
	enum crm_status st = name_of(s, n, &name, err);
	int64_t last;

	if (st == CRM_OK)
		st = advance(
		    s, (struct crm_text){ name.data, name.len }, 0, &last, err);
	if (st == CRM_OK)
		*out = crm_text_of(crm_sprintf(
		    a, "%s-%0*lld", name.data, DIGITS_MIN, (long long)last));
	if (st == CRM_OK)
		note_given(s, n->prefix, *out);
	crm_buf_free(&name);
	return st;
}

/* ---- numbers that documents bring ---- */

static size_t
digits_at(struct crm_text t, size_t at)
{
	size_t n = 0;

	while (at + n < t.n && isdigit((unsigned char)t.p[at + n]))
		n++;
	return n;
}

/* PREFIX[-SELLER]-YYYYMMDD-NNNN: the series, and the number in it. */
static bool
parse(struct crm_text number, const char *prefix, struct crm_text *name,
    int64_t *last)
{
	size_t n = strlen(prefix), dash = number.n, digits, i;

	while (dash > 0 && number.p[dash - 1] != '-')
		dash--;
	if (dash < n + 1 + DAY_DIGITS + 1 || memcmp(number.p, prefix, n) != 0 ||
	    number.p[n] != '-')
		return false;
	digits = number.n - dash;
	if (digits < DIGITS_MIN || digits > DIGITS_MAX ||
	    digits_at(number, dash) != digits ||
	    (digits > DIGITS_MIN && number.p[dash] == '0') ||
	    digits_at(number, dash - 1 - DAY_DIGITS) != DAY_DIGITS ||
	    number.p[dash - 2 - DAY_DIGITS] != '-')
		return false;
	*name = (struct crm_text){ number.p, dash - 1 };
	for (*last = 0, i = dash; i < number.n; i++)
		*last = *last * 10 + (number.p[i] - '0');
	return *last > 0;
}

bool
crm_number_ours(const char *prefix, struct crm_text number)
{
	struct crm_text name;
	int64_t last;

	return parse(number, prefix, &name, &last);
}

enum crm_status
crm_number_seen(struct crm_store *s, const char *prefix, struct crm_text number,
    struct crm_err *err)
{
	struct crm_text name;
	int64_t last;

	return parse(number, prefix, &name, &last)
	    ? advance(s, name, last, &last, err)
	    : CRM_OK;
}

/* ---- its own record ---- */

enum crm_status
series_save(const struct crm_saving *w, struct crm_err *err)
{
	if (w->old != NULL &&
	    (differs(w->old, w->new, "name") ||
		value_of(w->new, "last")->i < value_of(w->old, "last")->i))
		return crm_fail(err, CRM_RULE,
		    "a series goes on: no number of it is given twice");
	if (w->met && differs(w->old, w->new, "last"))
		return crm_fail_field(err, CRM_RULE, "last",
		    "goes on by documents alone: none is left out");
	if (w->old == NULL && w->import && value_of(w->new, "last")->i > 0)
		return crm_fail_field(err, CRM_RULE, "last",
		    "no document has the numbers up to %lld: a series begins "
		    "with its documents, which an import brings with theirs",
		    (long long)value_of(w->new, "last")->i);
	return check_at_least(w->new, "last", 0, err);
}

enum crm_status
series_hide(const struct crm_saving *w, struct crm_err *err)
{
	(void)w;
	return crm_fail(
	    err, CRM_RULE, "a series stays: no number of it is given twice");
}

/* What was given stays so. */
enum crm_status
series_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)u;
	(void)err;
	*way = CRM_UNDO_STAYS;
	return CRM_OK;
}
