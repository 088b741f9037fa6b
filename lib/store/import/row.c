/* A row's cells as a record. */
#include "import.h"

#include <crm/store/log.h>

#include <stdio.h>
#include <string.h>

/* As a person sees it, and can type it. */
static struct crm_text
seen(struct import *im, struct crm_text t)
{
	if (crm_has_unseen(t, false))
		t = crm_drop_unseen(&im->row, t, false);
	return crm_text_trim(t);
}

struct crm_text
import_mapped(struct import *im, const struct feed *f, struct crm_text t)
{
	const struct value_map *v;

	for (v = f->values; v != NULL; v = v->next)
		if (crm_text_eq(v->from, t) ||
		    crm_text_eq(v->from, seen(im, t)))
			return v->to;
	return t;
}

void
import_say_value(
    const struct crm_field *f, struct crm_text t, struct crm_err *err)
{
	size_t n = strlen(err->text);
	char quoted[CRM_QUOTE_SIZE];

	snprintf(err->text + n, sizeof err->text - n,
	    crm_tr("; --value '%s:%s=…' says which is meant"), f->name,
	    crm_quote(quoted, t));
}

/* The cells that feed a field must have values. */
static enum crm_status
check_cells(const struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int i;

	for (i = 0; i < f->n && st == CRM_OK; i++)
		if ((size_t)f->column[i] < row->n)
			st = crm_cell_check(
			    im->r, row, (size_t)f->column[i], err);
	if (st == CRM_OK && f->id_column >= 0 && (size_t)f->id_column < row->n)
		st = crm_cell_check(im->r, row, (size_t)f->id_column, err);
	if (st != CRM_OK)
		crm_err_in_field(err, im->e->field[f->field]->name);
	return st;
}

/* A value that is no reference, of a cell. */
static enum crm_status
convert_value(struct import *im, struct feed *f, struct crm_text t, bool number,
    struct crm_value *out, struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	struct crm_parse *p = &im->parse;
	enum crm_status st;

	p->numbers = im->o->numbers | f->numbers | CRM_NUM_DOUBT |
	    look_beside(im);
	/* A number that was typed as one has a point. */
	if (number)
		p->numbers = (p->numbers & ~CRM_NUM_COMMA) | CRM_NUM_POINT;
	p->more = f->takes_more ? &im->more : NULL;
	im->did = 0;
	im->more.n = 0;
	if (f->minutes)
		t = minutes_text(im, f, t);
	p->scale = f->scale;
	st = crm_value_parse(p, fd, t, money_currency(im), out, err);
	p->scale = 0;
	if (st == CRM_OK || odd_take(im, f, t, out))
		st = CRM_OK;
	else if (fd->type == CRM_T_ENUM || fd->type == CRM_T_CURRENCY) {
		import_say_value(fd, seen(im, t), err);
		mistakes_unknown(im, f, seen(im, t), err);
	} else if (!number && import_doubts(im, f, t))
		im->count->doubt = true;
	else
		money_hint(im, fd, t, err);
	if (st != CRM_OK || im->more.n == 0)
		return st;
	f->met.several++;
	return further_take(im, f, err);
}

/* The time of a date, in the field that keeps it. */
static enum crm_status
keep_time(struct import *im, const struct crm_field *fd, struct crm_text t,
    struct crm_err *err)
{
	int beside = crm_field_index(im->e, crm_text_of(fd->time));
	struct crm_value at;
	enum crm_status st = crm_value_parse(
	    &im->parse, im->e->field[beside], t, money_currency(im), &at, err);

	im->did &= ~(unsigned)CRM_DID_TIME;
	if (st == CRM_OK)
		crm_record_set(&im->rec, beside, at);
	return st;
}

/* What most cells are: blank, or a text that is stored as it stands.  False says
 * that the long way has to be taken. */
static inline bool
convert_plain(
    struct import *im, const struct feed *f, const struct crm_row *row)
{
	struct crm_text t;

	if (f->any || im->refused.all || !import_plain(im, f, row, &t))
		return false;
	if (t.n == 0)
		return !im->o->blank_clears;
	if (!f->prose || f->values != NULL || lost_is(t))
		return false;
	crm_record_set(&im->rec, f->field, crm_value_text(t));
	return true;
}

static enum crm_status
convert_field(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	bool clear = false, clear_id = false, number = false;
	struct crm_text t, typed = { NULL, 0 };
	struct crm_value v;
	enum crm_status st;

	if (im->refused.all && (st = refused_digits(im, f, row, err)) != CRM_OK)
		return st;
	if (f->any)
		return about_convert(im, f, row, err);
	if (odd_cell(im, f, row, &t))
		return odd_convert(im, f, row, t, err);
	if (!import_plain(im, f, row, &t) &&
	    ((st = check_cells(im, f, row, err)) != CRM_OK ||
		(st = import_text(im, f, row, &clear, &number, &t, err)) !=
		    CRM_OK ||
		(st = import_id_text(im, f, row, &clear_id, &typed, err)) !=
		    CRM_OK))
		return st;
	if (typed.n > 0 && f->values != NULL) {
		struct crm_text meant = import_mapped(im, f, typed);

		/* What --value says of an id is a name. */
		if (!crm_text_eq(meant, typed)) {
			t = meant;
			typed.n = 0;
		}
	}
	if (t.n > 0 && f->values != NULL) {
		t = import_mapped(im, f, t);
		if (crm_text_is(t, "\\N"))
			t.n = 0, clear = true;
	}
	if (t.n > 0 && !crm_type_is_text(fd->type) && crm_text_trim(t).n == 0)
		t.n = 0;
	if (t.n == 0 && typed.n == 0) {
		if ((clear || clear_id || im->o->blank_clears) &&
		    (f->n > 0 || f->id_column >= 0) && !f->own_id &&
		    !f->either) {
			crm_record_set(&im->rec, f->field, CRM_VALUE_NULL);
			im->cleared[f->field] = true;
		}
		return CRM_OK;
	}
	if (lost_is(t) && (st = lost_refuse(f, fd, t, err)) != CRM_OK)
		return st;
	if (f->prose) {
		crm_record_set(&im->rec, f->field, crm_value_text(t));
		return CRM_OK;
	}
	if (f->own_id)
		return own_id(im, import_bare(im, f, t, true), err);
	if (fd->flags & CRM_F_READONLY)
		return crm_version_parse(t, &im->rec.version, err);
	if (fd->type == CRM_T_REF)
		return f->part_column >= 0 &&
			(st = qualify(im, f, row, &t, err)) != CRM_OK
		    ? st
		    : import_convert_ref(im, f, t, typed, err);
	st = convert_value(im, f, t, number, &v, err);
	if (st != CRM_OK)
		return st;
	if (f->either)
		im->either_on = v;
	else
		crm_record_set(&im->rec, f->field, v);
	if ((im->did & CRM_DID_TIME) != 0 && fd->time != NULL &&
	    (st = keep_time(im, fd, t, err)) != CRM_OK)
		return st;
	if (im->did != 0 || fd->type == CRM_T_PERCENT)
		told_value(im, f, t);
	return CRM_OK;
}

/* What another row may have, too. */
static enum crm_status
convert_anew(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_err *err)
{
	struct met_values before;
	enum crm_status st;

	if (!last_may(im, f))
		return convert_field(im, f, row, err);
	before = f->met;
	st = convert_field(im, f, row, err);
	if (st == CRM_OK)
		last_keep(im, f, row, &before);
	return st;
}

/* The currency first, money is read in it; the record's own id behind the external
 * id, which it may be instead where the row has no other; references last, so that a bad row
 * makes no missing record, and of these the people, who belong to a company. */
enum { PASSES = 5 };

static int
pass_of(const struct import *im, const struct feed *f)
{
	if (f->field == im->e->currency)
		return 0;
	if (f->ref == NULL)
		return f->own_id ? 2 : 1;
	return f->company < 0 ? 3 : 4;
}

static void
order_feeds(struct import *im)
{
	size_t i;
	int pass;

	im->ordered = 0;
	for (pass = 0; pass < PASSES; pass++) {
		if (pass == 1)
			im->money.from = im->ordered;
		for (i = 0; i < im->n_feeds; i++)
			if (pass_of(im, &im->feed[i]) == pass)
				im->order[im->ordered++] = (int)i;
	}
}

enum crm_status
import_convert(
    struct import *im, const struct crm_row *row, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	if (im->ordered != im->n_feeds)
		order_feeds(im);
	crm_record_clear(&im->rec);
	im->rec.id = im->rec.version = 0;
	im->defers = false;
	im->did = 0;
	im->either_on = CRM_VALUE_NULL;
	im->further[0].list.n = im->further[1].list.n = 0;
	memset(im->cleared, 0, im->e->n);
	odd_forget(im);
	beside_forget(im);
	for (i = 0; i < im->ordered; i++) {
		struct feed *f = &im->feed[im->order[i]];

		if (i == im->money.from && money_named(im, row, err) != CRM_OK)
			mistakes_add(im, err);
		/* Nothing is made for a row that is bad already. */
		if (im->n_bad > 0 && f->ref != NULL && im->o->create_missing)
			continue;
		if (convert_plain(im, f, row) || last_again(im, f, row) ||
		    (st = convert_anew(im, f, row, err)) == CRM_OK)
			continue;
		if (!is_row_error(st))
			return st;
		mistakes_add(im, err);
	}
	/* Of a row without an id they are mistakes, too, whatever it means. */
	if (im->n_bad > 0)
		return im->rec.id == 0 ? odd_stay(im, NULL, err)
				       : mistakes_end(im, err);
	layout_row(im, row);
	return im->further[0].list.n + im->further[1].list.n > 0
	    ? further_put(im, err)
	    : CRM_OK;
}

enum crm_status
import_amounts(
    struct import *im, const struct crm_row *row, struct crm_err *err)
{
	enum crm_status st = money_headers(im, row, err);
	size_t i;

	for (i = 0; i < im->n_feeds && st == CRM_OK; i++)
		if (money_in_currency(im->e->field[im->feed[i].field]))
			st = convert_field(im, &im->feed[i], row, err);
	return st;
}

enum crm_status
import_in_currency(struct import *im, const struct crm_row *row,
    struct crm_value currency, struct crm_err *err)
{
	if (im->e->currency < 0 || im->rec.v[im->e->currency].kind == CRM_STR)
		return CRM_OK;
	im->rec.v[im->e->currency] = currency;
	if (im->money.code[0] == '\0' &&
	    (currency.kind != CRM_STR ||
		crm_text_is(currency.t, im->parse.base_currency)))
		return CRM_OK;
	/* What was read as one of several is read again, in the base too. */
	im->money.code[0] = '\0';
	return import_amounts(im, row, err);
}

struct crm_parse
default_parse(const struct import *im)
{
	struct crm_parse p = im->parse;

	p.file = false;
	p.numbers = im->o->numbers | CRM_NUM_DOUBT;
	return p;
}

/* Whether the row has an amount, or a price. */
static bool
gives_amount(const struct import *im)
{
	size_t i;

	for (i = 0; i < im->e->n; i++)
		if (im->rec.v[i].kind != CRM_NULL &&
		    money_in_currency(im->e->field[i]))
			return true;
	return false;
}

static enum crm_status
default_currency(struct import *im, const struct crm_row *row, bool amounts,
    struct crm_err *err)
{
	int i = im->e->currency < 0 ? -1 : im->by_field[im->e->currency];
	const struct crm_parse p = default_parse(im);
	struct crm_text none = { NULL, 0 };
	struct crm_value v;
	enum crm_status st;

	if (i < 0 || im->feed[i].def.p == NULL ||
	    im->cleared[im->e->currency] ||
	    im->rec.v[im->e->currency].kind == CRM_STR ||
	    (amounts && !gives_amount(im)))
		return CRM_OK;
	st = crm_value_parse(
	    &p, im->e->field[im->e->currency], im->feed[i].def, none, &v, err);
	if (st != CRM_OK ||
	    (st = import_in_currency(im, row, v, err)) != CRM_OK)
		return st;
	im->rec.given[im->e->currency] = true;
	return CRM_OK;
}

enum crm_status
import_default_currency(
    struct import *im, const struct crm_row *row, struct crm_err *err)
{
	return im->o->def == NULL ? CRM_OK
				  : default_currency(im, row, true, err);
}

static bool
is_same(const struct import *im, int field)
{
	int i;

	for (i = 0; i < im->n_same; i++)
		if (im->same[i] == field)
			return true;
	return false;
}

static enum crm_status
one_default(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	const struct crm_parse p = default_parse(im);
	struct crm_text none = { NULL, 0 }, t = f->def;
	struct crm_value v;
	enum crm_status st;

	if (fd->type == CRM_T_ANY)
		return about_text(im, f, t, err);
	if (fd->type == CRM_T_REF)
		return f->part_column >= 0 &&
			(st = qualify(im, f, row, &t, err)) != CRM_OK
		    ? st
		    : import_convert_ref(im, f, t, none, err);
	st = crm_value_parse(&p, fd, t, money_currency(im), &v, err);
	if (st == CRM_OK)
		crm_record_set(&im->rec, f->field, v);
	return st;
}

/* Of all fields, or of those alone that tell which record the row is; `now`: a
 * record that is there, of what that lacks. */
static enum crm_status
defaults(struct import *im, const struct crm_row *row, bool same,
    const struct crm_record *now, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	if (im->o->def == NULL)
		return CRM_OK;
	st = now != NULL ? CRM_OK : default_currency(im, row, false, err);
	for (i = 0; i < im->n_feeds && st == CRM_OK; i++) {
		struct feed *f = &im->feed[i];

		if (f->def.p == NULL || im->cleared[f->field] ||
		    im->rec.v[f->field].kind != CRM_NULL ||
		    (same && !is_same(im, f->field)) ||
		    (now != NULL && now->v[f->field].kind != CRM_NULL))
			continue;
		st = one_default(im, f, row, err);
	}
	return st;
}

enum crm_status
import_defaults(
    struct import *im, const struct crm_row *row, struct crm_err *err)
{
	return defaults(im, row, false, NULL, err);
}

enum crm_status
import_fill_defaults(struct import *im, const struct crm_row *row,
    const struct crm_record *now, struct crm_err *err)
{
	return defaults(im, row, false, now, err);
}

enum crm_status
import_same_defaults(
    struct import *im, const struct crm_row *row, struct crm_err *err)
{
	return im->n_same == 0 || im->rec.id != 0
	    ? CRM_OK
	    : defaults(im, row, true, NULL, err);
}
