/* A value -> its text: as lists show it, or as the filters of its tag say. */
#include "template.h"

#include <ctype.h>

enum { PRICE_DIGITS = 2, PERCENT_DIGITS = CRM_DECIMAL_DIGITS - 2 };

/* ---- reading ---- */

enum takes { NOTHING, MAYBE_WORD, WORD, NUMBER, MAYBE_NUMBER };

/* What values a filter is for. */
enum fits { ANY, NUMBERS, MONEY_ONLY, DATES };

static const struct {
	const char *name;
	enum takes takes;
	enum fits fits;
} filters[] = {
	[FILTER_MONEY] = { "money", MAYBE_WORD, NUMBERS },
	[FILTER_NUMBER] = { "number", MAYBE_NUMBER, NUMBERS },
	[FILTER_DATE] = { "date", MAYBE_WORD, DATES },
	[FILTER_CAPITAL] = { "capital", NOTHING, MONEY_ONLY },
	[FILTER_CODE] = { "code", NOTHING, ANY },
	[FILTER_UPPER] = { "upper", NOTHING, ANY },
	[FILTER_LOWER] = { "lower", NOTHING, ANY },
	[FILTER_DEFAULT] = { "default", WORD, ANY },
	[FILTER_LEFT] = { "left", NUMBER, ANY },
	[FILTER_RIGHT] = { "right", NUMBER, ANY },
	[FILTER_CENTER] = { "center", NUMBER, ANY },
	[FILTER_WRAP] = { "wrap", NUMBER, ANY },
	[FILTER_INDENT] = { "indent", NUMBER, ANY },
};
enum { FILTERS = sizeof filters / sizeof *filters };

static bool
fits(enum fits what, const struct node *n)
{
	enum crm_type type = n->name.is.type;

	if (what == ANY)
		return true;
	if (n->name.n == 0 || n->name.is.what != CRM_NAMES_CELL)
		return false;
	if (what == DATES)
		return type == CRM_T_DATE || type == CRM_T_INSTANT;
	if (what == MONEY_ONLY)
		return type == CRM_T_MONEY;
	return type == CRM_T_MONEY || type == CRM_T_DECIMAL ||
	    type == CRM_T_PERCENT || type == CRM_T_RATE || type == CRM_T_INT;
}

static bool
read_number(struct crm_text t, int *out)
{
	*out = 0;
	for (size_t i = 0; i < t.n; i++) {
		if (!isdigit((unsigned char)t.p[i]) || *out > TEMPLATE_COLUMNS)
			return false;
		*out = *out * 10 + (t.p[i] - '0');
	}
	return t.n > 0 && *out <= TEMPLATE_COLUMNS;
}

static enum crm_status
read_arg(struct reader *r, const struct tag *tag, struct crm_text *rest,
    struct filter *f, struct crm_err *err)
{
	const char *name = filters[f->is].name;
	enum takes takes = filters[f->is].takes;
	struct crm_text arg = { rest->p, 0 };
	bool given = takes != NOTHING && rest->n > 0 && *rest->p != '|' &&
	    take_word(r->arena, rest, &arg);

	f->arg = arg;
	if (given && (takes == NUMBER || takes == MAYBE_NUMBER) &&
	    (!read_number(arg, &f->number) ||
		(f->is == FILTER_NUMBER && f->number > CRM_DECIMAL_DIGITS)))
		return crm_fail_line(err, tag->line, tag->column,
		    "%s: '%.*s' is no number that it takes", name,
		    (int)(arg.n < 60 ? arg.n : 60), arg.p);
	if (!given && f->is == FILTER_NUMBER)
		f->number = -1;
	if (!given && (takes == WORD || takes == NUMBER))
		return crm_fail_line(err, tag->line, tag->column,
		    takes == NUMBER ? "%s is missing its number"
				    : "%s is missing its text",
		    name);
	if (given && f->is == FILTER_MONEY && !crm_text_is(arg, "sign") &&
	    !crm_text_is(arg, "code"))
		return crm_fail_line(err, tag->line, tag->column,
		    "money takes sign or code, or nothing");
	return CRM_OK;
}

static enum crm_status
read_filter(struct reader *r, const struct tag *tag, struct crm_text *rest,
    struct node *node, struct crm_err *err)
{
	struct filter *f = &node->filter[node->n_filters];
	struct crm_text name = { NULL, 0 };
	char quoted[CRM_QUOTE_SIZE];
	size_t i = 0;

	if (node->n_filters == TEMPLATE_FILTERS)
		return crm_fail_line(err, tag->line, tag->column,
		    "a value has at most %d filters", (int)TEMPLATE_FILTERS);
	take_word(r->arena, rest, &name);
	while (i < FILTERS && !crm_text_is(name, filters[i].name))
		i++;
	if (i == FILTERS)
		return crm_fail_line(err, tag->line, tag->column,
		    "'%s' is no filter; there are money, number, date, "
		    "capital, code, upper, lower, default, left, right, "
		    "center, wrap, indent",
		    crm_quote(quoted, name));
	f->is = (enum filter_is)i;
	if (!fits(filters[i].fits, node))
		return crm_fail_line(err, tag->line, tag->column,
		    filters[i].fits == DATES ? "%s is for dates"
			: filters[i].fits == MONEY_ONLY
			? "%s is for amounts of money"
			: "%s is for numbers",
		    filters[i].name);
	node->n_filters++;
	return read_arg(r, tag, rest, f, err);
}

enum crm_status
filters_read(struct reader *r, const struct tag *tag, struct crm_text rest,
    struct node *node, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	while (st == CRM_OK && rest.n > 0) {
		if (*rest.p != '|')
			return crm_fail_line(err, tag->line, tag->column,
			    "'{{%s}}': a | is missing between two filters",
			    crm_quote(quoted, tag->text));
		rest.p++;
		rest.n--;
		st = read_filter(r, tag, &rest, node, err);
		rest = crm_text_trim(rest);
	}
	return st;
}

/* ---- numbers ---- */

static int
money_digits(const struct crm_template_value *v)
{
	int digits = v->currency.n > 0 ? crm_currency_digits_n(v->currency)
				       : v->column.money_digits;

	return digits < 0 ? PRICE_DIGITS : digits;
}

/* Digits that a number has stored behind its point. */
static int
digits_of(const struct crm_template_value *v)
{
	switch (v->column.type) {
	case CRM_T_MONEY:
		return money_digits(v);
	case CRM_T_DECIMAL:
		return CRM_DECIMAL_DIGITS;
	case CRM_T_PERCENT:
		return PERCENT_DIGITS;
	case CRM_T_RATE:
		return CRM_RATE_DIGITS;
	default:
		return 0;
	}
}

/* A price has the digits of its currency, and more where it needs them. */
static void
put_price(struct crm_buf *out, const struct crm_template_value *v)
{
	int digits = digits_of(v), least = money_digits(v);
	int64_t n = v->v.i;

	while (digits > least && n % 10 == 0) {
		n /= 10;
		digits--;
	}
	crm_number_group(out, n, digits, true);
}

static void
put_currency(struct crm_buf *out, struct crm_text currency, bool sign)
{
	static const struct {
		const char *code, *sign;
	} signs[] = { { "CNY", "¥" }, { "JPY", "¥" }, { "USD", "$" },
		{ "EUR", "€" }, { "GBP", "£" } };

	for (size_t i = 0; sign && i < sizeof signs / sizeof *signs; i++)
		if (crm_text_is(currency, signs[i].code)) {
			crm_buf_str(out, signs[i].sign);
			return;
		}
	crm_buf_add(out, currency.p, currency.n);
	crm_buf_str(out, currency.n > 0 ? " " : "");
}

static void
put_money(struct crm_buf *out, const struct filter *f,
    const struct crm_template_value *v)
{
	struct crm_template_value whole = *v;

	if (f->arg.n > 0) {
		if (v->v.i < 0 && v->v.i > INT64_MIN) {
			crm_buf_char(out, '-');
			whole.v.i = -v->v.i;
		}
		put_currency(out, v->currency, crm_text_is(f->arg, "sign"));
	}
	put_price(out, &whole);
}

static void
put_number(struct crm_buf *out, const struct filter *f,
    const struct crm_template_value *v)
{
	int digits = digits_of(v);
	int64_t n = v->v.i;

	if (f->number < 0) {
		crm_number_group(out, n, digits, false);
		return;
	}
	if (digits > f->number) {
		n = crm_div_round(n, crm_pow10(digits - f->number));
		digits = f->number;
	}
	crm_number_group(out, n, digits, true);
	for (int i = digits; i < f->number; i++)
		crm_buf_str(out, i == 0 ? ".0" : "0");
}

/* ---- dates ---- */

static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* One run of a letter in "D MMMM YYYY". */
static void
put_part(struct crm_buf *out, char letter, size_t n, struct crm_ymd d)
{
	if (letter == 'Y')
		crm_buf_printf(
		    out, n >= 4 ? "%04d" : "%02d", n >= 4 ? d.y : d.y % 100);
	else if (letter == 'M' && n >= 4)
		crm_buf_str(out, months[d.m - 1]);
	else if (letter == 'M' && n == 3)
		crm_buf_printf(out, "%.3s", months[d.m - 1]);
	else
		crm_buf_printf(
		    out, n == 1 ? "%d" : "%02d", letter == 'M' ? d.m : d.d);
}

static void
put_date(struct crm_buf *out, const struct filter *f,
    const struct crm_template_value *v, bool chinese)
{
	int64_t day = v->column.type == CRM_T_INSTANT ? crm_instant_date(v->v.i)
						      : v->v.i;
	struct crm_text form = f->arg;

	if (form.n == 0) {
		crm_date_format(out, day);
		return;
	}
	if (crm_text_is(form, "long"))
		form = chinese ? CRM_TEXT("YYYY年M月D日")
			       : CRM_TEXT("D MMMM YYYY");
	for (size_t i = 0, n; i < form.n; i += n) {
		for (n = 1; i + n < form.n && form.p[i + n] == form.p[i]; n++)
			;
		if (memchr("YMD", form.p[i], 3) != NULL)
			put_part(out, form.p[i], n, crm_date_ymd(day));
		else
			crm_buf_add(out, form.p + i, n);
	}
}

/* ---- texts ---- */

static void
change_case(struct crm_buf *b, bool upper)
{
	for (size_t i = 0; i < b->len; i++)
		b->data[i] = (char)(upper ? toupper((unsigned char)b->data[i])
					  : tolower((unsigned char)b->data[i]));
}

static void
put_blanks(struct crm_buf *out, size_t n)
{
	while (n-- > 0)
		crm_buf_char(out, ' ');
}

static void
pad(struct crm_buf *out, enum filter_is how, struct crm_text t, size_t width)
{
	size_t has = crm_width(t), room = has < width ? width - has : 0;
	size_t before = how == FILTER_RIGHT ? room
	    : how == FILTER_CENTER          ? room / 2
					    : 0;

	put_blanks(out, before);
	crm_buf_add(out, t.p, t.n);
	put_blanks(out, room - before);
}

static void
wrap(struct crm_buf *out, struct crm_text t, size_t width)
{
	bool first = true;

	while (t.n > 0) {
		struct crm_text line = wrap_next(&t, width > 0 ? width : 1);

		crm_buf_str(out, first ? "" : "\n");
		crm_buf_add(out, line.p, line.n);
		first = false;
	}
}

/* All lines but the first. */
static void
indent(struct crm_buf *out, struct crm_text t, size_t blanks)
{
	for (size_t i = 0; i < t.n; i++) {
		crm_buf_char(out, t.p[i]);
		if (t.p[i] == '\n')
			put_blanks(out, blanks);
	}
}

/* Of what is text already. */
static void
put_text(struct crm_buf *out, const struct filter *f, struct crm_text t)
{
	switch (f->is) {
	case FILTER_LEFT:
	case FILTER_RIGHT:
	case FILTER_CENTER:
		pad(out, f->is, t, (size_t)f->number);
		break;
	case FILTER_WRAP:
		wrap(out, t, (size_t)f->number);
		break;
	case FILTER_INDENT:
		indent(out, t, (size_t)f->number);
		break;
	default:
		crm_buf_add(out, t.p, t.n);
		break;
	}
	if (f->is == FILTER_UPPER || f->is == FILTER_LOWER)
		change_case(out, f->is == FILTER_UPPER);
}

/* ---- all of them ---- */

static void
show(struct crm_buf *out, const struct crm_template_value *v,
    const struct crm_template_opts *o)
{
	struct crm_column column = v->column;

	column.money_digits = money_digits(v);
	crm_cell_show(out, &column, 0, &v->v, o->chinese);
}

/* The text of a value by a filter that is for values; false where it is for texts. */
static bool
put_value(struct crm_buf *out, const struct filter *f,
    const struct crm_template_value *v, const struct crm_template_opts *o)
{
	bool number = v->v.kind == CRM_INT;

	if (f->is == FILTER_MONEY && number)
		put_money(out, f, v);
	else if (f->is == FILTER_NUMBER && number)
		put_number(out, f, v);
	else if (f->is == FILTER_DATE && number)
		put_date(out, f, v, o->chinese);
	else if (f->is == FILTER_CAPITAL && number)
		crm_capital(out, v->v.i, money_digits(v));
	else if (f->is == FILTER_CODE && v->v.kind == CRM_STR)
		crm_buf_add(out, v->v.t.p, v->v.t.n);
	else
		return false;
	return true;
}

/* One filter; what those before it made is in `now`, where that is text already. */
static void
apply(const struct filter *f, const struct crm_template_value *v,
    const struct crm_template_opts *o, struct crm_buf *now, bool *is_text)
{
	struct crm_buf next = CRM_BUF_INIT;

	if (!*is_text && f->is == FILTER_DEFAULT) /* it says something */
		return;
	crm_buf_str(&next, "");
	if (*is_text || !put_value(&next, f, v, o)) {
		if (!*is_text)
			show(now, v, o);
		if (f->is == FILTER_DEFAULT && now->len == 0)
			crm_buf_add(&next, f->arg.p, f->arg.n);
		else
			put_text(
			    &next, f, (struct crm_text){ now->data, now->len });
	}
	*is_text = true;
	crm_buf_free(now);
	*now = next;
}

void
filters_apply(const struct node *node, const struct crm_template_value *v,
    const struct crm_template_opts *o, struct crm_buf *out)
{
	struct crm_buf now = CRM_BUF_INIT;
	bool is_text = v->v.kind == CRM_NULL;

	crm_buf_str(&now, "");
	for (size_t i = 0; i < node->n_filters; i++)
		apply(&node->filter[i], v, o, &now, &is_text);
	if (!is_text)
		show(&now, v, o);
	crm_buf_add(out, now.data, now.len);
	crm_buf_free(&now);
}
