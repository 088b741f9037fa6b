/* Names of records: from a text to the record, and back to what is shown. */
#include "find.h"

#include <stdlib.h>
#include <string.h>

/* All records that `text` names behind a verb: a typed id alone, or by a name;
 * where no live one has it, those that merged records lead to. */
static enum crm_status
find_written(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool hidden, struct crm_arena *arena,
    struct found *out, struct crm_err *err)
{
	enum among among = hidden ? AMONG_ALL : AMONG_LIVE;
	const struct crm_entity *kind;
	enum crm_status st;
	int64_t number;
	bool yes;

	*out = (struct found){ .way = FOUND_NAME };
	if (text.n > 3 && memcmp(text.p, "id:", 3) == 0)
		text = crm_text_trim(
		    (struct crm_text){ text.p + 3, text.n - 3 });
	if (find_id(s->dict, text, &kind, &number)) {
		if (kind != e)
			return crm_id_parse(s->dict, e, text, &number, err);
		out->ids = crm_alloc(arena, sizeof *out->ids);
		out->ids[0] = number;
		st = find_exists(s, e, number, hidden, &yes, err);
		out->n = 1;
		if (st == CRM_OK && !yes)
			st = find_follow(s, e, false, out, err);
		return st;
	}
	st = find_named(s, e, text, false, among, arena, out, err);
	if (st == CRM_OK && out->n == 0)
		st = find_by_more(s, e, text, among, arena, out, err);
	if (st != CRM_OK || out->n > 0 || hidden || e->alias < 0)
		return st;
	st = find_named(s, e, text, false, AMONG_MERGED, arena, out, err);
	return st != CRM_OK ? st : find_follow(s, e, false, out, err);
}

/* What nothing has as it is written, is meant without the blanks around it: they come
 * along from elsewhere, and nobody sees them. */
static enum crm_status
find_all(struct crm_store *s, const struct crm_entity *e, struct crm_text text,
    bool hidden, struct crm_arena *arena, struct found *out,
    struct crm_err *err)
{
	struct crm_text bare = crm_text_trim(text);
	enum crm_status st = find_written(s, e, text, hidden, arena, out, err);

	return st != CRM_OK || out->n > 0 || bare.n == text.n || bare.n == 0
	    ? st
	    : find_written(s, e, bare, hidden, arena, out, err);
}

enum crm_status
crm_resolve(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool hidden, int64_t *id, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	enum crm_status st;
	struct found f;

	st = find_all(s, e, text, hidden, &arena, &f, err);
	if (st == CRM_OK && f.n == 0)
		st = find_nothing(s, e, text, err);
	if (st == CRM_OK && f.n > 1)
		st = find_too_many(e, text, &f, err);
	if (st == CRM_OK)
		*id = f.ids[0];
	crm_arena_free(&arena);
	return st;
}

static void
leave_out_pretended(const struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct found *f)
{
	struct crm_text code;
	int64_t number;
	size_t i, left = 0;

	if (s->without == NULL ||
	    (s->without->renamed && crm_id_split(text, &code, &number)))
		return;
	for (i = 0; i < f->n; i++)
		if (!pretend_lacks(s, e, f->ids[i]))
			f->ids[left++] = f->ids[i];
	f->n = left;
}

static enum crm_status
find_for_filter(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_arena *arena, int64_t **ids, size_t *n, struct crm_err *err)
{
	struct found f;
	enum crm_status st = find_all(ctx, e, text, true, arena, &f, err);

	if (st == CRM_OK && f.n > 0)
		leave_out_pretended(ctx, e, text, &f);
	if (st == CRM_OK && f.n > 0 && e->alias >= 0)
		st = find_follow(ctx, e, true, &f, err);
	if (st == CRM_OK && f.n == 0)
		st = find_nothing(ctx, e, text, err);
	*ids = f.ids;
	*n = f.n;
	return st;
}

struct crm_filter_env
crm_store_env(struct crm_store *s)
{
	s->resolver = (struct crm_resolver){ find_for_filter, s, find_segment,
		find_word };
	return (struct crm_filter_env){ .clock = &s->clock,
		.resolver = &s->resolver,
		.base_currency = s->currency };
}

/* ---- back ---- */

static enum crm_status
read_display(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	int shown = e->shown;
	bool row;

	crm_buf_clear(out);
	if (shown < 0) {
		crm_id_format(out, e, id);
		return CRM_OK;
	}
	crm_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"id\" = ?",
	    e->field[shown]->name, e->def->table);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row && !crm_col_null(q, 0)) {
		struct crm_text t = crm_col_text(q, 0);

		crm_buf_add(out, t.p, t.n);
	} else
		crm_id_format(out, e, id);
	if (row)
		crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_display(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text *out, struct crm_err *err)
{
	struct display_slot *slot;
	enum crm_status st;

	if (s->display == NULL &&
	    (s->display = calloc(DISPLAY_SLOTS, sizeof *s->display)) == NULL)
		crm_oom();
	slot = &s->display[((uint64_t)id * 31 + ((uintptr_t)e >> 4)) %
	    DISPLAY_SLOTS];
	if (slot->entity != e || slot->id != id) {
		slot->entity = NULL;
		st = read_display(s, e, id, &slot->text, err);
		if (st != CRM_OK)
			return st;
		slot->entity = e;
		slot->id = id;
	}
	*out = (struct crm_text){ slot->text.data, slot->text.len };
	return CRM_OK;
}

enum crm_status
crm_is_name(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text text, bool *yes, struct crm_err *err)
{
	struct crm_text shown;
	enum crm_status st = crm_display(s, e, id, &shown, err);
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_entity *kind;
	struct found f = { .way = FOUND_NAME };
	struct crm_text name, address;
	int64_t number;
	size_t i;

	if (crm_email_of_name(text, &name, &address))
		text = name;
	*yes = st == CRM_OK && crm_text_eq(shown, text);
	if (st != CRM_OK || *yes)
		return st;
	*yes = find_id(s->dict, text, &kind, &number) && kind == e &&
	    number == id;
	if (!*yes)
		st = find_named(s, e, text, false, AMONG_ALL, &arena, &f, err);
	for (i = 0; i < f.n; i++)
		*yes |= f.ids[i] == id;
	crm_arena_free(&arena);
	return st;
}

enum crm_status
find_says_more(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf id = CRM_BUF_INIT;
	struct found f = { .n = 0 };
	enum crm_status st = find_by_more(s, e, text, AMONG_LIVE, &a, &f, err);
	char quoted[CRM_QUOTE_SIZE];

	if (st == CRM_OK && f.n > 0) {
		crm_quote(quoted, text);
		crm_id_format(&id, e, f.ids[0]);
		st = crm_fail(err, CRM_NOTFOUND,
		    "'%s' is the %s of a unit of %s; say %s, and the unit",
		    quoted, e->def->named_by->kind, id.data, id.data);
	} else if (st == CRM_OK) {
		st = find_nothing(s, e, text, err);
	}
	crm_buf_free(&id);
	crm_arena_free(&a);
	return st;
}
