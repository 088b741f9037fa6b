/*
 * How people want to be told: rows of a person, a kind of thing, a channel, or of
 * all where they name none.  Of each thing that can be said the row that names most
 * decides: the person first, then the kind, then the channel.
 */
#include "notice.h"

#include <string.h>

enum { OF_CHANNEL = 1, OF_KIND = 2, OF_USER = 4 };
enum { DAY_MINUTES = 24 * 60 };

/* A time of the day during which nobody is told, in minutes; over midnight where it
 * ends before it begins. */
struct quiet {
	int from, until;
};

struct pref {
	int64_t user;               /* 0: everybody */
	const char *what, *channel; /* NULL: any */
	struct crm_value told, ahead;
	const char *quiet, *chat;
	int names;
};

struct person {
	int64_t user;
	const struct crm_zone *zone;
};

struct crm_prefs {
	struct pref *pref;
	struct person *away; /* who has a zone of his own */
	size_t n, n_away;
};

/* ---- quiet hours: 22:00-08:00, 12:00-13:00 ---- */

static bool
read_time(struct crm_text *t, int *minutes)
{
	int part[2] = { 0, 0 }, i;
	size_t digits, at = 0;

	for (i = 0; i < 2; i++) {
		for (digits = 0; at < t->n && t->p[at] >= '0' &&
		     t->p[at] <= '9' && digits < 3;
		     at++, digits++)
			part[i] = part[i] * 10 + (t->p[at] - '0');
		if (digits == 0 || digits > 2 ||
		    (i == 0 && (at == t->n || t->p[at++] != ':')))
			return false;
	}
	*t = (struct crm_text){ t->p + at, t->n - at };
	*minutes = part[0] * 60 + part[1];
	return part[1] < 60 && *minutes <= DAY_MINUTES;
}

static bool
read_quiet(struct crm_text t, struct quiet *out)
{
	if (!read_time(&t, &out->from) || t.n == 0 || t.p[0] != '-')
		return false;
	t = (struct crm_text){ t.p + 1, t.n - 1 };
	return read_time(&t, &out->until) && t.n == 0 &&
	    out->from != out->until;
}

static bool
is_quiet(const char *text, int minute)
{
	struct crm_text rest = crm_text_of(text), item;
	struct quiet q;

	while (list_item(&rest, &item))
		if (read_quiet(item, &q) &&
		    (q.from < q.until ? minute >= q.from && minute < q.until
				      : minute >= q.from || minute < q.until))
			return true;
	return false;
}

static enum crm_status
check_quiet(const struct crm_record *r, struct crm_err *err)
{
	struct crm_text rest = text_of(r, "quiet"), item;
	char quoted[CRM_QUOTE_SIZE];
	struct quiet q;

	while (list_item(&rest, &item))
		if (!read_quiet(item, &q))
			return crm_fail_field(err, CRM_INVALID, "quiet",
			    "'%s' is no time of the day such as 22:00-08:00",
			    crm_quote(quoted, item));
	return CRM_OK;
}

enum crm_status
preference_save(const struct crm_saving *w, struct crm_err *err)
{
	enum { AHEAD_MOST = 366 };
	enum crm_status st;

	if ((st = check_clock(w->new, "what", err)) != CRM_OK ||
	    (st = check_between(w->new, "lead_days", 0, AHEAD_MOST, err)) !=
		CRM_OK)
		return st;
	if ((st = check_quiet(w->new, err)) != CRM_OK)
		return st;
	return check_hush(w, "user", err);
}

/* ---- loading ---- */

static const char *
text_at(const struct crm_stmt *q, int col, struct crm_arena *a)
{
	return crm_col_null(q, col) ? NULL : text_dup(a, crm_col_text(q, col));
}

static enum crm_status
load_rows(struct crm_store *s, struct crm_arena *a, struct crm_prefs *p,
    struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT coalesce(\"user\", 0), \"what\", \"channel\", \"told\", "
	    "\"lead_days\", \"quiet\", \"chat\" FROM preference "
	    "WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct pref x = { crm_col_int(q, 0), text_at(q, 1, a),
			text_at(q, 2, a), crm_col(q, 3, false),
			crm_col(q, 4, false), text_at(q, 5, a),
			text_at(q, 6, a), 0 };

		x.names = (x.user != 0 ? OF_USER : 0) |
		    (x.what != NULL ? OF_KIND : 0) |
		    (x.channel != NULL ? OF_CHANNEL : 0);
		p->pref = crm_grow(a, p->pref, p->n, &cap, sizeof *p->pref);
		p->pref[p->n++] = x;
	}
	return st;
}

static enum crm_status
load_zones(struct crm_store *s, struct crm_arena *a, struct crm_prefs *p,
    struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"id\", \"tz\" FROM app_user WHERE \"tz\" IS NOT NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct person x = { crm_col_int(q, 0), NULL };

		st = crm_zone_load(a, text_at(q, 1, a), &x.zone, err);
		if (st != CRM_OK) {
			crm_reset(q);
			return st;
		}
		p->away = crm_grow(
		    a, p->away, p->n_away, &cap, sizeof *p->away);
		p->away[p->n_away++] = x;
	}
	return st;
}

enum crm_status
crm_prefs_load(struct crm_store *s, struct crm_arena *a, struct crm_prefs **out,
    struct crm_err *err)
{
	struct crm_prefs *p = crm_alloc(a, sizeof *p);
	enum crm_status st;

	*p = (struct crm_prefs){ NULL, NULL, 0, 0 };
	*out = p;
	if ((st = load_rows(s, a, p, err)) != CRM_OK || p->n == 0)
		return st;
	return load_zones(s, a, p, err);
}

/* ---- asking ---- */

static bool
is_or_any(const char *rule, const char *word)
{
	return rule == NULL || (word != NULL && strcmp(rule, word) == 0);
}

/* The row that names most of those that say something; NULL: none does. */
static const struct pref *
find(const struct crm_prefs *p, int64_t user, const char *what,
    const char *channel, bool (*says)(const struct pref *x))
{
	const struct pref *best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct pref *x = &p->pref[i];

		if ((x->user == 0 || x->user == user) &&
		    is_or_any(x->what, what) &&
		    is_or_any(x->channel, channel) && says(x) &&
		    (best == NULL || x->names > best->names))
			best = x;
	}
	return best;
}

static bool
says_told(const struct pref *x)
{
	return x->told.kind == CRM_INT;
}

static bool
says_ahead(const struct pref *x)
{
	return x->ahead.kind == CRM_INT;
}

static bool
says_quiet(const struct pref *x)
{
	return x->quiet != NULL;
}

static bool
says_chat(const struct pref *x)
{
	return x->chat != NULL;
}

int64_t
crm_prefs_ahead(const struct crm_prefs *p, int64_t user, const char *what,
    const char *channel)
{
	const struct pref *x = find(p, user, what, channel, says_ahead);

	return x == NULL ? 0 : x->ahead.i;
}

int64_t
crm_prefs_most_ahead(const struct crm_prefs *p)
{
	int64_t most = 0;

	for (size_t i = 0; i < p->n; i++)
		if (says_ahead(&p->pref[i]) && p->pref[i].ahead.i > most)
			most = p->pref[i].ahead.i;
	return most;
}

/* By the clocks of the place where he is. */
static int
minute_of(const struct crm_prefs *p, int64_t user, int64_t now)
{
	const struct crm_zone *zone = NULL;
	int64_t local;

	for (size_t i = 0; i < p->n_away; i++)
		if (p->away[i].user == user)
			zone = p->away[i].zone;
	local = (now + crm_instant_offset(zone, now)) / 60;
	return (int)(((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
}

bool
crm_prefs_told(const struct crm_prefs *p, int64_t user, const char *what,
    const char *channel, int64_t now)
{
	const struct pref *told = find(p, user, what, channel, says_told);
	const struct pref *quiet = channel == NULL
	    ? NULL
	    : find(p, user, what, channel, says_quiet);

	return (told == NULL || told->told.i != 0) &&
	    (quiet == NULL || !is_quiet(quiet->quiet, minute_of(p, user, now)));
}

const char *
crm_prefs_chat(const struct crm_prefs *p, int64_t user, const char *channel)
{
	const struct pref *x = find(p, user, NULL, channel, says_chat);

	return x == NULL ? NULL : x->chat;
}
