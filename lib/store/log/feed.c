/* The feed: changes of one batch after another, as NDJSON. */
#include "store/internal.h"

#include <crm/store/log.h>

#include <string.h>

struct feeder {
	struct crm_store *s;
	struct crm_out *out;
	struct crm_arena arena; /* one batch's */
	struct crm_arena all;   /* the dictionary's */
	struct crm_dict *dict;  /* deleted fields of users, too */
	int64_t batch, number, at;
	const char *actor, *program;
};

static void
json_text(struct crm_buf *b, struct crm_text t)
{
	size_t i;

	crm_buf_char(b, '"');
	for (i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '"' || c == '\\') {
			crm_buf_char(b, '\\');
			crm_buf_char(b, (char)c);
		} else if (c == '\n') {
			crm_buf_str(b, "\\n");
		} else if (c < 0x20) {
			crm_buf_printf(b, "\\u%04x", c);
		} else
			crm_buf_char(b, (char)c);
	}
	crm_buf_char(b, '"');
}

/* A value of a record as it was behind a batch, as JSON: numbers bare, the rest
 * as text. */
static enum crm_status
json_value(struct feeder *f, const struct crm_record *r,
    const struct crm_field *fd, struct crm_value v, int64_t number,
    struct crm_err *err)
{
	struct crm_buf *b = crm_out_buf(f->out), t = CRM_BUF_INIT;
	enum crm_status st;
	int digits;

	if (v.kind == CRM_NULL) {
		crm_buf_str(b, "null");
		return CRM_OK;
	}
	if ((st = log_digits(f->s, r, fd, number, &digits, err)) != CRM_OK)
		return st;
	crm_value_format(&t, f->dict, r->entity, fd, v, digits);
	switch (fd->type) {
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
	case CRM_T_MONEY:
		crm_buf_add(b, t.data, t.len);
		break;
	case CRM_T_BOOL:
		crm_buf_str(b, v.i != 0 ? "true" : "false");
		break;
	default:
		json_text(b, (struct crm_text){ t.data, t.len });
	}
	crm_buf_free(&t);
	return CRM_OK;
}

static void
begin_line(
    struct feeder *f, const char *op, const struct crm_entity *e, int64_t id)
{
	struct crm_buf *b = crm_out_buf(f->out);

	crm_buf_printf(
	    b, "{\"batch\":\"B%lld\",\"at\":\"", (long long)f->number);
	crm_instant_format(b, f->at);
	crm_buf_str(b, "\",\"actor\":");
	json_text(b, crm_text_of(f->actor));
	crm_buf_str(b, ",\"program\":");
	json_text(b, crm_text_of(f->program));
	crm_buf_printf(
	    b, ",\"op\":\"%s\",\"entity\":\"%s\",\"id\":\"", op, e->def->name);
	crm_id_format(b, e, id);
	crm_buf_char(b, '"');
}

static void
end_line(struct feeder *f)
{
	crm_buf_str(crm_out_buf(f->out), "}\n");
	crm_out_check(f->out);
}

/* The record as it was born: what it is now, with every later change taken
 * back. */
static enum crm_status
take_back(struct feeder *f, struct crm_record *r, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(f->s,
	    "SELECT c.\"field\", c.\"old\" FROM change c "
	    "WHERE c.\"entity\" = ? AND c.\"record\" = ? AND c.\"batch\" <> ? "
	    "ORDER BY c.\"id\" DESC",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(r->entity->def->name)));
	crm_bind(q, 2, crm_value_int(r->id));
	crm_bind(q, 3, crm_value_int(f->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int i = log_field_index(r->entity, crm_col_text(q, 0));
		struct crm_value v = crm_col(q, 1, true);

		if (i < 0)
			continue;
		v = log_value_read(r->entity->field[i], v);
		if (v.kind == CRM_STR)
			v.t.p = crm_strndup(f->s->scratch, v.t.p, v.t.n);
		r->v[i] = v;
	}
	return st;
}

static enum crm_status
feed_birth(struct feeder *f, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_buf *b;
	struct crm_record r;
	enum crm_status st;
	const char *comma = "";
	size_t i;

	crm_arena_reset(f->s->scratch);
	if ((st = load_any(f->s, e, id, f->s->scratch, &r, err)) != CRM_OK ||
	    (st = take_back(f, &r, err)) != CRM_OK)
		return st;
	begin_line(f, "insert", e, id);
	b = crm_out_buf(f->out);
	crm_buf_str(b, ",\"values\":{");
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		if ((int)i == e->id || (int)i == e->deleted ||
		    r.v[i].kind == CRM_NULL)
			continue;
		crm_buf_str(b, comma);
		json_text(b, crm_text_of(e->field[i]->name));
		crm_buf_char(b, ':');
		st = json_value(f, &r, e->field[i], r.v[i], f->number, err);
		comma = ",";
	}
	crm_buf_char(b, '}');
	end_line(f);
	return st;
}

static enum crm_status
feed_births(struct feeder *f, const struct crm_entity *e, int64_t first,
    int64_t last, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"id\" "
	    "BETWEEN ? AND ? AND \"born\" = ? ORDER BY \"id\"",
	    e->def->table);
	st = crm_sql(f->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(first));
	crm_bind(q, 2, crm_value_int(last));
	crm_bind(q, 3, crm_value_int(f->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row &&
	    !crm_out_closed(f->out))
		if ((st = feed_birth(f, e, crm_col_int(q, 0), err)) != CRM_OK)
			break;
	crm_reset(q);
	return st;
}

/* One record's changes in the batch: rows that stand together.  A field that was written
 * more than once there went from what it was to what it came to. */
struct line {
	const struct crm_entity *entity;
	int64_t record;
	struct crm_record now;
	struct net_change {
		int field;
		struct crm_value old, new;
	} * item;
	size_t n;
	bool open;
};

static enum crm_status
feed_item(struct feeder *f, struct line *l, const struct net_change *x,
    const char *comma, struct crm_err *err)
{
	const struct crm_field *field = l->entity->field[x->field];
	struct crm_buf *b = crm_out_buf(f->out);
	enum crm_status st;

	crm_buf_str(b, comma);
	json_text(b, crm_text_of(field->name));
	crm_buf_str(b, ":{\"old\":");
	st = json_value(f, &l->now, field, x->old, f->number - 1, err);
	crm_buf_str(b, ",\"new\":");
	if (st == CRM_OK)
		st = json_value(f, &l->now, field, x->new, f->number, err);
	crm_buf_char(b, '}');
	return st;
}

static enum crm_status
close_line(struct feeder *f, struct line *l, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	const char *comma = "";
	size_t i;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		if (crm_value_eq(l->item[i].old, l->item[i].new))
			continue;
		if (*comma == '\0') {
			begin_line(f, "update", l->entity, l->record);
			crm_buf_str(crm_out_buf(f->out), ",\"changes\":{");
		}
		st = feed_item(f, l, &l->item[i], comma, err);
		comma = ",";
	}
	if (*comma != '\0') {
		crm_buf_char(crm_out_buf(f->out), '}');
		end_line(f);
	}
	l->open = false;
	l->n = 0;
	return st;
}

static enum crm_status
open_line(struct feeder *f, struct line *l, const struct crm_entity *e,
    int64_t record, struct crm_err *err)
{
	enum crm_status st = close_line(f, l, err);

	if (st != CRM_OK)
		return st;
	crm_arena_reset(f->s->scratch);
	*l = (struct line){ .entity = e, .record = record, .open = true };
	st = load_any(f->s, e, record, f->s->scratch, &l->now, err);
	l->item = crm_alloc_n(f->s->scratch, e->n, sizeof *l->item);
	return st;
}

static struct crm_value
logged(struct feeder *f, const struct crm_field *field,
    const struct crm_stmt *q, int column)
{
	return crm_value_dup(
	    f->s->scratch, log_value_read(field, crm_col(q, column, true)));
}

static void
add_change(
    struct feeder *f, struct line *l, int field, const struct crm_stmt *q)
{
	const struct crm_field *fd = l->entity->field[field];
	size_t i = 0;

	while (i < l->n && l->item[i].field != field)
		i++;
	if (i == l->n)
		l->item[l->n++] = (struct net_change){ field,
			logged(f, fd, q, 3), CRM_VALUE_NULL };
	l->item[i].new = logged(f, fd, q, 4);
}

static enum crm_status
feed_change(struct feeder *f, struct line *l, const struct crm_stmt *q,
    struct crm_err *err)
{
	struct crm_text t = crm_col_text(q, 0);
	const struct crm_entity *e = crm_dict_find(
	    f->dict, crm_strndup(&f->arena, t.p, t.n));
	int64_t record = crm_col_int(q, 1);
	int i = e == NULL ? -1 : log_field_index(e, crm_col_text(q, 2));
	enum crm_status st;

	if (i < 0)
		return CRM_OK;
	if (i == e->deleted) {
		if ((st = close_line(f, l, err)) != CRM_OK)
			return st;
		begin_line(
		    f, crm_col_null(q, 4) ? "restore" : "delete", e, record);
		end_line(f);
		return CRM_OK;
	}
	if ((!l->open || l->entity != e || l->record != record) &&
	    (st = open_line(f, l, e, record, err)) != CRM_OK)
		return st;
	add_change(f, l, i, q);
	return CRM_OK;
}

static enum crm_status
feed_changes(struct feeder *f, struct crm_err *err)
{
	struct line l = { .open = false };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(f->s,
	    "SELECT \"entity\", \"record\", \"field\", \"old\", "
	    "\"new\" FROM change WHERE \"batch\" = ? ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = feed_change(f, &l, q, err)) != CRM_OK) {
			crm_reset(q);
			return st;
		}
	return st == CRM_OK ? close_line(f, &l, err) : st;
}

struct birth_row {
	const struct crm_entity *entity;
	int64_t first, last;
};

static enum crm_status
feed_batch(struct feeder *f, struct crm_err *err)
{
	struct birth_row *b = crm_alloc_n(&f->arena, f->dict->n, sizeof *b);
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, n = 0;
	bool row;

	st = crm_sql(f->s,
	    "SELECT \"entity\", \"first\", \"last\" FROM birth "
	    "WHERE \"batch\" = ? ORDER BY \"entity\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		b[n].entity = crm_dict_find(
		    f->dict, crm_strndup(&f->arena, t.p, t.n));
		b[n].first = crm_col_int(q, 1);
		b[n].last = crm_col_int(q, 2);
		n += b[n].entity != NULL;
	}
	for (i = 0; i < n && st == CRM_OK; i++)
		st = feed_births(f, b[i].entity, b[i].first, b[i].last, err);
	return st == CRM_OK ? feed_changes(f, err) : st;
}

/* The next batch after f->number; false where there is none. */
static enum crm_status
next_batch(struct feeder *f, bool *more, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_text t;
	enum crm_status st;

	st = crm_sql(f->s,
	    "SELECT \"id\", \"number\", \"at\", \"login\", "
	    "\"program\" FROM batch WHERE \"number\" > ? "
	    "ORDER BY \"number\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->number));
	if ((st = crm_step(q, more, err)) != CRM_OK || !*more)
		return st;
	crm_arena_reset(&f->arena);
	if (crm_col_int(q, 1) <= f->number) {
		crm_reset(q);
		return crm_fail(err, CRM_FAIL,
		    "the batch behind B%lld has no number: another program "
		    "changed the log: crm-admin check",
		    (long long)f->number);
	}
	f->batch = crm_col_int(q, 0);
	f->number = crm_col_int(q, 1);
	f->at = crm_col_int(q, 2);
	t = crm_col_text(q, 3);
	f->actor = crm_strndup(&f->arena, t.p, t.n);
	t = crm_col_text(q, 4);
	f->program = crm_strndup(&f->arena, t.p, t.n);
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_feed(struct crm_store *s, int64_t since, struct crm_out *out, int64_t *last,
    struct crm_err *err)
{
	struct feeder f = { .s = s, .out = out, .number = since };
	enum crm_status st;
	bool more = true;

	while ((st = next_batch(&f, &more, err)) == CRM_OK && more &&
	    !crm_out_closed(out)) {
		if (f.dict == NULL)
			st = fields_load(s, &f.all, true, &f.dict, err);
		if (st != CRM_OK || (st = feed_batch(&f, err)) != CRM_OK)
			break;
	}
	*last = f.number;
	crm_arena_free(&f.all);
	crm_arena_free(&f.arena);
	return st;
}
