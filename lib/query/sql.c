/* SQL in the making with what it binds; how a field is said in it. */
#include "ast.h"

#include <string.h>

void
crm_sql_init(struct crm_sql *s, struct crm_arena *arena)
{
	memset(s, 0, sizeof *s);
	s->arena = arena;
}

void
crm_sql_bind(struct crm_sql *s, struct crm_value v)
{
	s->bind = crm_grow(s->arena, s->bind, s->n, &s->cap, sizeof *s->bind);
	s->bind[s->n++] = v;
}

void
crm_sql_free(struct crm_sql *s)
{
	crm_buf_free(&s->text);
	s->bind = NULL;
	s->n = s->cap = 0;
}

/* A derived field is computed from columns; nobody keeps a copy of it. */
bool
field_folded(const struct crm_field *f)
{
	return (f->flags & CRM_F_FOLDED) != 0 &&
	    (f->flags & CRM_F_DERIVED) == 0;
}

/* $ stands for the row's alias, @ for that of what is gathered. */
static void
derived(struct crm_buf *out, const char *sql, const char *alias,
    const char *gathered)
{
	crm_buf_char(out, '(');
	for (; *sql != '\0'; sql++)
		if (*sql == '$')
			crm_buf_str(out, alias);
		else if (*sql == '@')
			crm_buf_str(out, gathered);
		else
			crm_buf_char(out, *sql);
	crm_buf_char(out, ')');
}

/* What is gathered has an alias with its number. */
static const char *
gathered_alias(struct crm_sql *s, size_t i)
{
	return crm_sprintf(s->arena, ALIAS_GATHERED "%zu", i);
}

/* The field by what the statement gathers, where it can be had so. */
static bool
put_gathered(struct crm_sql *s, const struct crm_field *f, const char *alias)
{
	struct crm_gathers *g = s->gathers;
	size_t i;

	if (g == NULL || f->gather == NULL || strcmp(alias, g->alias) != 0)
		return false;
	for (i = 0; i < g->n && g->of[i] != f->gather; i++)
		;
	if (i == CRM_GATHERS_MAX)
		return false;
	g->of[i] = f->gather;
	if (i == g->n)
		g->n++;
	derived(&s->text, f->gathered, alias, gathered_alias(s, i));
	return true;
}

void
crm_sql_gathered(struct crm_sql *s)
{
	const struct crm_gathers *g = s->gathers;

	for (size_t i = 0; g != NULL && i < g->n; i++) {
		const char *alias = gathered_alias(s, i);

		crm_buf_printf(&s->text,
		    " LEFT JOIN (SELECT x_.\"of\", %s FROM (%s) x_"
		    " GROUP BY x_.\"of\") %s ON %s.\"of\" = ",
		    g->of[i]->kept, g->of[i]->rows, alias, alias);
		derived(&s->text, g->of[i]->of, g->alias, alias);
	}
}

void
sql_custom_column(struct crm_sql *s, const struct crm_field *f, enum form form)
{
	const char *column = "num";

	if (crm_type_is_text(f->type))
		column = form == FORM_KEY && field_folded(f) ? "txt_f" : "txt";
	crm_buf_printf(&s->text, ALIAS_CUSTOM ".\"%s\"", column);
}

void
sql_custom_from(struct crm_sql *s, const struct crm_field *f, const char *alias)
{
	crm_buf_printf(&s->text,
	    " FROM \"custom\" " ALIAS_CUSTOM " WHERE " ALIAS_CUSTOM
	    ".\"field\" = %lld"
	    " AND " ALIAS_CUSTOM ".\"record\" = %s.\"id\"",
	    (long long)f->custom_id, alias);
}

void
sql_field(struct crm_sql *s, const struct crm_field *f, enum form form,
    const char *alias)
{
	if (f->flags & CRM_F_CUSTOM) {
		crm_buf_str(&s->text, "(SELECT ");
		sql_custom_column(s, f, form);
		sql_custom_from(s, f, alias);
		crm_buf_char(&s->text, ')');
	} else if (f->flags & CRM_F_DERIVED) {
		if (!put_gathered(s, f, alias))
			derived(&s->text, f->sql, alias, "");
	} else if (f->type == CRM_T_ID) {
		crm_buf_printf(&s->text, "%s.\"id\"", alias);
	} else {
		crm_buf_printf(&s->text, "%s.\"%s%s\"", alias, f->name,
		    form == FORM_KEY && field_folded(f) ? "_f" : "");
	}
}

void
crm_sql_field(struct crm_sql *s, const struct crm_entity *e,
    const struct crm_field *f, const char *alias)
{
	(void)e;
	sql_field(s, f, FORM_VALUE, alias);
}

/* The id that the first n steps lead to. */
static void
sql_led_to(
    struct crm_sql *s, const struct crm_path *p, size_t n, const char *alias)
{
	const struct crm_step *last = &p->step[n - 1];
	const struct crm_field *ref = last->of->field[last->ref];

	if (n == 1) {
		sql_field(s, ref, FORM_VALUE, alias);
		return;
	}
	crm_buf_str(&s->text, "(SELECT ");
	sql_field(s, ref, FORM_VALUE, ALIAS_STEP);
	crm_buf_printf(&s->text,
	    " FROM \"%s\" " ALIAS_STEP " WHERE " ALIAS_STEP ".\"id\" = ",
	    last->of->def->table);
	sql_led_to(s, p, n - 1, alias);
	crm_buf_char(&s->text, ')');
}

void
sql_step_from(struct crm_sql *s, const struct crm_path *p, const char *alias)
{
	crm_buf_printf(&s->text,
	    " FROM \"%s\" " ALIAS_STEP " WHERE " ALIAS_STEP ".\"id\" = ",
	    p->entity->def->table);
	sql_led_to(s, p, p->steps, alias);
}

void
sql_path(struct crm_sql *s, const struct crm_path *p, enum form form,
    const char *alias)
{
	if (p->steps == 0) {
		sql_field(s, path_field(p), form, alias);
		return;
	}
	crm_buf_str(&s->text, "(SELECT ");
	sql_field(s, path_field(p), form, ALIAS_STEP);
	sql_step_from(s, p, alias);
	crm_buf_char(&s->text, ')');
}

void
crm_path_sql(const struct crm_path *p, const char *alias, struct crm_sql *out)
{
	sql_path(out, p, FORM_VALUE, alias);
}

/* ---- the clock ---- */

#define DAY 86400
#define QUARTER 900 /* seconds: clocks change at such times */

/* How far ahead clocks are looked at, and how often: two changes within so many days
 * would be missed.  What lies further on has the offset of the end. */
enum { AHEAD_DAYS = 732, STEP_DAYS = 28 };

/* The first quarter of an hour behind `from`, where clocks show another time than
 * there; at `to` they do. */
static int64_t
change_between(int64_t from, int64_t to)
{
	int east = crm_instant_offset(NULL, from);

	while (to - from > QUARTER) {
		int64_t middle = from + (to - from) / 2 / QUARTER * QUARTER;

		if (crm_instant_offset(NULL, middle) == east)
			from = middle;
		else
			to = middle;
	}
	return to;
}

/* The day in TZ of an instant that is not long past: engines know no zones, so the
 * offsets of the time ahead stand in the statement. */
static void
put_day(
    struct crm_buf *out, struct crm_text instant, const struct crm_clock *clock)
{
	int64_t at = clock->now / QUARTER * QUARTER,
		end = at + AHEAD_DAYS * (int64_t)DAY, next;
	int east = crm_instant_offset(NULL, at), then;
	bool changes = false;

	crm_buf_str(out, "((");
	crm_buf_add(out, instant.p, instant.n);
	crm_buf_str(out, " + ");
	for (; at < end; at = next, east = then) {
		next = at + STEP_DAYS * (int64_t)DAY;
		then = crm_instant_offset(NULL, next);
		if (then == east)
			continue;
		crm_buf_str(out, changes ? " WHEN " : "CASE WHEN ");
		crm_buf_add(out, instant.p, instant.n);
		crm_buf_printf(out, " < %lld THEN %d",
		    (long long)change_between(at, next), east);
		changes = true;
	}
	crm_buf_printf(out, changes ? " ELSE %d END" : "%d", east);
	crm_buf_printf(out, ") / %d)", DAY);
}

void
crm_sql_clock(
    struct crm_buf *out, const char *sql, const struct crm_clock *clock)
{
	static const char today[] = "{today}", now[] = "{now}", day[] = "{day ";
	const char *brace, *end;

	while ((brace = strchr(sql, '{')) != NULL) {
		crm_buf_add(out, sql, (size_t)(brace - sql));
		sql = brace;
		if (strncmp(brace, today, sizeof today - 1) == 0) {
			crm_buf_printf(out, "%lld", (long long)clock->today);
			sql += sizeof today - 1;
		} else if (strncmp(brace, now, sizeof now - 1) == 0) {
			crm_buf_printf(out, "%lld", (long long)clock->now);
			sql += sizeof now - 1;
		} else if (strncmp(brace, day, sizeof day - 1) == 0 &&
		    (end = strchr(brace, '}')) != NULL) {
			sql += sizeof day - 1;
			put_day(out,
			    (struct crm_text){ sql, (size_t)(end - sql) },
			    clock);
			sql = end + 1;
		} else {
			crm_buf_char(out, *sql++);
		}
	}
	crm_buf_str(out, sql);
}
