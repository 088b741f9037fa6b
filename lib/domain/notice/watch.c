/* Who watches a record. */
#include "notice.h"

/* Whoever adds one without a name means himself; what is watched is there, and is
 * written as ids are. */
enum crm_status
watch_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const struct crm_entity *e = w->new->entity, *of;
	struct crm_text about = text_of(w->new, "about"), code;
	int64_t actor = crm_store_actor(w->store), id;
	enum crm_status st;

	if (value_of(w->new, "user")->kind == CRM_NULL && actor != 0)
		crm_record_set(
		    w->new, field_of(e, "user"), crm_value_int(actor));
	if (w->old != NULL && (st = check_hush(w, "user", err)) != CRM_OK)
		return st;
	if (comes_back(w->old, w->new) || about.n == 0 ||
	    (w->old != NULL && !differs(w->old, w->new, "about")))
		return CRM_OK;
	if (!crm_id_split(about, &code, &id) ||
	    (of = crm_dict_code(d, code)) == NULL)
		return crm_fail_field(err, CRM_INVALID, "about",
		    "'%.*s' is not the id of a record, such as L12",
		    (int)(about.n < 40 ? about.n : 40), about.p);
	if ((st = crm_resolve(w->store, of, about, false, &id, err)) != CRM_OK)
		return st;
	crm_record_set(w->new, field_of(e, "about"),
	    crm_value_text(crm_text_of(typed_id(w->arena, of, id))));
	return CRM_OK;
}

/* The live watch of who acts; 0: he watches it not. */
static enum crm_status
own_watch(
    struct crm_store *s, const char *about, int64_t *watch, struct crm_err *err)
{
	struct crm_value b[2] = { crm_value_int(crm_store_actor(s)),
		crm_value_text(crm_text_of(about)) };
	struct crm_value id = CRM_VALUE_NULL;
	enum crm_status st;

	*watch = 0;
	if (b[0].i == 0)
		return crm_fail(err, CRM_RULE,
		    "%s is no user of the book and watches nothing; crm-team "
		    "add login=%s",
		    crm_store_login(s), crm_store_login(s));
	st = crm_get_int(s,
	    "SELECT \"id\" FROM watch WHERE \"user\" = ? AND \"about\" = ? "
	    "AND \"deleted\" IS NULL",
	    b, COUNT(b), &id, err);
	if (id.kind == CRM_INT)
		*watch = id.i;
	return st;
}

enum crm_status
crm_watch(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *of = crm_dict_find(crm_store_dict(s), "watch");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *about = typed_id(&a, e, id);
	struct crm_record r;
	enum crm_status st;
	int64_t watch;

	*done = CRM_ACT_UNCHANGED;
	if ((st = own_watch(s, about, &watch, err)) == CRM_OK && watch == 0) {
		crm_record_init(&r, of, &a);
		crm_record_set(&r, field_of(of, "user"),
		    crm_value_int(crm_store_actor(s)));
		crm_record_set(&r, field_of(of, "about"),
		    crm_value_text(crm_text_of(about)));
		st = crm_insert(s, &r, err);
		*done = CRM_ACT_UPDATED;
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_unwatch(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *of = crm_dict_find(crm_store_dict(s), "watch");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t watch;

	*done = CRM_ACT_UNCHANGED;
	st = own_watch(s, typed_id(&a, e, id), &watch, err);
	if (st == CRM_OK && watch != 0) {
		st = crm_hide(s, of, watch, err);
		*done = CRM_ACT_UPDATED;
	}
	crm_arena_free(&a);
	return st;
}
