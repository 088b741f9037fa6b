/* ---- for other areas ---- */
/* Undo of documents that got their number by a verb: none may be missing, so it stays,
 * and the document is void. */
#ifndef DOCUMENT_NUMBERED_H
#define DOCUMENT_NUMBERED_H

#include "domain/core/core.h"

/* `undo` of a kind whose numbers begin with the prefix. */
enum crm_status document_number_undo(const struct crm_undoing *u,
    const char *prefix, enum crm_undo_way *way, struct crm_err *err);

/* `reverse` of one: it gets the status that says it is void. */
enum crm_status document_void(
    const struct crm_undoing *u, const char *status, struct crm_err *err);

#endif
