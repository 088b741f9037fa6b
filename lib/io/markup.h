/* Texts in HTML and SVG. */
#ifndef CRM_IO_MARKUP_H
#define CRM_IO_MARKUP_H

#include <crm/base/mem.h>

/* Appends a text: nothing in it is markup, in an element or in a quoted attribute;
 * what no XML may have is left out. */
void markup_text(struct crm_buf *out, const char *text);

#endif
