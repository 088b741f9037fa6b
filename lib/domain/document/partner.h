/* ---- for other areas ---- */
#ifndef DOCUMENT_PARTNER_H
#define DOCUMENT_PARTNER_H

#include "document.h"

/* In `save` of a document or a deal: its partner, where somebody names one, is a
 * customer of that kind, and not its own. */
crm_hook document_partner;

#endif
