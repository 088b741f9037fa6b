/*
 * A header that comes again among the records: two exports were put together, or the
 * pages of a report.  It is no record; where its columns are others, neither are the
 * rows below it.
 */
#include "import.h"

static struct crm_text
column_of(const struct import *im, size_t i)
{
	return crm_text_trim(crm_reader_column(im->r, i));
}

bool
header_again(const struct import *im, const struct crm_row *row)
{
	bool named = false;
	size_t i;

	if (row->n != crm_reader_columns(im->r))
		return false;
	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (!crm_text_eq(t, column_of(im, i)))
			return false;
		named = named || t.n > 0;
	}
	return named;
}

static bool
is_own_header(const struct import *im, struct crm_text t)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(im->r); i++)
		if (crm_text_eq(t, column_of(im, i)))
			return true;
	return false;
}

/* Whether all it has are headers, more than one, and the first one of this file. */
static bool
is_other(const struct import *im, const struct crm_row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (t.n == 0)
			continue;
		if (!is_own_header(im, t) &&
		    (n == 0 || crm_field_match(im->e, t, NULL) < 0))
			return false;
		n++;
	}
	return n > 1;
}

enum crm_status
header_other(
    const struct import *im, const struct crm_row *row, struct crm_err *err)
{
	if (!is_other(im, row))
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "%s:%lld: a header again, of other columns than the first: two "
	    "files were put together; import each by itself",
	    crm_reader_name(im->r), (long long)row->line);
}
