/* ---- for other areas ---- */
/* Documents that got their number by a verb: none may be missing, so it stays, and where
 * it is undone the document is void. */
#ifndef DOCUMENT_NUMBERED_H
#define DOCUMENT_NUMBERED_H

#include "domain/core/core.h"

#include <crm/domain/line.h>

/* In `saved` of a kind: the series knows its number; one that was given stays
 * (CRM_RULE), but an import may correct another's.
 * One of our form that nobody was given is refused, but of an import. */
enum crm_status document_number_saved(
    const struct crm_saving *w, const char *prefix, struct crm_err *err);

/* In `save` of a kind whose numbers say of which seller and of which day (its field `day`)
 * they are: those stay with one that was given. */
enum crm_status document_number_save(const struct crm_saving *w,
    const char *prefix, const char *day, struct crm_err *err);

/* In `hide` of a kind with a consent: CRM_RULE where it was submitted; `verb` takes it
 * back ("cancel"). */
enum crm_status document_number_hide(const struct crm_saving *w,
    const char *prefix, const char *verb, struct crm_err *err);

/* `undo` of a kind whose numbers begin with the prefix, and of its lines: CRM_RULE where
 * it would be agreed to again, and was edited since. */
enum crm_status
document_number_undo(const struct crm_undoing *u, const char *prefix,
    const struct crm_lines *k, enum crm_undo_way *way, struct crm_err *err);

/* In `undo` of one: CRM_RULE where the batch changed anything that both sides agreed to
 * since (fields_that_stay). */
enum crm_status
document_undo_agreed(const struct crm_undoing *u, struct crm_err *err);

/* `reverse` of one: it gets the status that says it is void. */
enum crm_status document_void(
    const struct crm_undoing *u, const char *status, struct crm_err *err);

#endif
