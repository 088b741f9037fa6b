/*
 * Behind each row that is written: who is to hear of it.  At the end of the batch:
 * the notices.
 */
#include "notice.h"

#include <crm/store/news.h>

#include <string.h>

void
news_to(struct crm_store *s, int64_t whom, const char *event,
    const struct crm_entity *e, int64_t record, const char *what)
{
	const struct crm_news one = { .whom = whom,
		.event = event,
		.entity = e,
		.record = record,
		.what = what };

	if (whom != 0 && whom != crm_store_actor(s))
		crm_news_add(s, &one);
}

/* ---- whose it is ---- */

/* Who has it now and who had it before; 0: nobody. */
struct hands {
	int64_t now, before;
};

static int
owner_field(const struct crm_entity *e)
{
	if (e->owning.owner >= 0)
		return e->owning.owner;
	for (size_t i = 0; i < e->n; i++)
		if (e->field[i]->type == CRM_T_REF &&
		    strcmp(e->field[i]->name, "owner") == 0)
			return (int)i;
	return -1;
}

static int64_t
user_in(const struct crm_record *r, int field)
{
	return r != NULL && field >= 0 && r->v[field].kind == CRM_INT
	    ? r->v[field].i
	    : 0;
}

static bool
is_hidden(const struct crm_record *r)
{
	return r->v[r->entity->deleted].kind != CRM_NULL;
}

/* Whoever gets it hears of it, and whoever loses it to a pool. */
static void
owners(struct crm_store *s, const struct crm_record *new,
    const struct hands *whose)
{
	const struct crm_entity *e = new->entity;
	int pool = e->owning.pool;

	if (whose->now == whose->before || is_hidden(new))
		return;
	news_to(s, whose->now, NEWS_ASSIGNED, e, new->id, NULL);
	if (whose->now == 0 && pool >= 0 && new->v[pool].kind == CRM_INT)
		news_to(s, whose->before, NEWS_RECLAIMED, e, new->id, NULL);
}

/* ---- who watches it ---- */

enum crm_status
crm_is_watched_kind(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	const char *code = e->def->code;
	struct crm_arena a = CRM_ARENA_INIT;
	/* A colon is what comes behind the digits. */
	struct crm_value b[2] = { crm_value_text(crm_text_of(
				      crm_sprintf(&a, "%s0", code))),
		crm_value_text(crm_text_of(crm_sprintf(&a, "%s:", code))) };
	struct crm_value n = CRM_VALUE_NULL;
	enum crm_status st = crm_get_int(s,
	    "SELECT 1 FROM watch WHERE \"about\" >= ? AND \"about\" < ? "
	    "AND \"deleted\" IS NULL LIMIT 1",
	    b, COUNT(b), &n, err);

	*yes = n.kind == CRM_INT;
	crm_arena_free(&a);
	return st;
}

/* What people changed of it; NULL where that is nothing. */
static const char *
what_changed(const struct crm_record *old, const struct crm_record *new,
    struct crm_arena *a)
{
	const struct crm_entity *e = new->entity;
	struct crm_buf list = CRM_BUF_INIT;
	const char *text = NULL;

	if (is_hidden(old) != is_hidden(new))
		return e->alias >= 0 && new->v[e->alias].kind == CRM_INT
		    ? crm_sprintf(a, "merged into %s",
			  typed_id(a, e, new->v[e->alias].i))
		    : is_hidden(new) ? "deleted"
				     : "restored";
	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if ((f->flags & CRM_F_READONLY) == 0 &&
		    !crm_value_eq(old->v[i], new->v[i]))
			crm_buf_printf(
			    &list, "%s%s", list.len > 0 ? ", " : "", f->name);
	}
	if (list.len > 0)
		text = crm_strdup(a, list.data);
	crm_buf_free(&list);
	return text;
}

/* Who hears that it is his hears no more of the same change. */
static enum crm_status
tell_watchers(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *what, int64_t but, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value about = crm_value_text(
	    crm_text_of(typed_id(&a, e, record)));
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"user\" FROM watch WHERE \"about\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"user\"",
	    &q, err);
	bool row;

	if (st == CRM_OK)
		crm_bind(q, 1, about);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if (crm_col_int(q, 0) != but)
			news_to(s, crm_col_int(q, 0), NEWS_CHANGED, e, record,
			    what);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
watchers(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const struct hands *whose,
    struct crm_err *err)
{
	int64_t given = whose->now != whose->before ? whose->now : 0;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *what = NULL;
	enum crm_status st;
	bool watched;

	if ((st = crm_is_watched(s, new->entity, &watched, err)) == CRM_OK &&
	    watched && (what = what_changed(old, new, &a)) != NULL)
		st = tell_watchers(s, new->entity, new->id, what, given, err);
	crm_arena_free(&a);
	return st;
}

/* What is done or planned with a record is news of that. */
static enum crm_status
watchers_of_about(struct crm_store *s, const struct crm_record *new,
    const struct hands *whose, struct crm_err *err)
{
	int field = crm_field_index(new->entity, CRM_TEXT("about"));
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *of;
	enum crm_status st = CRM_OK;
	struct crm_text code;
	int64_t record;
	bool watched;

	if (field >= 0 &&
	    new->entity->field[field]->type == CRM_T_ANY &&new->v[field].kind ==
		CRM_STR &&
	    crm_id_split(new->v[field].t, &code, &record) &&
	    (of = crm_dict_code(crm_store_dict(s), code)) != NULL &&
	    (st = crm_is_watched(s, of, &watched, err)) == CRM_OK &&watched)
		st = tell_watchers(s, of, record,
		    crm_sprintf(&a, "new %s %s", new->entity->def->name,
			typed_id(&a, new->entity, new->id)),
		    whose->now, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_news_of(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	int owner = owner_field(new->entity);
	const struct hands whose = { user_in(new, owner), user_in(old, owner) };
	enum crm_status st;

	owners(s, new, &whose);
	if ((st = mentions(s, old, new, err)) != CRM_OK)
		return st;
	return old == NULL ? watchers_of_about(s, new, &whose, err)
			   : watchers(s, old, new, &whose, err);
}

/* ---- the notices ---- */

static enum crm_status
is_here(struct crm_store *s, int64_t user, bool *yes, struct crm_err *err)
{
	struct crm_value id = crm_value_int(user), n = CRM_VALUE_NULL;
	enum crm_status st = crm_get_int(s,
	    "SELECT 1 FROM app_user WHERE \"id\" = ? AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = n.kind == CRM_INT;
	return st;
}

/* What happened to one is not what happened to all. */
static const char *
said_of_many(struct crm_arena *a, const struct crm_news *x)
{
	const char *kind = x->entity->def->name;

	return x->apart
	    ? crm_sprintf(a, "%s: %lld %ss", x->what, (long long)x->n, kind)
	    : crm_sprintf(a, "%lld %ss", (long long)x->n, kind);
}

static enum crm_status
write_notice(struct crm_store *s, const struct crm_news *x, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "notice");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *about = typed_id(&a, x->entity, x->record);
	const char *what = x->n == 1 ? x->what : said_of_many(&a, x);
	int64_t by = crm_store_actor(s);
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "whom"), crm_value_int(x->whom));
	crm_record_set(
	    &r, field_of(e, "event"), crm_value_text(crm_text_of(x->event)));
	crm_record_set(
	    &r, field_of(e, "about"), crm_value_text(crm_text_of(about)));
	crm_record_set(&r, field_of(e, "records"), crm_value_int(x->n));
	if (what != NULL)
		crm_record_set(
		    &r, field_of(e, "what"), crm_value_text(crm_text_of(what)));
	if (by != 0)
		crm_record_set(&r, field_of(e, "by"), crm_value_int(by));
	crm_record_set(
	    &r, field_of(e, "at"), crm_value_int(crm_store_clock(s)->now));
	st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_news_tell(struct crm_store *s, struct crm_err *err)
{
	size_t n, i;
	const struct crm_news *list = crm_news_list(s, &n);
	enum crm_status st = CRM_OK;
	bool here = false;

	for (i = 0; i < n && st == CRM_OK; i++) {
		if (i == 0 || list[i].whom != list[i - 1].whom)
			st = is_here(s, list[i].whom, &here, err);
		if (st == CRM_OK && here)
			st = write_notice(s, &list[i], err);
	}
	return st;
}

/* One that was read stays what was told. */
enum crm_status
notice_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)err;
	if (u->born && value_of(u->now, "seen_at")->kind == CRM_INT)
		*way = CRM_UNDO_STAYS;
	return CRM_OK;
}

enum crm_status
crm_notice_seen(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "notice");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_status st = crm_load(s, e, id, &a, &now, err);

	*done = CRM_ACT_UNCHANGED;
	if (st == CRM_OK)
		st = may_hush(s, value_of(&now, "whom")->i, err);
	if (st == CRM_OK && value_of(&now, "seen_at")->kind == CRM_NULL) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		crm_record_set(&patch, field_of(e, "seen_at"),
		    crm_value_int(crm_store_clock(s)->now));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}
