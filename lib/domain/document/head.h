/* ---- for other areas ---- */
#ifndef DOCUMENT_HEAD_H
#define DOCUMENT_HEAD_H

#include "document.h"

/* In `save` of a document: that its rate, where it changes, is above zero and its discount
 * a share of the whole; of a deal and for nobody it is for the deal's customer.  An
 * import is asked as well, an undo is not. */
crm_hook document_head;

#endif
