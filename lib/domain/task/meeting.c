/* Meetings: their agenda and their minutes. */
#include "intake.h"

#include <crm/domain/meeting.h>

#include <string.h>
#include <strings.h>

/* ---- agenda ---- */

static bool
has_field(const struct crm_entity *e, const char *name)
{
	return crm_field_index(e, crm_text_of(name)) >= 0;
}

/* What an activity is about: its kind and id. */
static enum crm_status
load_about(struct crm_store *s, int64_t activity, struct crm_arena *a,
    struct crm_record *act, const struct crm_entity **e, int64_t *id,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *activities = crm_dict_find(d, "activity");
	struct crm_text about, code;
	enum crm_status st = crm_load(s, activities, activity, a, act, err);

	if (st != CRM_OK)
		return st;
	about = text_of(act, "about");
	if (!crm_id_split(about, &code, id) ||
	    (*e = crm_dict_code(d, code)) == NULL)
		return crm_fail_record(err, CRM_RULE,
		    "%s is about nothing; say what: crm-task activity set "
		    "about=RECORD",
		    typed_id(a, activities, activity));
	return CRM_OK;
}

/* The customer that a record is, or belongs to; 0: none. */
static enum crm_status
customer_of(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, int64_t *customer, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = CRM_OK;

	*customer = strcmp(e->def->name, "customer") == 0 ? id : 0;
	if (*customer != 0 || !has_field(e, "customer"))
		return CRM_OK;
	st = crm_load(s, e, id, a, &r, err);
	if (st == CRM_OK && value_of(&r, "customer")->kind == CRM_INT)
		*customer = value_of(&r, "customer")->i;
	return st;
}

/* "about = C3 or about = D7" */
static const char *
put_about(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t customer, struct crm_arena *a)
{
	const struct crm_entity *c = crm_dict_find(
	    crm_store_dict(s), "customer");

	if (customer == 0 || e == c)
		return crm_sprintf(a, "about = %s", typed_id(a, e, id));
	return crm_sprintf(a, "about in (%s, %s)", typed_id(a, e, id),
	    typed_id(a, c, customer));
}

enum crm_status
crm_agenda(struct crm_store *s, int64_t activity, const struct crm_entity *of,
    struct crm_arena *a, const char **expression, struct crm_err *err)
{
	const char *open = crm_trade(of->def->name)->open, *which;
	const struct crm_entity *e;
	struct crm_record act;
	int64_t id, customer;
	enum crm_status st = load_about(s, activity, a, &act, &e, &id, err);

	if (st != CRM_OK ||
	    (st = customer_of(s, e, id, a, &customer, err)) != CRM_OK)
		return st;
	if (has_field(of, "customer") && customer != 0)
		which = crm_sprintf(a, "customer = C%lld", (long long)customer);
	else if (has_field(of, "about"))
		which = put_about(s, e, id, customer, a);
	else
		return crm_fail(err, CRM_USAGE,
		    "of=%s: these belong to no customer, and %s is about %s",
		    crm_entity_word(of), typed_id(a, act.entity, activity),
		    typed_id(a, e, id));
	*expression = open == NULL ? which
				   : crm_sprintf(a, "%s and (%s)", which, open);
	return CRM_OK;
}

/* ---- minutes ---- */

static bool
take_front(struct crm_text *t, const char *front)
{
	size_t n = strlen(front);

	if (t->n < n || strncasecmp(t->p, front, n) != 0)
		return false;
	t->p += n;
	t->n -= n;
	return true;
}

/* Whether a line says that something is to be done; what is left of it. */
static bool
is_item(struct crm_text *t)
{
	static const char *const marks[] = { "[ ]", "TODO:", "TODO：", "TODO ",
		"待办：", "待办:", "待办 " };

	*t = crm_text_trim(*t);
	if (t->n > 1 && strchr("-*+", t->p[0]) != NULL && t->p[1] == ' ')
		*t = crm_text_trim((struct crm_text){ t->p + 2, t->n - 2 });
	for (size_t i = 0; i < COUNT(marks); i++)
		if (take_front(t, marks[i])) {
			*t = crm_text_trim(*t);
			return t->n > 0;
		}
	return false;
}

/* A word of a line, up to the next blank. */
static struct crm_text
next_word(struct crm_text *rest)
{
	struct crm_text t;
	size_t n = 0;

	*rest = crm_text_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	t = (struct crm_text){ rest->p, n };
	rest->p += n;
	rest->n -= n;
	return t;
}

static void
read_item(struct crm_text t, struct crm_arena *a, struct crm_action_item *out)
{
	struct crm_buf subject = CRM_BUF_INIT;

	while (t.n > 0) {
		struct crm_text word = next_word(&t), rest = word;

		if (take_front(&rest, "@") && rest.n > 0 && out->login.n == 0)
			out->login = rest;
		else if (take_front(&rest, "due:") && rest.n > 0)
			out->due = rest;
		else if (word.n > 0) {
			if (subject.len > 0)
				crm_buf_char(&subject, ' ');
			crm_buf_add(&subject, word.p, word.n);
		}
	}
	out->subject = (struct crm_text){
		crm_strndup(
		    a, subject.data == NULL ? "" : subject.data, subject.len),
		subject.len
	};
	crm_buf_free(&subject);
}

void
crm_action_items(struct crm_text minutes, struct crm_arena *a,
    struct crm_action_item **out, size_t *n)
{
	int64_t line = 0;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	while (minutes.n > 0) {
		const char *end = memchr(minutes.p, '\n', minutes.n);
		size_t len = end == NULL ? minutes.n
					 : (size_t)(end - minutes.p);
		struct crm_text t = { minutes.p, len };
		struct crm_action_item item = { .line = ++line };

		len += end != NULL;
		minutes.p += len;
		minutes.n -= len;
		if (!is_item(&t))
			continue;
		read_item(t, a, &item);
		if (item.subject.n == 0)
			continue;
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = item;
	}
}

static enum crm_status
find_same(struct crm_store *s, const struct crm_record *act,
    struct crm_value subject, int64_t *id, struct crm_err *err)
{
	struct crm_value v[] = { *value_of(act, "about"),
		crm_value_int(act->id), subject };
	struct crm_value found;
	bool alone = v[0].kind == CRM_NULL; /* there is an index by `about` */
	enum crm_status st = crm_get_int(s,
	    alone ? "SELECT min(\"id\") FROM task WHERE \"meeting\" = ? "
		    "AND \"subject\" = ? AND \"deleted\" IS NULL"
		  : "SELECT min(\"id\") FROM task WHERE \"about\" = ? "
		    "AND \"meeting\" = ? AND \"subject\" = ? "
		    "AND \"deleted\" IS NULL",
	    v + alone, COUNT(v) - alone, &found, err);

	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

/* Who is named, else whose the activity is. */
static enum crm_status
find_owner(struct crm_store *s, const struct crm_record *act,
    const struct crm_action_item *item, struct crm_value *out,
    struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(
	    crm_store_dict(s), "user");
	enum crm_status st;
	int64_t id;

	*out = *value_of(act, "owner");
	if (item->login.n == 0)
		return CRM_OK;
	st = crm_resolve(s, user, item->login, false, &id, err);
	*out = crm_value_int(id);
	return st;
}

static enum crm_status
fill(struct crm_store *s, const struct crm_record *act,
    const struct crm_action_item *item, struct crm_record *task,
    struct crm_err *err)
{
	struct crm_value owner;
	enum crm_status st = find_owner(s, act, item, &owner, err);
	int64_t due;

	if (st == CRM_OK && item->due.n > 0) {
		st = crm_date_expr(item->due, crm_store_clock(s), &due, err);
		if (st == CRM_OK)
			set_value(task, "due", crm_value_int(due));
	}
	if (st != CRM_OK) {
		crm_err_in_line(err, item->line);
		return st;
	}
	set_value(task, "owner", owner);
	set_value(task, "about", *value_of(act, "about"));
	set_value(task, "contact", *value_of(act, "contact"));
	set_value(task, "meeting", crm_value_int(act->id));
	return CRM_OK;
}

enum crm_status
crm_action_take(struct crm_store *s, int64_t activity,
    const struct crm_action_item *item, int64_t *id, enum crm_action *done,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value subject = line_value(item->subject, SUBJECT_MOST, &a);
	struct crm_record act, task;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	st = crm_load(s, crm_dict_find(d, "activity"), activity, &a, &act, err);
	if (st == CRM_OK)
		st = find_same(s, &act, subject, id, err);
	if (st == CRM_OK && *id == 0) {
		crm_record_init(&task, crm_dict_find(d, "task"), &a);
		set_value(&task, "subject", subject);
		if ((st = fill(s, &act, item, &task, err)) == CRM_OK)
			st = crm_insert(s, &task, err);
		*id = task.id;
		*done = CRM_ACT_INSERTED;
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_minutes_note(struct crm_store *s, int64_t activity, struct crm_text minutes,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "activity");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value add = note_value(minutes, NOTES_MOST, &a);
	struct crm_record act, patch;
	struct crm_text had;
	enum crm_action done;
	enum crm_status st = crm_load(s, e, activity, &a, &act, err);

	if (st == CRM_OK && add.kind == CRM_STR) {
		had = text_of(&act, "notes");
		if (had.n > 0 && memmem(had.p, had.n, add.t.p, add.t.n) == NULL)
			add = crm_value_text(
			    crm_text_of(crm_sprintf(&a, "%.*s\n\n%.*s",
				(int)had.n, had.p, (int)add.t.n, add.t.p)));
		else if (had.n > 0)
			add = crm_value_text(had);
		crm_record_init(&patch, e, &a);
		patch.id = activity;
		set_value(&patch, "notes", add);
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}
