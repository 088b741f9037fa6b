/* ---- for other areas ---- */
#ifndef DOCUMENT_HEAD_H
#define DOCUMENT_HEAD_H

#include "document.h"

/* In `save` of a document: where it comes back, what it was made of still says so; where it
 * says no rate it has that of its day, and where it is for nobody the customer of its deal;
 * a rate that changes is above zero, and its discount a share of the whole.  An import is
 * asked as well, an undo of the first alone. */
crm_hook document_head;

#endif
