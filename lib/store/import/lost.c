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
