/* Texts that were lost before they came here. */
#include "import.h"

#include <string.h>

bool
lost_wholly(struct crm_text t)
{
	bool marks = false;
	size_t i = 0;

	while (i < t.n) {
		struct crm_text rest = { t.p + i, t.n - i };
		bool wide = rest.n >= 3 && memcmp(rest.p, "？", 3) == 0;

		if (!wide && t.p[i] != '?' && t.p[i] != ' ')
			return false;
		marks = marks || t.p[i] != ' ';
		i += wide ? 3 : 1;
	}
	return marks;
}

enum crm_status
lost_refuse(struct feed *f, const struct crm_field *fd, struct crm_text t,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	if (!crm_type_is_text(fd->type) && fd->type != CRM_T_REF)
		return CRM_OK;
	f->lost++;
	if (fd->type == CRM_T_NOTE)
		return CRM_OK;
	crm_quote(quoted, t);
	return crm_fail_field(err, CRM_INVALID, fd->name,
	    "'%s' is nothing but question marks: the text was lost in a "
	    "conversion; export it again as UTF-8 or .xlsx (--null '%s' takes "
	    "it for blank)",
	    quoted, quoted);
}

/* A column that lost its text is told as such: of its rows only the first are
 * shown, and in a note it is no error. */
void
lost_tell(struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_feeds && im->o->note != NULL; i++) {
		const struct feed *f = &im->feed[i];
		struct crm_text header;

		if (f->lost == 0 || f->n == 0)
			continue;
		header = crm_reader_column(im->r, (size_t)f->column[0]);
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "%lld cell%s of %.*s hold%s only question marks: the "
			    "file lost its text in a conversion"),
			(long long)f->lost, f->lost == 1 ? "" : "s",
			(int)header.n, header.p, f->lost == 1 ? "s" : ""));
	}
}
