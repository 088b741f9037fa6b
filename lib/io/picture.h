/* What the writers of pictures share: picture.c, png.c, html.c, xlsx-chart.c. */
#ifndef CRM_IO_PICTURE_H
#define CRM_IO_PICTURE_H

#include "io/chart/chart.h"

/* Says something beside the picture. */
void picture_note(const struct crm_writer *w, const char *text);
/* The drawing of rows; where there is nothing to draw its kind is CHART_NONE, the
 * scene says why, and so does a note. */
void picture_draw(struct crm_writer *w, struct chart_rows *rows, struct plot *p,
    struct scene *s);

/* png.c: has rsvg-convert paint a drawing and copies what it prints.  CRM_FAIL
 * where it is not installed, with the package that has it, or fails. */
enum crm_status
png_paint(struct crm_out *out, const struct crm_buf *svg, struct crm_err *err);

#endif
