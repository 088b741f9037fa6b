/* @login and @team in notes. */
#include "notice.h"

#include "domain/team/people.h"

#include <string.h>

enum { LINE_MOST = 160 /* bytes of a line that a notice quotes */ };

/* What may be in a login: letters of any script, digits, and what joins them. */
static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c & 0x80) != 0 || c == '_' || c == '-' ||
	    c == '.';
}

static bool
joins(char c)
{
	return c == '.' || c == '-' || c == '_';
}

/* The next word behind an @ that is no e-mail address's. */
static bool
next_mention(struct crm_text t, size_t *at, struct crm_text *word)
{
	/* Most notes have none. */
	if (t.n == 0 || memchr(t.p + *at, '@', t.n - *at) == NULL)
		return false;
	for (size_t i = *at; i < t.n; i++) {
		size_t end = i + 1;

		if (t.p[i] != '@' ||
		    (i > 0 && is_word(t.p[i - 1]) && (t.p[i - 1] & 0x80) == 0))
			continue;
		while (end < t.n && is_word(t.p[end]))
			end++;
		*word = (struct crm_text){ t.p + i + 1, end - i - 1 };
		*at = end;
		if (word->n > 0)
			return true;
	}
	return false;
}

/* One less at its end: a full stop is no part of a name, and what is written
 * without blanks goes on behind one.  Latin letters do not: annabel is not ann. */
static bool
shorten(struct crm_text *word)
{
	size_t n = word->n;

	while (n > 0 && joins(word->p[n - 1]))
		n--;
	if (n == word->n) {
		if (n == 0 || (word->p[n - 1] & 0x80) == 0)
			return false;
		while (n > 0 && (word->p[n - 1] & 0xc0) == 0x80)
			n--;
		n--;
	}
	word->n = n;
	return n > 0;
}

struct named {
	int64_t user, team;
};

static enum crm_status
find_named(struct crm_store *s, struct crm_text word, struct crm_arena *a,
    struct named *out, struct crm_err *err)
{
	struct crm_value folded = crm_value_text(crm_fold_dup(a, word));
	struct crm_value user, team = CRM_VALUE_NULL;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"id\" FROM app_user WHERE \"login_f\" = ? "
	    "AND \"deleted\" IS NULL",
	    &folded, 1, &user, err);

	if (st == CRM_OK && user.kind == CRM_NULL)
		st = crm_get_int(s,
		    "SELECT \"id\" FROM team WHERE \"name_f\" = ? "
		    "AND \"deleted\" IS NULL",
		    &folded, 1, &team, err);
	*out = (struct named){ user.kind == CRM_INT ? user.i : 0,
		team.kind == CRM_INT ? team.i : 0 };
	return st;
}

/* The line that the word stands in, as much as a notice quotes. */
static const char *
line_of(struct crm_text t, const char *word, struct crm_arena *a)
{
	const char *from = word, *end = word;
	struct crm_text line;

	while (from > t.p && from[-1] != '\n')
		from--;
	while (end < t.p + t.n && *end != '\n' && end - from < LINE_MOST)
		end++;
	while (end < t.p + t.n && (*end & 0xc0) == 0x80)
		end--;
	line = crm_text_trim((struct crm_text){ from, (size_t)(end - from) });
	return text_dup(a, line);
}

static enum crm_status
tell_team(struct crm_store *s, int64_t team, const struct crm_record *r,
    const char *line, struct crm_arena *a, struct crm_err *err)
{
	struct people p;
	enum crm_status st = people_load(s, a, &p, err);

	for (size_t i = 0; i < p.users.n && st == CRM_OK; i++)
		if (people_below(&p, p.users.node[i].above, team))
			news_to(s, p.users.node[i].id, NEWS_MENTIONED,
			    r->entity, r->id, line);
	return st;
}

/* Whom a word means; nobody where it is no name. */
static enum crm_status
resolve(struct crm_store *s, struct crm_text word, struct named *out,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	do
		st = find_named(s, word, &a, out, err);
	while (
	    st == CRM_OK && out->user == 0 && out->team == 0 && shorten(&word));
	crm_arena_free(&a);
	return st;
}

/* Whether a text speaks of somebody already. */
static enum crm_status
was_named(struct crm_store *s, struct crm_text before, const struct named *who,
    bool *yes, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_text word;
	struct named other;
	size_t at = 0;

	*yes = false;
	while (st == CRM_OK && !*yes && next_mention(before, &at, &word)) {
		st = resolve(s, word, &other, err);
		*yes = other.user == who->user && other.team == who->team;
	}
	return st;
}

static enum crm_status
tell_named(struct crm_store *s, const struct named *to, const char *line,
    const struct crm_record *r, struct crm_arena *a, struct crm_err *err)
{
	if (to->team != 0)
		return tell_team(s, to->team, r, line, a, err);
	news_to(s, to->user, NEWS_MENTIONED, r->entity, r->id, line);
	return CRM_OK;
}

static enum crm_status
mentions_in(struct crm_store *s, struct crm_text before, struct crm_text text,
    const struct crm_record *r, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	struct crm_text word;
	struct named to;
	size_t at = 0;
	bool old;

	while (st == CRM_OK && next_mention(text, &at, &word))
		if ((st = resolve(s, word, &to, err)) == CRM_OK &&
		    (st = was_named(s, before, &to, &old, err)) == CRM_OK &&
		    !old)
			st = tell_named(
			    s, &to, line_of(text, word.p, &a), r, &a, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
mentions(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < e->n && st == CRM_OK; i++) {
		struct crm_text none = { NULL, 0 };

		if (e->field[i]->type != CRM_T_NOTE ||
		    new->v[i].kind != CRM_STR)
			continue;
		if (old == NULL || old->v[i].kind != CRM_STR)
			st = mentions_in(s, none, new->v[i].t, new, err);
		else if (!crm_value_eq(old->v[i], new->v[i]))
			st = mentions_in(s, old->v[i].t, new->v[i].t, new, err);
	}
	return st;
}
