/* ---- for other areas ---- */
/* A part of a document is edited where its document is: whoever writes one asks first
 * whether that is an edit at all. */
#ifndef DOCUMENT_PART_H
#define DOCUMENT_PART_H

#include "document.h"

/*
 * In `save` and `hide` of a part whose field `of` names its document: whether its
 * document's state is nothing to it.  That is so of what an import brings of a document
 * which no verb ever moved, as it came itself; of what is written behind rows of an
 * import; and of what an undo or a restore brings back together with its document, or
 * with the state of that.
 */
enum crm_status document_part_free(
    const struct crm_saving *w, const char *of, bool *yes, struct crm_err *err);

#endif
