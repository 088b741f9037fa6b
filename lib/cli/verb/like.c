/* Likeness of what add makes: told behind the summary, or refused. */
#include "cli/internal.h"

#include <crm/domain/match.h>

#include <string.h>

enum {
	SHOWN_LIKE = 20,
	ASKED_NAMES = 20, /* a company's name is looked for among all
				 * customers: the first records of a stream */
};

struct like_one {
	int64_t id;
	struct crm_like like[CRM_LIKE_KINDS];
	size_t n;
};

struct like_list {
	bool compares;
	bool locked; /* nobody else adds meanwhile */
	enum crm_like_policy policy;
	struct like_one now; /* the record at hand */
	struct like_one one[SHOWN_LIKE];
	size_t n;                /* all, those not kept included */
	int company;             /* field with a company's name, or -1 */
	struct crm_words *words; /* once they are needed */
	size_t asked;
};

enum crm_status
like_policy(
    const struct crm_cmd *c, enum crm_like_policy *out, struct crm_err *err)
{
	static const char *const words[] = { [CRM_LIKE_REPORT] = "report",
		[CRM_LIKE_REJECT] = "reject",
		[CRM_LIKE_REJECT_NAME] = "reject=name" };
	const char *given = c->opt[CRM_OPT_DUPLICATES];
	size_t i;

	*out = CRM_LIKE_REPORT;
	for (i = 0; given != NULL && i < sizeof words / sizeof *words; i++)
		if (strcmp(given, words[i]) == 0) {
			*out = (enum crm_like_policy)i;
			given = NULL;
		}
	if (given != NULL)
		return crm_fail(err, CRM_USAGE,
		    "--duplicates: '%.40s' is not "
		    "one of report, reject, reject=name",
		    given);
	return CRM_OK;
}

enum crm_status
like_open(struct crm_cmd *c, struct like_list **out, struct crm_err *err)
{
	struct like_list *l = crm_alloc(c->arena, sizeof *l);

	*out = l;
	l->compares = crm_like_has(c->entity);
	l->company = c->entity->company;
	if (crm_has(c, CRM_OPT_DUPLICATES) && !l->compares)
		return crm_fail(err, CRM_USAGE,
		    "--duplicates: a %s has no "
		    "e-mail and no phone to compare",
		    crm_entity_word(c->entity));
	return like_policy(c, &l->policy, err);
}

static const char *
what(enum crm_type type)
{
	switch (type) {
	case CRM_T_EMAIL:
		return crm_tr("e-mail");
	case CRM_T_PHONE:
		return crm_tr("phone");
	default:
		return crm_tr("company name");
	}
}

/* "C5 (same e-mail), CT7 (same phone)" */
static void
put_likes(struct crm_buf *b, const struct like_one *x)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
		crm_buf_str(b, i > 0 ? ", " : "");
		crm_id_format(b, x->like[i].entity, x->like[i].id);
		crm_buf_printf(b, crm_tr(" (same %s)"), what(x->like[i].type));
	}
}

/* The company of a kind with the name, unless there is one of that name, or the
 * same record, among them already. */
static enum crm_status
add_company(struct crm_cmd *c, struct like_list *l, const struct crm_entity *e,
    struct crm_text name, struct crm_err *err)
{
	const struct crm_like *x = l->now.like;
	enum crm_status st;
	int64_t id;
	size_t i;

	for (i = 0; i < l->now.n; i++)
		if (x[i].entity == e && x[i].type == CRM_T_TEXT)
			return CRM_OK;
	st = crm_company_find(c->store, l->words, e, name, &id, err);
	for (i = 0; i < l->now.n; i++)
		if (x[i].entity == e && x[i].id == id)
			return st;
	if (st == CRM_OK && id != 0)
		l->now.like[l->now.n++] = (struct crm_like){ e, id,
			CRM_T_TEXT };
	return st;
}

/* Companies of the same name but for legal form and punctuation, which no index
 * knows. */
static enum crm_status
add_companies(struct crm_cmd *c, struct like_list *l,
    const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *kind[CRM_LIKE_KINDS];
	size_t i, kinds = crm_like_kinds(c->store, c->entity, kind);
	enum crm_status st = CRM_OK;

	if (l->company < 0 || r->v[l->company].kind != CRM_STR ||
	    (crm_has(c, CRM_OPT_QUIET) && l->policy != CRM_LIKE_REJECT_NAME) ||
	    l->asked++ >= ASKED_NAMES)
		return CRM_OK;
	if (l->words == NULL)
		st = crm_words_load(c->store, c->arena, &l->words, err);
	for (i = 0; i < kinds && st == CRM_OK; i++)
		if (kind[i]->company >= 0 && kind[i]->person < 0 &&
		    l->now.n < CRM_LIKE_KINDS)
			st = add_company(
			    c, l, kind[i], r->v[l->company].t, err);
	return st;
}

static enum crm_status
refuse(const struct like_list *l, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	put_likes(&b, &l->now);
	st = crm_fail(err, CRM_RULE,
	    "it is like %s; --duplicates report takes "
	    "it all the same",
	    b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
like_before(struct crm_cmd *c, struct like_list *l, const struct crm_record *r,
    struct crm_err *err)
{
	enum crm_status st;

	l->now.n = 0;
	if (!l->compares)
		return CRM_OK;
	if (!l->locked && (st = crm_lock_likes(c->store, err)) != CRM_OK)
		return st;
	l->locked = true;
	st = crm_like_find(c->store, r, l->now.like, &l->now.n, err);
	if (st != CRM_OK)
		return st;
	if (crm_like_rejects(l->policy, l->now.like, l->now.n))
		return refuse(l, err);
	st = add_companies(c, l, r, err);
	if (st == CRM_OK && crm_like_rejects(l->policy, l->now.like, l->now.n))
		return refuse(l, err);
	return st;
}

void
like_after(struct crm_cmd *c, struct like_list *l, int64_t id)
{
	(void)c;
	if (l->now.n == 0)
		return;
	l->now.id = id;
	if (l->n < SHOWN_LIKE)
		l->one[l->n] = l->now;
	l->n++;
}

void
like_tell(struct crm_cmd *c, const struct like_list *l)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	if (crm_has(c, CRM_OPT_QUIET))
		return;
	for (i = 0; i < l->n && i < SHOWN_LIKE; i++) {
		crm_buf_clear(&b);
		crm_id_format(&b, c->entity, l->one[i].id);
		crm_buf_str(&b, crm_tr(" is like "));
		put_likes(&b, &l->one[i]);
		crm_note(c, "%s", b.data);
	}
	if (l->n > SHOWN_LIKE)
		crm_note(c, "and %zu more are like others", l->n - SHOWN_LIKE);
	crm_buf_free(&b);
}
