/* Rights of roles: whether somebody has one, and why. */
#include "book.h"

#include <crm/domain/right.h>

/* What the book says of a right of a role. */
struct found {
	int64_t id; /* of the record; 0: none */
	struct crm_value limit;
	bool admin;
};

static enum crm_status
find(struct crm_store *s, struct crm_text role, const char *right,
    struct found *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct found){ .limit = CRM_VALUE_NULL,
		.admin = crm_text_is(role, "admin") };
	if (out->admin)
		return CRM_OK;
	st = crm_sql(s,
	    "SELECT \"id\", \"limit\" FROM role_right WHERE \"role\" = ? "
	    "AND \"right\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(role));
	crm_bind(q, 2, crm_value_text(crm_text_of(right)));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	out->id = crm_col_int(q, 0);
	out->limit = crm_col(q, 1, false);
	crm_reset(q);
	return CRM_OK;
}

/* ---- limits of groups: "Gateways=15, Services=30" ---- */

/* Parts an item; false where it is none. */
static bool
parse_group(struct crm_text item, struct crm_text *name, int64_t *limit)
{
	size_t at = item.n;
	struct crm_err ignored;

	while (at > 0 && item.p[at - 1] != '=')
		at--;
	if (at == 0)
		return false;
	*name = crm_text_trim((struct crm_text){ item.p, at - 1 });
	return name->n > 0 &&
	    crm_number_parse(
		crm_text_trim((struct crm_text){ item.p + at, item.n - at }),
		CRM_DECIMAL_DIGITS, CRM_NUM_PERCENT, limit,
		&ignored) == CRM_OK &&
	    *limit >= 0;
}

enum crm_status
crm_right_group(struct crm_store *s, const char *right, struct crm_text group,
    struct crm_value *limit, struct crm_err *err)
{
	struct crm_text role = crm_text_of(crm_store_role(s)), item, name;
	struct crm_text rest;
	struct found f;
	enum crm_status st = find(s, role, right, &f, err);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	int64_t n;

	*limit = CRM_VALUE_NULL;
	if (st == CRM_OK && f.id != 0 &&
	    (st = crm_load(s, crm_dict_find(crm_store_dict(s), "right"), f.id,
		 &a, &r, err)) == CRM_OK) {
		rest = text_of(&r, "groups");
		while (list_item(&rest, &item))
			if (parse_group(item, &name, &n) &&
			    crm_text_eq(name, group))
				*limit = crm_value_int(n);
	}
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_groups(const struct crm_record *r, struct crm_err *err)
{
	struct crm_text rest = text_of(r, "groups"), item, name;
	int64_t limit;

	if (rest.n > 0 && !crm_text_is(text_of(r, "right"), "discount"))
		return crm_fail_field(err, CRM_INVALID, "groups",
		    "are of the right discount alone");
	while (list_item(&rest, &item))
		if (!parse_group(item, &name, &limit))
			return crm_fail_field(err, CRM_INVALID, "groups",
			    "'%.*s' is no category of products and its limit: "
			    "Gateways=15, Services=30",
			    (int)item.n, item.p);
	return CRM_OK;
}

static const char *
decimal_dup(struct crm_arena *a, int64_t v)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, v, CRM_DECIMAL_DIGITS, false);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

/* A right or a role as messages name it. */
static const char *
named(struct crm_store *s, const char *field, const char *code,
    struct crm_arena *a)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "right");

	return text_dup(a, word_for(e, field, crm_text_of(code)));
}

enum crm_status
crm_right_check(
    struct crm_store *s, const char *right, int64_t much, struct crm_err *err)
{
	const char *role = crm_store_role(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct found f;
	enum crm_status st = find(s, crm_text_of(role), right, &f, err);

	if (st != CRM_OK || f.admin)
		return st;
	if (f.id == 0)
		st = crm_fail(err, CRM_DENIED,
		    "the role %s has not the right %s; crm-admin right add "
		    "right=%s role=%s gives it",
		    named(s, "role", role, &a), named(s, "right", right, &a),
		    right, role);
	else if (f.limit.kind == CRM_INT && much > f.limit.i)
		st = crm_fail(err, CRM_DENIED,
		    "the right %s of the role %s goes as far as %s, and this "
		    "is %s; crm-admin right set RI%lld limit=N changes that",
		    named(s, "right", right, &a), named(s, "role", role, &a),
		    decimal_dup(&a, f.limit.i), decimal_dup(&a, much),
		    (long long)f.id);
	crm_arena_free(&a);
	return st;
}

static const char *
why(const struct found *f, struct crm_text role, struct crm_arena *a)
{
	if (f->admin)
		return crm_tr("an admin has every right");
	if (f->id != 0)
		return crm_sprintf(a, "RI%lld", (long long)f->id);
	return crm_sprintf(
	    a, crm_tr("no right names the role %.*s"), (int)role.n, role.p);
}

enum crm_status
crm_right_explain(struct crm_store *s, struct crm_text role,
    enum crm_status (*each)(
	void *ctx, const struct crm_right_says *r, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "right");
	const struct crm_choice *c = e->field[field_of(e, "right")]->choices;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	struct found f;

	for (; c->code != NULL && st == CRM_OK; c++) {
		struct crm_right_says says = { .right = c->code };

		if ((st = find(s, role, c->code, &f, err)) != CRM_OK)
			break;
		says.may = f.admin || f.id != 0;
		says.limit = f.limit;
		says.why = why(&f, role, &a);
		st = each(ctx, &says, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- its own record ---- */

enum crm_status
right_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (crm_text_is(text_of(w->new, "role"), "admin"))
		return crm_fail_field(err, CRM_INVALID, "role",
		    "an admin has every right already");
	if ((st = check_groups(w->new, err)) != CRM_OK)
		return st;
	return check_at_least(w->new, "limit", 0, err);
}
