/* Sort lists, parsed and said in SQL. */
#include "ast.h"

#include <string.h>

static size_t
count(const char *text)
{
	size_t n = 1;

	for (; *text != '\0'; text++)
		n += *text == ',';
	return n;
}

enum crm_status
crm_sort_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, struct crm_arena *arena, struct crm_sort *out,
    struct crm_err *err)
{
	struct crm_text item;
	enum crm_status st;

	memset(out, 0, sizeof *out);
	if (text == NULL || *text == '\0')
		return CRM_OK;
	out->path = crm_alloc_n(arena, count(text), sizeof *out->path);
	out->descending = crm_alloc_n(
	    arena, count(text), sizeof *out->descending);
	while (list_next(&text, &item)) {
		bool down = item.n > 0 && item.p[0] == '-';

		if (down || (item.n > 0 && item.p[0] == '+')) {
			item.p++;
			item.n--;
		}
		if (item.n == 0)
			return crm_fail(err, CRM_USAGE,
			    "a field is missing in the sort list");
		st = crm_path_parse(d, e, item, arena, &out->path[out->n], err);
		if (st != CRM_OK)
			return st;
		out->descending[out->n++] = down;
	}
	return CRM_OK;
}

/* By the name of the record that a reference leads to: one step further than
 * the path goes. */
static void
by_label(struct crm_sql *out, const struct crm_path *p, const char *alias)
{
	const struct crm_entity *far = p->to;
	int label = far->shown;

	if (label < 0) {
		sql_path(out, p, FORM_VALUE, alias);
		return;
	}
	crm_buf_str(&out->text, "(SELECT ");
	sql_field(out, far->field[label], FORM_KEY, ALIAS_FAR);
	crm_buf_printf(&out->text,
	    " FROM \"%s\" " ALIAS_FAR " WHERE " ALIAS_FAR ".\"id\" = ",
	    far->def->table);
	sql_path(out, p, FORM_VALUE, alias);
	crm_buf_char(&out->text, ')');
}

void
crm_sort_sql(const struct crm_entity *e, const struct crm_sort *s,
    const char *alias, struct crm_sql *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct crm_path *p = &s->path[i];

		if (p->to != NULL && !p->as_id)
			by_label(out, p, alias);
		else
			sql_path(out, p, FORM_KEY, alias);
		crm_buf_str(&out->text, s->descending[i] ? " DESC" : "");
		if (p->steps == 0 && p->field == e->id)
			return; /* total already, nothing behind it counts */
		crm_buf_str(&out->text, " NULLS LAST, ");
	}
	crm_buf_printf(&out->text, "%s.\"id\"", alias);
}
