/* What the files of this area share. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <crm/domain/document.h>

#include "domain/core/core.h"

/* A tax is 0 to 100 %, and one of which something is exempt is 0. */
enum crm_status tax_save(const struct crm_saving *w, struct crm_err *err);
/* The code of a seller stands in numbers: letters and digits, and nobody else's. */
enum crm_status seller_save(const struct crm_saving *w, struct crm_err *err);

/* A template can be read, and is the only active one for what it is for. */
enum crm_status template_save(const struct crm_saving *w, struct crm_err *err);

/* ---- number.c ---- */

crm_hook series_save, series_hide;
crm_undo_hook series_undo;

#endif
