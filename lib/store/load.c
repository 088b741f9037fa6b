/* One record out of its table. */
#include "internal.h"

/* The statement that reads one, and which of its columns are text: the version, then
 * what is stored of the kind. */
static enum crm_status
prepare_load(struct crm_store *s, const struct crm_entity *e, struct plan *p,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i, n = 1;

	p->text = crm_alloc_n(&s->plans, e->n + 1, sizeof *p->text);
	p->cell = crm_alloc_n(&s->plans, e->n + 1, sizeof *p->cell);
	crm_buf_str(&b, "SELECT \"version\"");
	for (i = 0; i < e->n; i++)
		if (is_column(e->field[i])) {
			p->text[n++] = crm_type_is_text(e->field[i]->type);
			crm_buf_printf(&b, ", \"%s\"", e->field[i]->name);
		}
	p->cells = n;
	crm_buf_printf(&b, " FROM \"%s\" WHERE \"id\" = ?", e->def->table);
	st = crm_sql(s, b.data, &p->load, err);
	/* It is not asked for what waits. */
	if (st == CRM_OK)
		p->load->reads = 0;
	crm_buf_free(&b);
	return st;
}

/* The row that it stands on; *version is the id of a batch. */
static void
take_row(const struct plan *p, struct crm_arena *a, struct crm_record *out,
    int64_t *version)
{
	const struct crm_entity *e = out->entity;
	const struct crm_value *cell = p->cell;
	size_t i;

	crm_cells(p->load, p->text, p->cells, p->cell);
	*version = (cell++)->i;
	for (i = 0; i < e->n; i++)
		if (is_column(e->field[i]))
			out->v[i] = cell->kind == CRM_STR
			    ? crm_value_dup(a, *cell)
			    : *cell,
			cell++;
	crm_reset(p->load);
}

static enum crm_status
load_custom(struct crm_store *s, const struct crm_field *f, int64_t id,
    struct crm_arena *a, struct crm_value *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = CRM_VALUE_NULL;
	st = crm_sql(s,
	    "SELECT \"num\", \"txt\" FROM custom "
	    "WHERE \"field\" = ? AND \"record\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->custom_id));
	crm_bind(q, 2, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*out = crm_value_dup(a,
	    crm_col(q, crm_type_is_text(f->type), crm_type_is_text(f->type)));
	crm_reset(q);
	return CRM_OK;
}

/* The batch number behind a batch id.  Records that came together have the same,
 * and one that is there for good stays. */
static enum crm_status
version_number(
    struct crm_store *s, int64_t batch, int64_t *number, struct crm_err *err)
{
	struct crm_value v = crm_value_int(batch), n;
	enum crm_status st;

	*number = s->numbered.number;
	if (s->numbered.batch == batch && batch != 0)
		return CRM_OK;
	if (batch == s->tx.id && batch != 0) {
		*number = tx_number_yet(s);
		return CRM_OK;
	}
	st = crm_get_int(
	    s, "SELECT \"number\" FROM batch WHERE \"id\" = ?", &v, 1, &n, err);
	*number = n.kind == CRM_INT ? n.i : 0;
	if (*number > 0) {
		s->numbered.batch = batch;
		s->numbered.number = *number;
	}
	return st;
}

enum crm_status
load_any(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out, struct crm_err *err)
{
	struct plan *p = plan_of(s, e);
	enum crm_status st;
	int64_t version;
	bool row;
	size_t i;

	if (again_load(s, e, id, a, out))
		return CRM_OK;
	if ((st = insert_flush(s, e, err)) != CRM_OK ||
	    (st = ahead_load(s, e, id, a, out, &row, err)) != CRM_OK || row)
		return st;
	if (p->load == NULL && (st = prepare_load(s, e, p, err)) != CRM_OK)
		return st;
	crm_record_init(out, e, a);
	out->id = id;
	crm_bind(p->load, 1, crm_value_int(id));
	if ((st = crm_step(p->load, &row, err)) != CRM_OK)
		return st;
	if (!row) {
		struct crm_buf b = CRM_BUF_INIT;

		crm_id_format(&b, e, id);
		st = crm_fail(err, CRM_NOTFOUND, "there is no %s %s",
		    crm_entity_word(e), b.data);
		crm_buf_free(&b);
		return st;
	}
	take_row(p, a, out, &version);
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (e->field[i]->flags & CRM_F_CUSTOM)
			st = load_custom(
			    s, e->field[i], id, a, &out->v[i], err);
	if (st == CRM_OK)
		st = version_number(s, version, &out->version, err);
	if (st == CRM_OK)
		ahead_keep(s, out);
	return st;
}

enum crm_status
load_deleted(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, e, id);
	st = crm_fail(err, CRM_NOTFOUND,
	    "%s %s is deleted; bring it back "
	    "with: %s restore %s",
	    crm_entity_word(e), b.data, crm_entity_command(e, &s->arena),
	    b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
crm_load(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out, struct crm_err *err)
{
	enum crm_status st = load_any(s, e, id, a, out, err);

	if (st != CRM_OK || out->v[e->deleted].kind == CRM_NULL)
		return st;
	return load_deleted(s, e, id, err);
}

/* One statement for each list of fields. */
static enum crm_status
select_some(struct crm_store *s, const struct crm_entity *e,
    const char *const *fields, struct crm_stmt **q, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	int i;

	crm_buf_str(&b, "SELECT \"deleted\"");
	for (; *fields != NULL; fields++)
		if ((i = crm_field_of(e, *fields)) >= 0 &&
		    is_column(e->field[i])) {
			crm_buf_str(&b, ", \"");
			crm_buf_str(&b, *fields);
			crm_buf_char(&b, '"');
		}
	crm_buf_str(&b, " FROM \"");
	crm_buf_str(&b, e->def->table);
	crm_buf_str(&b, "\" WHERE \"id\" = ?");
	st = crm_sql(s, b.data, q, err);
	crm_buf_free(&b);
	return st;
}

enum crm_status
crm_load_some(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const char *const *fields, struct crm_arena *a, struct crm_record *out,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int i, col = 1;
	bool row;

	/* A server is asked for records as a whole, and ahead. */
	if (s->engine->load != NULL || e->def->rewritten)
		return crm_load(s, e, id, a, out, err);
	if ((st = insert_flush(s, e, err)) != CRM_OK ||
	    (st = select_some(s, e, fields, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row && crm_col_null(q, 0)) {
		crm_record_init(out, e, a);
		out->id = id;
		for (; *fields != NULL; fields++)
			if ((i = crm_field_of(e, *fields)) >= 0 &&
			    is_column(e->field[i]))
				out->v[i] = crm_value_dup(a,
				    crm_col(q, col++,
					crm_type_is_text(e->field[i]->type)));
		crm_reset(q);
		return CRM_OK;
	}
	if (row)
		crm_reset(q);
	/* It says why not. */
	return crm_load(s, e, id, a, out, err);
}

enum crm_status
crm_custom_uses(struct crm_store *s, int64_t field, struct crm_text text,
    int64_t *n, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(field), crm_value_text(text) };
	struct crm_value found;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT count(*) FROM custom WHERE \"field\" = ? AND \"txt\" = ?",
	    v, 2, &found, err);
	*n = found.kind == CRM_INT ? found.i : 0;
	return st;
}
