/* ---- for other areas ---- */
#ifndef DOCUMENT_HEAD_H
#define DOCUMENT_HEAD_H

#include "document.h"

/* In `save` of a document: what it was made of says so, where it comes back; it has the rate of its day where it says none, and of a deal the
 * deal's customer where it is for nobody; that its rate, where it changes, is above zero
 * and its discount a share of the whole.  An import is asked as well, an undo
 * of the first alone. */
crm_hook document_head;

#endif
