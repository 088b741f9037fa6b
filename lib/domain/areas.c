/*
 * The areas of the trade, one line each, in their order: an area uses only
 * those above its line (scripts/check-layers reads it here).  Their places are
 * decided for those to come, too: people behind service.
 */
#include <crm/domain/area.h>
#include <crm/domain/approval.h>
#include <crm/domain/notice.h>
#include <crm/domain/automation.h>
#include <crm/domain/own.h>
#include <crm/domain/period.h>

#include <assert.h>
#include <string.h>

#define AREAS \
	X(book) \
	X(team) \
	X(notice) \
	X(lint) \
	X(match) \
	X(card) \
	X(approval) \
	X(pool) \
	X(assign) \
	X(score) \
	X(merge) \
	X(customer) \
	X(lead) \
	X(document) \
	X(stock) \
	X(deal) \
	X(contract) \
	X(order) \
	X(quote) \
	X(receivable) \
	X(billing) \
	X(invoice) \
	X(bank) \
	X(dunning) \
	X(journal) \
	X(task) \
	X(service) \
	X(automation) \
	X(plan)

#define X(name) extern const struct crm_area area_##name;
AREAS
#undef X

#define X(name) &area_##name,
const struct crm_area *const crm_areas[] = { AREAS NULL };
#undef X

/* The row of a kind, and its area; NULL where none has it. */
static const struct crm_trade *
find(const char *entity, const char **area)
{
	const struct crm_area *const *a;
	const struct crm_trade *k;

	for (a = crm_areas; *a != NULL; a++)
		for (k = (*a)->kinds; k != NULL && k->entity != NULL; k++)
			if (k->entity[0] == entity[0] &&
			    strcmp(k->entity, entity) == 0) {
				*area = (*a)->name;
				return k;
			}
	return NULL;
}

const struct crm_trade *
crm_trade(const char *entity)
{
	static const struct crm_trade none;
	const char *area;
	const struct crm_trade *k = find(entity, &area);

	return k != NULL ? k : &none;
}

const char *
crm_area_of(const char *entity)
{
	const char *area;

	return find(entity, &area) != NULL ? area : NULL;
}

static const struct crm_rules *
rules(const char *entity)
{
	return &crm_trade(entity)->rules;
}

static size_t
joined(const char *entity, crm_hook *out[CRM_JOINED_MAX])
{
	const struct crm_area *const *a;
	const struct crm_joined *j;
	size_t n = 0;

	for (a = crm_areas; *a != NULL; a++)
		for (j = (*a)->joined; j != NULL && j->entity != NULL; j++)
			if (strcmp(j->entity, entity) == 0) {
				assert(n < CRM_JOINED_MAX);
				out[n++] = j->saved;
			}
	return n;
}

static bool
is_named(const char *name, const char *field)
{
	return name != NULL && strcmp(name, field) == 0;
}

/* `open` as the value of a status. */
static const char *
word(const char *entity, const char *field, struct crm_text folded)
{
	const struct crm_trade *t = crm_trade(entity);

	return (is_named(t->status, field) || is_named(t->status_now, field)) &&
		crm_text_is(folded, "open")
	    ? t->open
	    : NULL;
}

const struct crm_hooks crm_domain_hooks = {
	.rules = rules,
	.joined = joined,
	.is_guarded = crm_is_guarded,
	.guard = crm_guard,
	.dated = crm_period_dated,
	.is_closed = crm_period_is_closed,
	.word = word,
	.wrote = crm_load_wrote,
	.is_watched = crm_is_watched_kind,
	.news = crm_news_of,
	.tell = crm_news_tell,
	.is_followed = crm_is_automated,
	.follow = crm_automate,
};

/* ---- books ---- */

enum crm_status
crm_check_books(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_area *const *a;
	crm_audit *const *audit;
	enum crm_status st = CRM_OK;

	for (a = crm_areas; *a != NULL; a++)
		for (audit = (*a)->audits;
		     audit != NULL && *audit != NULL && st == CRM_OK; audit++)
			st = (*audit)(s, each, ctx, err);
	return st;
}
