/* enroll: members of a campaign, by a segment or by the ids of a stream. */
#include "lead.h"

#include <crm/domain/campaign.h>
#include <crm/query/filter.h>

#include <stdio.h>
#include <string.h>

/* Whom the command is about, before the batch. */
struct enrolling {
	int64_t campaign;
	const struct crm_entity *of; /* the segment is of these */
	struct crm_id_list id;
	struct crm_id_list contact; /* 1 where the id is a contact's */
};

static const char *const kinds[] = { "lead", "contact" };

/* ---- by a segment ---- */

static enum crm_status
has_segment(struct crm_cmd *c, const char *entity, struct crm_text folded,
    bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(entity)),
		crm_value_text(folded) },
			 n = CRM_VALUE_NULL;
	enum crm_status st = crm_get_int(c->store,
	    "SELECT count(*) FROM "
	    "segment WHERE \"entity\" = ? AND \"name_f\" = ? "
	    "AND \"deleted\" IS NULL",
	    v, 2, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* Whose segment it is, where that was not said. */
static enum crm_status
find_kind(struct crm_cmd *c, struct crm_text name, struct crm_text of,
    size_t *kind, struct crm_err *err)
{
	struct crm_text folded = crm_fold_dup(c->arena, name);
	char quoted[CRM_QUOTE_SIZE];
	bool has[2];
	enum crm_status st;

	for (*kind = 0; *kind < 2; ++*kind)
		if (crm_text_is(of, kinds[*kind]))
			return CRM_OK;
	*kind = 0;
	if (of.n > 0)
		return crm_fail(err, CRM_USAGE,
		    "of= is lead or contact, not "
		    "'%s'",
		    crm_quote(quoted, of));
	if ((st = has_segment(c, kinds[0], folded, &has[0], err)) != CRM_OK ||
	    (st = has_segment(c, kinds[1], folded, &has[1], err)) != CRM_OK)
		return st;
	if (has[0] && has[1])
		return crm_fail(err, CRM_USAGE,
		    "there are segments '%s' of "
		    "leads and of contacts; say which: of=lead or of=contact",
		    crm_quote(quoted, name));
	*kind = has[1];
	return CRM_OK;
}

static const char *
expression(struct crm_cmd *c, struct crm_text name)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	size_t i;

	crm_buf_str(&b, "@\"");
	for (i = 0; i < name.n; i++) {
		if (name.p[i] == '"' || name.p[i] == '\\')
			crm_buf_char(&b, '\\');
		crm_buf_char(&b, name.p[i]);
	}
	crm_buf_str(&b, "\"");
	text = crm_strndup(c->arena, b.data, b.len);
	crm_buf_free(&b);
	return text;
}

static enum crm_status
select_segment(struct crm_cmd *c, struct crm_text name, struct crm_text of,
    struct enrolling *x, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(c->store);
	struct crm_filter *where;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	size_t kind;
	bool row;

	if ((st = find_kind(c, name, of, &kind, err)) != CRM_OK)
		return st;
	x->of = crm_dict_find(c->dict, kinds[kind]);
	if ((st = crm_filter_parse(c->dict, x->of, expression(c, name), &env,
		 c->arena, &where, err)) != CRM_OK)
		return st;
	crm_sql_init(&sql, c->arena);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE "
	    "t.\"deleted\" IS NULL AND ",
	    x->of->def->table);
	crm_filter_sql(where, "t", &sql);
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(c->store, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
			crm_id_list_add(&x->id, c->arena, crm_col_int(q, 0));
			crm_id_list_add(
			    &x->contact, c->arena, kind == 1 ? 1 : 0);
		}
	}
	crm_sql_free(&sql);
	return st;
}

/* ---- by a stream ---- */

/* The column of ids: as --ref says, a list's only one, else a key column. */
static int
key_column(const struct crm_cmd *c, const struct crm_reader *r)
{
	const char *ref = c->opt[CRM_OPT_REF];
	size_t i;

	if (ref == NULL && crm_reader_format(r) == CRM_FMT_IDS)
		return 0;
	for (i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text t = crm_reader_column(r, i);

		if (ref != NULL ? crm_text_is(t, ref)
				: crm_text_is(t, "lead_id") ||
			    crm_text_is(t, "contact_id"))
			return (int)i;
	}
	return -1;
}

static enum crm_status
read_cell(struct crm_cmd *c, struct crm_text text, struct enrolling *x,
    struct crm_err *err)
{
	const struct crm_entity *e = NULL;
	struct crm_text code;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int64_t id;
	size_t kind;

	if (crm_id_split(text, &code, &id))
		e = crm_dict_code(c->dict, code);
	for (kind = 0; kind < 2; kind++)
		if (e != NULL && strcmp(e->def->name, kinds[kind]) == 0)
			break;
	if (kind == 2)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is not the id of a lead "
		    "or a contact",
		    crm_quote(quoted, text));
	if ((st = crm_resolve(c->store, e, text, false, &id, err)) != CRM_OK)
		return st;
	crm_id_list_add(&x->id, c->arena, id);
	crm_id_list_add(&x->contact, c->arena, kind == 1 ? 1 : 0);
	return CRM_OK;
}

static enum crm_status
read_rows(struct crm_cmd *c, struct crm_reader *r, struct enrolling *x,
    struct crm_err *err)
{
	struct crm_row *row;
	enum crm_status st;
	int col = -1;

	while ((st = crm_reader_next(r, &row, err)) == CRM_OK && row != NULL) {
		struct crm_text t = { NULL, 0 };

		if (col < 0 && (col = key_column(c, r)) < 0)
			return crm_fail(err, CRM_USAGE,
			    "%s has no column %s; "
			    "--ref names another",
			    crm_reader_name(r),
			    crm_has(c, CRM_OPT_REF) ? c->opt[CRM_OPT_REF]
						    : "lead_id or contact_id");
		if ((size_t)col < row->n &&
		    (st = crm_cell_check(r, row, (size_t)col, err)) != CRM_OK)
			break;
		if ((size_t)col < row->n)
			t = crm_text_trim(row->cell[col].text);
		if (t.n > 0 && (st = read_cell(c, t, x, err)) != CRM_OK)
			break;
	}
	return st;
}

static enum crm_status
read_stream(struct crm_cmd *c, struct enrolling *x, struct crm_err *err)
{
	struct crm_reader *r = NULL;
	enum crm_status st;

	if ((st = crm_open_stream(c, &r, err)) == CRM_OK)
		st = read_rows(c, r, x, err);
	crm_reader_close(r);
	return st;
}

/* ---- the batch ---- */

static void
sum_up(struct crm_cmd *c, size_t members, size_t opted_out)
{
	if (crm_has(c, CRM_OPT_QUIET))
		return;
	if (opted_out > 0)
		crm_note(c, "left out: %zu %s not want to be contacted",
		    opted_out, opted_out == 1 ? "does" : "do");
	if (members > 0)
		crm_note(c, "left out: %zu %s already", members,
		    members == 1 ? "is a member" : "are members");
}

static enum crm_status
enroll_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct enrolling *x = c->state;
	const struct crm_entity *e[] = { crm_dict_find(c->dict, kinds[0]),
		crm_dict_find(c->dict, kinds[1]) };
	size_t i, count[CRM_ENROLL_OPTED_OUT + 1] = { 0 };
	enum crm_enrolled done;
	enum crm_status st = crm_enroll_begin(c->store, x->campaign, err);
	int64_t id;

	for (i = 0; i < x->id.n && st == CRM_OK; i++) {
		st = crm_enroll(c->store, x->campaign, e[x->contact.id[i]],
		    x->id.id[i], &done, &id, err);
		if (st != CRM_OK)
			break;
		count[done]++;
		if (done == CRM_ENROLL_NEW)
			crm_cmd_count(c, id, CRM_ACT_INSERTED);
		crm_progress(c, "enrolled", (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)x->id.n);
	}
	crm_progress_end(c);
	if (st != CRM_OK)
		return st;
	sum_up(c, count[CRM_ENROLL_MEMBER], count[CRM_ENROLL_OPTED_OUT]);
	return crm_cmd_print_changed(
	    c, crm_dict_find(c->dict, "campaign-member"), err);
}

static enum crm_status
read_operands(struct crm_cmd *c, struct crm_text *segment, struct crm_text *of,
    bool *stream, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < c->n_assign; i++) {
		if (crm_text_is(c->assign[i].name, "segment"))
			*segment = crm_text_trim(c->assign[i].value);
		else if (crm_text_is(c->assign[i].name, "of"))
			*of = c->assign[i].value;
		else
			return crm_fail(err, CRM_USAGE,
			    "enroll takes "
			    "segment=NAME and of=lead|contact, not '%s'",
			    crm_quote(quoted, c->assign[i].name));
	}
	*stream = c->n_operands == 2 && strcmp(c->operand[1], "-") == 0;
	if (c->n_operands == 0 || c->n_operands > 2 ||
	    (c->n_operands == 2 && !*stream))
		return crm_fail(err, CRM_USAGE,
		    "enroll needs one campaign, "
		    "and segment=NAME or - for the ids of a stream");
	if (*stream == (segment->n > 0))
		return crm_fail(err, CRM_USAGE,
		    "enroll needs segment=NAME or "
		    "-%s",
		    *stream ? ", not both" : " for the ids of a stream");
	return CRM_OK;
}

enum crm_status
lead_enroll(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text segment = { NULL, 0 }, of = { NULL, 0 };
	struct enrolling x = { .of = NULL };
	enum crm_status st;
	bool stream = false;

	if ((st = read_operands(c, &segment, &of, &stream, err)) != CRM_OK ||
	    (st = crm_resolve(c->store, c->entity, crm_text_of(c->operand[0]),
		 false, &x.campaign, err)) != CRM_OK)
		return st;
	st = stream ? read_stream(c, &x, err)
		    : select_segment(c, segment, of, &x, err);
	c->state = &x;
	if (st == CRM_OK)
		st = crm_cmd_write(c, enroll_all, err);
	c->state = NULL;
	return st;
}
