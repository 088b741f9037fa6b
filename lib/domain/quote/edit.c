/*
 * The hooks of quotes: what was sent or is over is not edited but revised; one with a
 * number stays.
 */
#include "quote.h"

#include "domain/document/day.h"
#include "domain/document/head.h"
#include "domain/document/partner.h"

#include "domain/document/numbered.h"
#include "domain/document/part.h"

#include <crm/domain/approval.h>
#include <crm/domain/line.h>
#include <crm/domain/numbering.h>

const char quote_prefix[] = "QT";

const struct crm_lines quote_lines_kind = { .kind = "quote-line",
	.of = "quote",
	.day = "quoted_on",
	.sums_imports = true };

static bool
is_fixed(struct crm_text status)
{
	return status.n > 0 && !crm_text_is(status, "draft") &&
	    !crm_text_is(status, "pending") && !crm_text_is(status, "approved");
}

static enum crm_status
refuse(struct crm_store *s, int64_t quote, struct crm_text status,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "quote");
	struct crm_text word = word_for(e, "status", status);
	const char *id = typed_id(a, e, quote);

	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s and is not edited: crm-deal quote revise %s makes its "
	    "next version",
	    id, (int)word.n, word.p, id);
}

/* ---- quotes ---- */

/* It holds on the day that it is of, at least; one that came otherwise is still edited. */
static enum crm_status
check_days(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *from = value_of(w->new, "quoted_on");
	const struct crm_value *until = value_of(w->new, "valid_until");

	if (w->undo || from->kind != CRM_INT || until->kind != CRM_INT ||
	    from->i <= until->i ||
	    (w->old != NULL && !differs(w->old, w->new, "quoted_on") &&
		!differs(w->old, w->new, "valid_until")))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "valid_until",
	    "%s is before quoted_on, %s", date_dup(w->arena, until->i),
	    date_dup(w->arena, from->i));
}

enum crm_status
quote_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = step_check_first(&quote_steps, w, err);

	if (st == CRM_OK)
		st = check_days(w, err);
	if (st == CRM_OK)
		st = document_head(w, err);
	if (st == CRM_OK)
		st = document_number_save(w, quote_prefix, "quoted_on", err);
	if (st == CRM_OK)
		st = document_day_past(w, "quoted_on", err);
	if (st == CRM_OK)
		st = document_partner(w, err);
	if (st == CRM_OK)
		st = crm_consent_save(w, err);
	if (st == CRM_OK)
		st = crm_lines_sum(&quote_lines_kind, w, err);
	if (st != CRM_OK || is_as_it_was(w) || w->old == NULL ||
	    differs(w->old, w->new, "status") ||
	    !is_fixed(text_of(w->old, "status")) || edited_later(w) == NULL)
		return st;
	return refuse(
	    w->store, w->new->id, text_of(w->old, "status"), w->arena, err);
}

enum crm_status
quote_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = document_number_saved(w, quote_prefix, err);

	if (st == CRM_OK)
		st = quote_version_saved(w, err);
	if (st == CRM_OK)
		st = crm_lines_saved(&quote_lines_kind, w, err);
	return st == CRM_OK ? crm_consent_saved(w, err) : st;
}

/* A later version has the number of the first with its own behind it. */
enum crm_status
quote_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status");
	bool sent = crm_text_is(status, "sent");
	const char *id;

	if (is_as_it_was(w) || !is_fixed(status) ||
	    (!sent && value_of(w->new, "previous")->kind == CRM_NULL))
		return document_number_hide(w, quote_prefix, "withdraw", err);
	id = typed_id(w->arena, w->new->entity, w->new->id);
	if (sent)
		return crm_fail_record(err, CRM_RULE,
		    "%s was sent and stays, with its number: crm-deal quote "
		    "withdraw %s takes it back",
		    id, id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s and stays, with its number", id,
	    (int)word_of(w->new, "status").n, word_of(w->new, "status").p);
}

/* ---- lines ---- */

/* The state of its quote, where that is not edited any more; else empty. */
static enum crm_status
fixed_state(struct crm_store *s, const struct crm_record *line,
    struct crm_arena *a, struct crm_text *status, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*status = (struct crm_text){ NULL, 0 };
	st = crm_sql(
	    s, "SELECT \"status\" FROM quote WHERE \"id\" = ?", &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, *value_of(line, "quote"));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (is_fixed(crm_col_text(q, 0)))
		*status = crm_text_of(text_dup(a, crm_col_text(q, 0)));
	crm_reset(q);
	return CRM_OK;
}

static enum crm_status
check_open(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status;
	enum crm_status st;
	bool is_free;

	st = document_part_free(w, quote_lines_kind.of, &is_free, err);
	if (st != CRM_OK || is_free)
		return st;
	st = fixed_state(w->store, w->new, w->arena, &status, err);
	return st == CRM_OK && status.n > 0
	    ? refuse(
		  w->store, value_of(w->new, "quote")->i, status, w->arena, err)
	    : st;
}

enum crm_status
quote_line_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_open(w, err);

	if (st == CRM_OK)
		st = crm_consent_part_save(w, err);
	return st == CRM_OK ? crm_line_save(&quote_lines_kind, w, err) : st;
}

enum crm_status
quote_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_open(w, err);

	return st == CRM_OK ? crm_consent_part_save(w, err) : st;
}

enum crm_status
quote_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = crm_line_saved(&quote_lines_kind, w, err);

	return st == CRM_OK ? crm_consent_part(w, err) : st;
}

/* ---- undo ---- */

/* One that got its number stays, as one that another took the place of. */
enum crm_status
quote_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = document_number_undo(
	    u, quote_prefix, &quote_lines_kind, way, err);

	return st == CRM_OK && *way == CRM_UNDO_BACK
	    ? document_undo_agreed(u, err)
	    : st;
}

enum crm_status
quote_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return document_void(u, "superseded", err);
}
