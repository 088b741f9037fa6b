/*
 * A header that names a reference by the key of its record: "Customer Code" in a
 * list of orders, "Account Number", 客户编号.
 */
#include "import.h"

#include <string.h>

/* Squeezed, as headers are compared. */
static const char *const key_words[] = { "number", "num", "code", "no", "nr",
	"编号", "编码", "代码", "代号", "号码", "号" };

static bool
ends_with(struct crm_text *t, const char *tail)
{
	size_t n = strlen(tail);

	if (t->n <= n || memcmp(t->p + t->n - n, tail, n) != 0)
		return false;
	t->n -= n;
	return true;
}

/* Whether the field refers to what has a code as its key. */
static bool
refers_by_code(const struct import *im, const struct crm_field *f)
{
	const struct crm_entity *to;

	if (f->type != CRM_T_REF || (f->flags & CRM_F_READONLY) != 0 ||
	    (to = crm_dict_find(im->s->dict, f->ref)) == NULL ||
	    to->key[0] < 0 || to->key[1] >= 0)
		return false;
	return (to->field[to->key[0]]->flags & CRM_F_CODE) != 0;
}

int
keyed_header(struct import *im, struct crm_text header)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text stem;
	int field = -1;
	size_t i;

	crm_squeeze(&b, crm_header_bare(crm_text_trim(header)));
	for (i = 0; i < sizeof key_words / sizeof *key_words && field < 0;
	     i++) {
		stem = (struct crm_text){ b.data, b.len };
		if (ends_with(&stem, key_words[i]))
			field = crm_field_match(im->e, stem, NULL);
	}
	crm_buf_free(&b);
	return field >= 0 && refers_by_code(im, im->e->field[field]) ? field
								     : -1;
}
