/* lint: what is amiss in good data; the rows are its findings. */
#include "cli/internal.h"

#include <crm/domain/lint.h>
#include <crm/cli/verbs.h>

enum { FINDING_COLUMNS = 4, MEANING_COLUMNS = 3 };

#define TEXT_COLUMN(n, english, chinese) \
	{ \
		.name = n, .label = chinese_label ? chinese : english, \
		.type = CRM_T_TEXT, .currency = -1 \
	}

struct findings {
	struct crm_rows *rows;
	size_t n;
};

static enum crm_status
finding(void *ctx, const struct crm_finding *f, struct crm_err *err)
{
	struct findings *out = ctx;
	const struct crm_value v[FINDING_COLUMNS] = { crm_value_int(f->record),
		crm_value_text(crm_text_of(f->code)),
		crm_value_text(crm_text_of(f->field)),
		crm_value_text(crm_text_of(crm_tr(f->text))) };

	out->n++;
	return crm_rows_put(out->rows, v, err);
}

/* --define: the codes and what they mean. */
static enum crm_status
define(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_lint_check *k = crm_lint_checks(c->entity);
	bool chinese_label = c->chinese;
	const struct crm_column columns[MEANING_COLUMNS] = {
		TEXT_COLUMN("code", "Code", "代码"),
		TEXT_COLUMN("field", "Field", "字段"),
		TEXT_COLUMN("meaning", "Meaning", "含义"),
	};
	struct crm_rows *rows = NULL;
	enum crm_status st;

	st = crm_rows_open(c, columns, MEANING_COLUMNS, &rows, err);
	for (; k->code != NULL && st == CRM_OK; k++) {
		const struct crm_value v[MEANING_COLUMNS] = {
			crm_value_text(crm_text_of(k->code)),
			crm_value_text(crm_text_of(k->field)),
			crm_value_text(crm_text_of(crm_tr(k->message)))
		};

		st = crm_rows_put(rows, v, err);
	}
	return crm_rows_end(rows, st, err);
}

static enum crm_status
find(struct crm_cmd *c, const struct crm_lint_opts *o, struct findings *f,
    struct crm_err *err)
{
	const struct crm_field *id = c->entity->field[c->entity->id];
	bool chinese_label = c->chinese;
	const struct crm_column columns[FINDING_COLUMNS] = {
		{ .name = id->name,
		    .label = crm_field_label(id, c->chinese),
		    .type = CRM_T_ID,
		    .code = c->entity->def->code,
		    .currency = -1 },
		TEXT_COLUMN("code", "Code", "代码"),
		TEXT_COLUMN("field", "Field", "字段"),
		TEXT_COLUMN("message", "Message", "说明"),
	};
	enum crm_status st;

	st = crm_rows_open_hushed(c, columns, FINDING_COLUMNS, &f->rows, err);
	if (st == CRM_OK)
		st = crm_lint(c->store, c->entity, o, finding, f, err);
	return crm_rows_end(f->rows, st, err);
}

enum crm_status
crm_verb_lint(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_lint_opts o = { .n_ids = c->ids.n };
	struct findings f = { NULL, 0 };
	struct crm_filter *where;
	static const int64_t none;
	enum crm_status st;

	if (crm_has(c, CRM_OPT_DEFINE))
		return define(c, err);
	if (c->n_operands > 0)
		o.ids = c->ids.n > 0 ? c->ids.id : &none;
	if ((st = crm_cmd_filter(c, c->entity, &where, err)) != CRM_OK)
		return st;
	o.where = where;
	if ((st = find(c, &o, &f, err)) != CRM_OK)
		return st;
	if (f.n > 0)
		return crm_fail(err, CRM_INVALID,
		    "%zu finding%s; what the "
		    "codes mean: %s lint --define",
		    f.n, f.n == 1 ? "" : "s",
		    crm_entity_command(c->entity, c->arena));
	if (!crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "nothing was found");
	return CRM_OK;
}
