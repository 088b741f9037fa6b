/* Seals for a book that has none: one that an older release made, or a copy of
 * such a one. */
#include "store/book/sealed.h"
#include "store/book/seals.h"

#include <stdlib.h>

struct sealed {
	int64_t id, seal;
};

/* What was read is written behind the reading. */
static enum crm_status
write_seals(struct crm_store *s, const char *table, const struct crm_buf *list,
    struct crm_err *err)
{
	const struct sealed *x = (const struct sealed *)(const void *)
				     list->data;
	size_t i, n = list->len / sizeof *x;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	crm_buf_printf(
	    &sql, "UPDATE \"%s\" SET \"seal\" = ? WHERE \"id\" = ?", table);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_value v[] = { crm_value_int(x[i].seal),
			crm_value_int(x[i].id) };

		st = crm_run(s, sql.data, v, 2, err);
	}
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
seal_records(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct sealed_rows r;
	enum crm_status st;
	bool row;

	st = sealed_begin(&r, s, e, "WHERE \"seal\" IS NULL", err);
	while (st == CRM_OK && (st = sealed_next(&r, &row, err)) == CRM_OK &&
	    row) {
		struct sealed x = { r.id, r.seal };

		crm_buf_add(&list, &x, sizeof x);
	}
	sealed_end(&r);
	if (st == CRM_OK)
		st = write_seals(s, e->def->table, &list, err);
	crm_buf_free(&list);
	return st;
}

/* ---- batches ---- */

static int
by_id(const void *a, const void *b)
{
	const struct batch_seal *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

struct batch_seal *
batch_seals_find(const struct batch_seals *b, int64_t id)
{
	struct batch_seal key = { .id = id };

	return b->n == 0 ? NULL
			 : bsearch(&key, b->list, b->n, sizeof key, by_id);
}

enum { SEAL_COLUMN = 1, ROW_COLUMN = 2, ROW_COLUMNS = 8 };

/* What batches say of themselves; text where a column has a +. */
static enum crm_status
read_batches(struct crm_store *s, struct batch_seals *b, struct crm_err *err)
{
	static const bool text[ROW_COLUMNS] = { false, false, false, true, true,
		true, true, false };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;
	int i;

	st = crm_sql(s,
	    "SELECT \"id\", \"seal\", \"number\", \"at\", \"actor\", "
	    "\"login\", \"program\", \"args\", \"reason\", \"undoes\" "
	    "FROM batch ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_value v[ROW_COLUMNS];
		struct batch_seal *x;

		for (i = 0; i < ROW_COLUMNS; i++)
			v[i] = crm_col(q, ROW_COLUMN + i, text[i]);
		b->list = crm_grow(
		    &b->arena, b->list, b->n, &cap, sizeof *b->list);
		x = &b->list[b->n++];
		*x = (struct batch_seal){ .id = crm_col_int(q, 0),
			.number = crm_col(q, ROW_COLUMN, false),
			.at = crm_col(q, ROW_COLUMN + 1, false),
			.stored = crm_col(q, SEAL_COLUMN, false) };
		x->seal = seal_line("batch", v, ROW_COLUMNS);
	}
	return st;
}

/* Adds lines to the seals of their batches: the batch is the first column. */
static enum crm_status
add_lines(struct crm_store *s, struct batch_seals *b, const char *table,
    const char *sql, const char *text, struct crm_err *err)
{
	struct crm_value v[ROW_COLUMNS];
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct batch_seal *x = batch_seals_find(b, crm_col_int(q, 0));
		int n;

		if (x == NULL) {
			b->strays++;
			continue;
		}
		for (n = 0; text[n] != '\0'; n++)
			v[n] = crm_col(q, n + 1, text[n] == 't');
		x->seal = seal_add(x->seal, seal_line(table, v, (size_t)n));
	}
	return st;
}

enum crm_status
batch_seals_read(
    struct crm_store *s, struct batch_seals *b, struct crm_err *err)
{
	enum crm_status st;

	*b = (struct batch_seals){ .n = 0 };
	if ((st = read_batches(s, b, err)) != CRM_OK ||
	    (st = add_lines(s, b, "change",
		 "SELECT \"batch\", \"entity\", \"record\", \"field\", "
		 "\"old\", \"new\" FROM change",
		 "tittt", err)) != CRM_OK ||
	    (st = add_lines(s, b, "birth",
		 "SELECT \"batch\", \"entity\", \"first\", \"last\", \"n\" "
		 "FROM birth",
		 "tiii", err)) != CRM_OK)
		return st;
	return add_lines(s, b, "import_file",
	    "SELECT \"batch\", \"hash\", \"entity\" FROM import_file", "tt",
	    err);
}

static enum crm_status
seal_batches(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct batch_seals b;
	enum crm_status st = batch_seals_read(s, &b, err);
	size_t i;

	for (i = 0; i < b.n; i++) {
		struct sealed x = { b.list[i].id, b.list[i].seal };

		if (b.list[i].stored.kind == CRM_NULL)
			crm_buf_add(&list, &x, sizeof x);
	}
	if (st == CRM_OK)
		st = write_seals(s, "batch", &list, err);
	crm_buf_free(&list);
	crm_arena_free(&b.arena);
	return st;
}

enum crm_status
seal_all(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = seal_batches(s, err);
	size_t i;

	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = seal_records(s, s->dict->entity[i], err);
	return st;
}
