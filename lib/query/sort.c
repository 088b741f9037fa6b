/* Sort lists, parsed and said in SQL. */
#include "ast.h"

#include <crm/model/in-base.h>

#include <string.h>

static size_t
count(const char *text)
{
	size_t n = 1;

	for (; *text != '\0'; text++)
		n += *text == ',';
	return n;
}

static bool
has_text(const struct crm_path *p)
{
	if (p->to == NULL)
		return crm_type_is_text(path_field(p)->type);
	return !p->as_id && p->to->shown >= 0 &&
	    crm_type_is_text(p->to->field[p->to->shown]->type);
}

/* FIELD, or FIELD:pinyin. */
static enum crm_status
read_key(const struct crm_dict *d, const struct crm_entity *e,
    struct crm_text item, struct crm_arena *arena, struct crm_sort *out,
    struct crm_err *err)
{
	const char *colon = memchr(item.p, ':', item.n);
	struct crm_path *path = &out->path[out->n];
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text how;
	enum crm_status st;

	if (colon == NULL)
		return crm_path_parse(d, e, item, arena, path, err);
	how = (struct crm_text){ colon + 1,
		item.n - (size_t)(colon + 1 - item.p) };
	item.n = (size_t)(colon - item.p);
	if (!crm_text_is(how, "pinyin") && !crm_text_is(how, "拼音"))
		return crm_fail(err, CRM_USAGE,
		    "'%s' is no order; a field may be followed by :pinyin",
		    crm_quote(quoted, how));
	if ((st = crm_path_parse(d, e, item, arena, path, err)) != CRM_OK)
		return st;
	if (!has_text(path))
		return crm_fail(err, CRM_USAGE,
		    "%s is no text, which alone has an order by pinyin",
		    path->name);
	out->pinyin[out->n] = true;
	return CRM_OK;
}

enum crm_status
crm_sort_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, struct crm_arena *arena, struct crm_sort *out,
    struct crm_err *err)
{
	struct crm_text item;
	enum crm_status st;

	memset(out, 0, sizeof *out);
	if (text == NULL || *text == '\0')
		return CRM_OK;
	out->path = crm_alloc_n(arena, count(text), sizeof *out->path);
	out->descending = crm_alloc_n(
	    arena, count(text), sizeof *out->descending);
	out->pinyin = crm_alloc_n(arena, count(text), sizeof *out->pinyin);
	while (list_next(&text, &item)) {
		bool down = item.n > 0 && item.p[0] == '-';

		if (down || (item.n > 0 && item.p[0] == '+')) {
			item.p++;
			item.n--;
		}
		if (item.n == 0)
			return crm_fail(err, CRM_USAGE,
			    "a field is missing in the sort list");
		st = read_key(d, e, item, arena, out, err);
		if (st != CRM_OK)
			return st;
		out->descending[out->n++] = down;
	}
	return CRM_OK;
}

/* By the name of the record that a reference leads to: one step further than
 * the path goes. */
static void
by_label(struct crm_sql *out, const struct crm_path *p, const char *alias)
{
	const struct crm_entity *far = p->to;
	int label = far->shown;

	if (label < 0) {
		sql_path(out, p, FORM_VALUE, alias);
		return;
	}
	crm_buf_str(&out->text, "(SELECT ");
	sql_field(out, far->field[label], FORM_KEY, ALIAS_FAR);
	crm_buf_printf(&out->text,
	    " FROM \"%s\" " ALIAS_FAR " WHERE " ALIAS_FAR ".\"id\" = ",
	    far->def->table);
	sql_path(out, p, FORM_VALUE, alias);
	crm_buf_char(&out->text, ')');
}

void
crm_sort_key_sql(const struct crm_sort *s, size_t key, const char *alias,
    struct crm_sql *out)
{
	const struct crm_path *p = &s->path[key];

	if (p->to != NULL && !p->as_id)
		by_label(out, p, alias);
	else
		sql_path(out, p, FORM_KEY, alias);
}

/* Whether it is in a currency of its record's own. */
static bool
is_money(const struct crm_path *p)
{
	const struct crm_field *f = path_field(p);

	return f->type == CRM_T_MONEY && p->entity->currency >= 0 &&
	    !crm_field_in_base(f);
}

/* The amount in thousandths of one of its currency: what people see has an order
 * across currencies, what is kept has none.  Whole numbers, and no sum that any
 * engine could fail at; the few currencies of four digits get what is left of
 * theirs behind the point. */
static void
thousandths(
    struct crm_sql *out, const struct crm_path *p, int class, const char *alias)
{
	static const char *const factor[] = { " * 1000", " * 100", " * 10", "",
		" / 10.0" };

	sql_path(out, p, FORM_VALUE, alias);
	crm_buf_str(&out->text, factor[money_classes[class].digits]);
}

/* The amount in an order of its own: the base currency first, as most records are
 * in it, then whether the digits are the usual ones, which most others have; only
 * then which. */
static void
by_money(struct crm_sql *out, const struct crm_path *p, struct crm_text base,
    const char *alias)
{
	struct crm_path at = *p;

	at.field = p->entity->currency;
	at.to = NULL;
	crm_buf_str(&out->text, "CASE WHEN ");
	sql_path(out, &at, FORM_VALUE, alias);
	crm_buf_str(&out->text, " IS NULL OR ");
	sql_path(out, &at, FORM_VALUE, alias);
	crm_buf_str(&out->text, " = ? THEN ");
	crm_sql_bind(out, (struct crm_value){ CRM_STR, { .t = base } });
	thousandths(out, p, money_class(base), alias);
	crm_buf_str(&out->text, " WHEN ");
	sql_path(out, &at, FORM_VALUE, alias);
	crm_buf_str(&out->text,
	    " NOT IN (" CRM_CODES_WHOLE "," CRM_CODES_3 "," CRM_CODES_4
	    ") THEN ");
	thousandths(out, p, MONEY_USUAL, alias);
	for (int i = 0; i < MONEY_CLASSES; i++) {
		if (money_classes[i].codes == NULL)
			continue;
		crm_buf_str(&out->text, " WHEN ");
		sql_path(out, &at, FORM_VALUE, alias);
		crm_buf_printf(
		    &out->text, " IN (%s) THEN ", money_classes[i].codes);
		thousandths(out, p, i, alias);
	}
	crm_buf_str(&out->text, " END");
}

void
crm_sort_sql(const struct crm_entity *e, const struct crm_sort *s,
    struct crm_text base_currency, const char *alias, struct crm_sql *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct crm_path *p = &s->path[i];

		if (s->pinyin[i])
			crm_buf_str(&out->text,
			    "(SELECT " ALIAS_PLACE
			    ".\"n\" FROM pinyin " ALIAS_PLACE
			    " WHERE " ALIAS_PLACE ".\"text\" = ");
		if (is_money(p))
			by_money(out, p, base_currency, alias);
		else
			crm_sort_key_sql(s, i, alias, out);
		crm_buf_str(&out->text, s->pinyin[i] ? ")" : "");
		crm_buf_str(&out->text, s->descending[i] ? " DESC" : "");
		if (p->steps == 0 && p->field == e->id)
			return; /* total already, nothing behind it counts */
		crm_buf_str(&out->text, " NULLS LAST, ");
	}
	crm_buf_printf(&out->text, "%s.\"id\"", alias);
}
