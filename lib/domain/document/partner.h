/* ---- for other areas ---- */
#ifndef DOCUMENT_PARTNER_H
#define DOCUMENT_PARTNER_H

#include "document.h"

/* In `save` of a document: its partner, where somebody names one, is a customer of
 * that kind. */
crm_hook document_partner;

#endif
