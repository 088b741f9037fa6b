/*
 * Text that a spreadsheet would take for a formula, and the apostrophe that
 * disarms it in CSV: put before it by --excel, taken off when it is read.
 */
#ifndef CRM_IO_FORMULA_H
#define CRM_IO_FORMULA_H

#include <stdbool.h>

#include <crm/base/text.h>

/* Whether the text needs an apostrophe before it.  So does one that has some
 * already, so that what is taken off is always one of ours. */
bool crm_formula_armed(struct crm_text t);
/* The text without the apostrophe that disarms it, where it has one. */
struct crm_text crm_formula_rearm(struct crm_text t);

#endif
