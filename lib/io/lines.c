/* Physical lines of an input, whatever ends them. */
#include "impl.h"

#include <string.h>

void
crm_finder_init(struct crm_finder *f, char byte)
{
	f->byte = byte;
	f->hit = CRM_NOWHERE;
	f->seen = 0;
}

size_t
crm_finder_search(struct crm_finder *f, const struct crm_input *in, size_t from)
{
	int64_t start = in->base + (int64_t)from;
	const char *p;

	if (start < f->seen)
		start = f->seen;
	from = (size_t)(start - in->base);
	if (from >= in->len)
		return in->len;
	p = memchr(in->data + from, f->byte, in->len - from);
	if (p == NULL) {
		f->seen = in->base + (int64_t)in->len;
		return in->len;
	}
	f->hit = in->base + (p - in->data);
	f->seen = f->hit + 1;
	return (size_t)(p - in->data);
}

void
crm_lines_init(struct crm_lines *l)
{
	crm_finder_init(&l->lf, '\n');
	crm_finder_init(&l->cr, '\r');
	l->number = 0;
}

/* True where the window holds the line and what its end is made of. */
static bool
find_end(struct crm_lines *l, const struct crm_input *in, struct crm_line *line)
{
	size_t lf = crm_finder_next(&l->lf, in, in->pos);
	size_t cr = crm_finder_next(&l->cr, in, in->pos);
	size_t at = lf < cr ? lf : cr;

	line->at = in->pos;
	line->n = at - in->pos;
	if (at == in->len) {
		line->end = 0;
		return in->eof;
	}
	line->end = cr + 1 == lf && lf < in->len ? 2 : 1;
	return at != cr || cr + 1 < in->len || in->eof;
}

enum crm_status
crm_lines_next(struct crm_lines *l, struct crm_input *in, struct crm_line *line,
    bool *more, struct crm_err *err)
{
	while (!find_end(l, in, line)) {
		enum crm_status status = crm_input_fill(in, err);

		if (status != CRM_OK)
			return status;
	}
	*more = line->n + line->end > 0;
	l->number += *more;
	in->pos += line->n + line->end;
	return CRM_OK;
}
