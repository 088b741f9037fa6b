/*
 * Read-only views of the book for those who want SQL: v_deal has the columns of
 * `crm-deal list -o csv`, with their names and units.  Every start reads the
 * schema and pays for each view, so they are made on request, and from then on
 * kept in step with the dictionary.
 */
#include "store/internal.h"

#include <crm/store/upkeep.h>

#include <string.h>

/* Behind this the name of a table: none begins so, nor does what as-of makes. */
#define PREFIX "v_"

/* The rows of other kinds that a name is shown of. */
#define ALIAS_SHOWN "s_"

const char *
crm_view_name(const struct crm_entity *e, struct crm_arena *a)
{
	return crm_sprintf(a, PREFIX "%s", e->def->table);
}

static int
digits_of(const char *currency)
{
	int digits = crm_currency_digits(currency);

	return digits < 0 ? 2 : digits;
}

/* Appends a template: $ is the value, @ 10^scale and # the digits. */
static void
put(struct crm_buf *b, const char *text, const char *value, int scale)
{
	for (; *text != '\0'; text++)
		if (*text == '$')
			crm_buf_str(b, value);
		else if (*text == '@')
			crm_buf_int(b, crm_pow10(scale));
		else if (*text == '#')
			crm_buf_int(b, scale);
		else
			crm_buf_char(b, *text);
}

/* {today} and {now} as what they are whenever the view is read, and days as those of
 * UTC: a view knows no TZ. */
static void
put_clock(struct crm_buf *b, const struct crm_engine *engine, const char *sql)
{
	static const char today[] = "{today}", now[] = "{now}", day[] = "{day ";

	while (*sql != '\0')
		if (strncmp(sql, today, sizeof today - 1) == 0) {
			crm_buf_str(b, engine->shown.today);
			sql += sizeof today - 1;
		} else if (strncmp(sql, now, sizeof now - 1) == 0) {
			crm_buf_str(b, engine->shown.now);
			sql += sizeof now - 1;
		} else if (strncmp(sql, day, sizeof day - 1) == 0) {
			sql += sizeof day - 1;
			crm_buf_printf(
			    b, "(%.*s / 86400)", (int)strcspn(sql, "}"), sql);
			sql += strcspn(sql, "}") + 1;
		} else {
			crm_buf_char(b, *sql++);
		}
}

/* An amount has the digits of its record's currency. */
static void
put_money(struct crm_store *s, const struct crm_path *p, const char *value,
    struct crm_buf *b)
{
	const struct crm_entity *e = p->entity;
	const char *text = s->engine->shown.money;
	int base = digits_of(s->currency);
	struct crm_sql currency;

	if (is_in_base(e, e->field[p->field])) {
		put(b, text, value, base);
		return;
	}
	crm_sql_init(&currency, s->scratch);
	crm_sql_field(&currency, e, e->field[e->currency], "t");
	crm_buf_printf(b, "CASE WHEN %s IS NULL THEN ", currency.text.data);
	put(b, text, value, base);
	for (int digits = 0; digits <= 4; digits++) {
		const char *codes = crm_currency_codes(digits);

		if (codes == NULL)
			continue;
		crm_buf_printf(
		    b, " WHEN %s IN (%s) THEN ", currency.text.data, codes);
		put(b, text, value, digits);
	}
	crm_buf_str(b, " ELSE ");
	put(b, text, value, 2);
	crm_buf_str(b, " END");
	crm_sql_free(&currency);
}

/* The name of the record that a reference leads to, as crm_display has it. */
static void
put_name(struct crm_store *s, const struct crm_path *p, const char *value,
    struct crm_buf *b)
{
	const struct crm_entity *to = p->to;
	struct crm_sql name;

	if (to->shown < 0) {
		crm_buf_printf(b, "'%s' || %s", to->def->code, value);
		return;
	}
	crm_sql_init(&name, s->scratch);
	crm_sql_field(&name, to, to->field[to->shown], ALIAS_SHOWN);
	crm_buf_printf(b,
	    "coalesce((SELECT %s FROM \"%s\" " ALIAS_SHOWN " WHERE " ALIAS_SHOWN
	    ".\"id\" = %s), '%s' || %s)",
	    name.text.data, to->def->table, value, to->def->code, value);
	crm_sql_free(&name);
}

static void
put_value(struct crm_store *s, const struct crm_path *p, const char *value,
    struct crm_buf *b)
{
	const struct crm_shown *shown = &s->engine->shown;

	switch (p->entity->field[p->field]->type) {
	case CRM_T_ID:
		crm_buf_printf(b, "'%s' || %s", p->entity->def->code, value);
		break;
	case CRM_T_REF:
		if (p->as_id)
			crm_buf_printf(
			    b, "'%s' || %s", p->to->def->code, value);
		else
			put_name(s, p, value, b);
		break;
	case CRM_T_BOOL:
		crm_buf_printf(
		    b, "CASE %s WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END", value);
		break;
	case CRM_T_DATE:
		put(b, shown->date, value, 0);
		break;
	case CRM_T_INSTANT:
		put(b, shown->instant, value, 0);
		break;
	case CRM_T_MONEY:
		put_money(s, p, value, b);
		break;
	case CRM_T_DECIMAL:
		put(b, shown->decimal, value, CRM_DECIMAL_DIGITS);
		break;
	case CRM_T_PERCENT:
		put(b, shown->decimal, value, CRM_DECIMAL_DIGITS - 2);
		break;
	case CRM_T_RATE:
		put(b, shown->decimal, value, CRM_RATE_DIGITS);
		break;
	default:
		crm_buf_str(b, value);
	}
}

/* The type that readers see: what is computed has none of its own in SQLite. */
static const char *
type_of(const struct crm_engine *engine, enum crm_type type)
{
	switch (type) {
	case CRM_T_INT:
		return engine->shown.integer;
	case CRM_T_MONEY:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
		return engine->shown.number;
	default:
		return "TEXT";
	}
}

static void
put_view(struct crm_store *s, const struct crm_entity *e,
    const struct crm_columns *c, struct crm_buf *b)
{
	struct crm_buf sql = CRM_BUF_INIT;

	crm_buf_printf(
	    &sql, "CREATE VIEW \"" PREFIX "%s\" AS SELECT ", e->def->table);
	for (size_t i = 0; i < c->n; i++) {
		const struct crm_path *p = &c->path[i];
		struct crm_sql value;

		crm_sql_init(&value, s->scratch);
		crm_path_sql(p, "t", &value);
		crm_buf_str(&sql, i > 0 ? ", CAST(" : "CAST(");
		put_value(s, p, value.text.data, &sql);
		crm_buf_printf(&sql, " AS %s) AS \"%s\"",
		    type_of(s->engine, e->field[p->field]->type), p->name);
		crm_sql_free(&value);
	}
	crm_buf_printf(&sql, " FROM \"%s\" t%s WHERE t.\"deleted\" IS NULL;",
	    e->def->table, s->engine->shown.no_writes);
	put_clock(b, s->engine, sql.data);
	crm_buf_free(&sql);
}

enum crm_status
views_sql(struct crm_store *s, const struct crm_dict *d,
    const struct crm_entity *e, struct crm_buf *out, struct crm_err *err)
{
	struct crm_columns c;
	enum crm_status st = crm_columns_parse(
	    d, e, NULL, CRM_COLUMNS_VERSION, s->scratch, &c, err);

	if (st == CRM_OK)
		put_view(s, e, &c, out);
	return st;
}

/* Who may read a view, as statements that give it again. */
static enum crm_status
keep_grants(struct crm_store *s, const char *view, struct crm_buf *grants,
    struct crm_err *err)
{
	struct crm_value name = crm_value_text(crm_text_of(view));
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (s->engine->grants_sql == NULL)
		return CRM_OK;
	if ((st = crm_sql(s, s->engine->grants_sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, name);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		crm_buf_add(grants, t.p, t.n);
		crm_buf_char(grants, ';');
	}
	return st;
}

static enum crm_status
drop_all(struct crm_store *s, const struct crm_dict *d, struct crm_buf *grants,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < d->n && st == CRM_OK; i++) {
		const char *name = crm_view_name(d->entity[i], s->scratch);

		st = keep_grants(s, name, grants, err);
		crm_buf_printf(&b, "DROP VIEW IF EXISTS \"%s\";", name);
	}
	if (st == CRM_OK)
		st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	return st;
}

/* Inside a transaction. */
static enum crm_status
make_all(struct crm_store *s, const struct crm_dict *d, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, grants = CRM_BUF_INIT;
	enum crm_status st = drop_all(s, d, &grants, err);

	for (size_t i = 0; i < d->n && st == CRM_OK; i++)
		st = views_sql(s, d, d->entity[i], &b, err);
	if (st == CRM_OK && grants.len > 0)
		crm_buf_add(&b, grants.data, grants.len);
	if (st == CRM_OK)
		st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	crm_buf_free(&grants);
	return st;
}

/* All are there, or none. */
static enum crm_status
are_there(struct crm_store *s, const struct crm_dict *d, bool *yes,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = schema_columns(
	    s, crm_view_name(d->entity[0], s->scratch), &b, err);

	*yes = b.len > 0;
	crm_buf_free(&b);
	return st;
}

/* By the users' fields as they are in the transaction. */
static enum crm_status
make_as_defined(struct crm_store *s, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_dict *d;
	enum crm_status st = fields_load(s, &a, false, &d, err);

	if (st == CRM_OK)
		st = make_all(s, d, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
views_refresh(struct crm_store *s, struct crm_err *err)
{
	bool yes = false;
	enum crm_status st = are_there(s, s->dict, &yes, err);

	return st == CRM_OK && yes ? make_as_defined(s, err) : st;
}

enum crm_status
views_copy(struct crm_store *from, struct crm_store *to, struct crm_err *err)
{
	bool yes = false;
	enum crm_status st = are_there(from, from->dict, &yes, err);

	if (st != CRM_OK || !yes)
		return st;
	/* A book that is being made has read no settings. */
	to->currency = from->currency;
	return make_as_defined(to, err);
}

/* Alone in a transaction of its own. */
static enum crm_status
alone(struct crm_store *s,
    enum crm_status (*body)(struct crm_store *, struct crm_err *),
    struct crm_err *err)
{
	enum crm_status st = s->engine->begin(s->db, true, 0, err);

	if (st != CRM_OK)
		return st;
	if ((st = body(s, err)) == CRM_OK)
		st = s->engine->commit(s->db, err);
	if (st != CRM_OK)
		crm_rollback(s);
	return st;
}

static enum crm_status
make(struct crm_store *s, struct crm_err *err)
{
	return make_all(s, s->dict, err);
}

static enum crm_status
drop(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf grants = CRM_BUF_INIT;
	enum crm_status st = drop_all(s, s->dict, &grants, err);

	crm_buf_free(&grants);
	return st;
}

enum crm_status
crm_views_make(struct crm_store *s, struct crm_err *err)
{
	return alone(s, make, err);
}

enum crm_status
crm_views_refresh(struct crm_store *s, struct crm_err *err)
{
	return alone(s, views_refresh, err);
}

enum crm_status
crm_views_drop(struct crm_store *s, struct crm_err *err)
{
	return alone(s, drop, err);
}
