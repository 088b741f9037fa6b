/*
 * Names of persons that a file has in parts: First Name and Last Name, 姓 and 名.
 * They are joined by themselves where no column has the whole name.
 */
#include "import.h"

#include <string.h>

enum { HAN = 3 }; /* bytes of a Chinese character */

bool
person_header(struct import *im, struct crm_text header, int column)
{
	enum crm_name_part part = crm_name_part(header);

	if (im->e->person < 0 || part == CRM_NAME_WHOLE ||
	    im->part[part] != NO_PART)
		return false;
	im->part[part] = column;
	return true;
}

/* The headers of the parts, each in quotes. */
static void
put_headers(const struct import *im, struct crm_buf *out, bool *any)
{
	int i;

	for (i = 0; i < CRM_NAME_WHOLE; i++) {
		struct crm_text h;

		if (im->part[i] == NO_PART || im->used[im->part[i]])
			continue;
		h = crm_reader_column(im->r, (size_t)im->part[i]);
		crm_buf_printf(
		    out, "%s'%.*s'", *any ? ", " : "", (int)h.n, h.p);
		*any = true;
	}
}

void
person_map(struct import *im, struct crm_buf *left)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct feed *f;
	bool any = left->len > 0;
	int i;

	if (im->e->person < 0 ||
	    (im->part[0] == NO_PART && im->part[1] == NO_PART &&
		im->part[2] == NO_PART))
		return;
	f = feed_of(im, im->e->person);
	if (f->n > 0 && !f->parts) { /* the whole name is there, too */
		put_headers(im, left, &any);
		return;
	}
	any = false;
	put_headers(im, &b, &any);
	for (i = 0; i < CRM_NAME_WHOLE; i++)
		if (im->part[i] != NO_PART && !im->used[im->part[i]]) {
			f->column[f->n++] = im->part[i];
			im->used[im->part[i]] = true;
		}
	f->parts = true;
	if (any && im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena, crm_tr("%s is joined from %s"),
			im->e->field[im->e->person]->name, b.data));
	crm_buf_free(&b);
}

static bool
is_chinese(struct crm_text t)
{
	size_t i;

	for (i = 0; i + HAN <= t.n; i += HAN) {
		unsigned char c = (unsigned char)t.p[i];

		if (c < 0xE4 || c > 0xE9)
			return false;
	}
	return i == t.n && t.n > 0;
}

bool
person_join(struct import *im, const struct crm_text *part, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!is_chinese(part[i]))
			return false;
	/* The family name, which is last among the columns, comes first. */
	crm_buf_clear(&im->join);
	crm_buf_add(&im->join, part[n - 1].p, part[n - 1].n);
	for (i = 0; i < n - 1; i++)
		crm_buf_add(&im->join, part[i].p, part[i].n);
	return true;
}
