/* Which of many ids there are, some hundred a question. */
#include "internal.h"

#include <string.h>

enum { IDS_AT_ONCE = 256 };

/* Which of some ids there are; `q` has as many marks, which the last id fills. */
static enum crm_status
mark_there(struct crm_stmt *q, const int64_t *id, size_t n, bool *there,
    struct crm_err *err)
{
	enum crm_status st;
	size_t i;
	bool row;

	memset(there, 0, n * sizeof *there);
	for (i = 0; i < IDS_AT_ONCE; i++)
		crm_bind(q, (int)i + 1, crm_value_int(id[i < n ? i : n - 1]));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		for (i = 0; i < n; i++)
			if (id[i] == crm_col_int(q, 0))
				there[i] = true;
	return st;
}

enum crm_status
crm_first_missing(struct crm_store *s, const struct crm_entity *e,
    const int64_t *id, size_t n, bool hidden, int64_t *missing,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	bool there[IDS_AT_ONCE];
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, j, some;

	*missing = 0;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE %s\"id\" IN (",
	    e->def->table, hidden ? "" : "\"deleted\" IS NULL AND ");
	for (i = 0; i < IDS_AT_ONCE; i++)
		crm_buf_str(&sql, i == 0 ? "?" : ", ?");
	crm_buf_char(&sql, ')');
	st = crm_sql_few(s, sql.data, &q, err);
	crm_buf_free(&sql);
	for (i = 0; i < n && st == CRM_OK && *missing == 0; i += some) {
		some = n - i < IDS_AT_ONCE ? n - i : IDS_AT_ONCE;
		st = mark_there(q, id + i, some, there, err);
		for (j = 0; j < some && st == CRM_OK && *missing == 0; j++)
			if (!there[j])
				*missing = id[i + j];
	}
	return st;
}
