/* Assignment: which records wait for an owner, and which are over. */
#include "assign.h"

#include <string.h>

static enum crm_status
list_waiting(struct run *u, int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_sql sql;
	enum crm_status st;

	*ids = NULL;
	*n = 0;
	crm_sql_init(&sql, &u->arena);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE t.\"owner\" IS NULL "
	    "AND t.\"deleted\" IS NULL AND ",
	    u->e->def->table);
	if (u->e->owning.pool >= 0)
		crm_buf_str(&sql.text, "t.\"pool\" IS NULL AND ");
	st = sql_is(u->s, u->e, trade_of(u->e)->waits, &sql, err);
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
	if (st == CRM_OK)
		st = crm_ids(u->s, sql.text.data, sql.bind, sql.n, &u->arena,
		    ids, n, err);
	crm_sql_free(&sql);
	return st;
}

enum crm_status
find_waiting(struct run *u, struct crm_err *err)
{
	int64_t *ids;
	enum crm_status st = list_waiting(u, &ids, &u->n, err);

	u->ids = ids;
	return st;
}

/* What came since is not locked: it waits for the next run. */
enum crm_status
drop_given(struct run *u, struct crm_err *err)
{
	enum crm_status st;
	int64_t *now;
	size_t n, i, j = 0, kept = 0;

	if ((st = list_waiting(u, &now, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n; i++) {
		while (j < u->n && u->ids[j] < now[i])
			j++;
		if (j < u->n && u->ids[j] == now[i])
			now[kept++] = now[i];
	}
	u->ids = now;
	u->n = kept;
	return CRM_OK;
}

enum crm_status
check_open(struct run *u, struct crm_err *err)
{
	const struct crm_trade *kind = trade_of(u->e);
	enum crm_status st;
	bool open;

	if (kind->state == NULL && kind->ended == NULL)
		return CRM_OK;
	st = record_is(u->s, kind->open, &u->record, &open, err);
	if (st != CRM_OK || open)
		return st;
	return crm_fail_record(err, CRM_RULE, "%s is %s; only %s are assigned",
	    typed_id(&u->one, u->e, u->record.id),
	    kind->ended != NULL
		? crm_tr(kind->ended)
		: text_dup(&u->one, word_of(&u->record, kind->state)),
	    crm_tr(kind->words));
}
