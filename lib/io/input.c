/*
 * The window on an input through which readers look: it grows with a long
 * record and drops what was read.
 */
#include "source.h"

#include <stdlib.h>
#include <string.h>

/* What iconv may write for one step must always fit behind the window. */
enum { ROOM_MIN = 4096 };

static void
drop_kept(struct crm_input *in)
{
	size_t gone = in->keep;

	if (gone == 0)
		return;
	memmove(in->data, in->data + gone, in->len - gone);
	in->len -= gone;
	in->pos -= gone;
	in->base += (int64_t)gone;
	in->keep = 0;
}

static void
make_room(struct crm_input *in)
{
	size_t cap = in->cap == 0 ? CRM_INPUT_CHUNK : in->cap;
	char *data;

	/* A long record doubles the window, so that it is read in few steps;
	 * a short rest at its front does not. */
	if (in->len > cap / 2 || cap - in->len < ROOM_MIN)
		cap *= 2;
	if (cap == in->cap)
		return;
	data = realloc(in->data, cap);
	if (data == NULL)
		crm_oom();
	in->data = data;
	in->cap = cap;
}

enum crm_status
crm_input_fill(struct crm_input *in, struct crm_err *err)
{
	enum crm_status status;
	size_t got;

	if (in->eof)
		return CRM_OK;
	drop_kept(in);
	if (in->len > CRM_RECORD_MAX)
		return crm_fail(err, CRM_INVALID,
		    "a record of more than 64 MB (is a quote left open?)");
	make_room(in);
	status = crm_source_read(
	    in->src, in->data + in->len, in->cap - in->len, &got, err);
	if (status != CRM_OK)
		return status;
	in->len += got;
	in->eof = got == 0;
	return CRM_OK;
}

enum crm_status
crm_input_start(struct crm_input *in, struct crm_err *err)
{
	static const char bom[] = "\xef\xbb\xbf";
	enum crm_status status = CRM_OK;

	crm_source_rewind(in->src);
	in->len = in->pos = in->keep = 0;
	in->base = 0;
	in->eof = false;
	while (status == CRM_OK && !in->eof && in->len < sizeof bom - 1)
		status = crm_input_fill(in, err);
	if (status == CRM_OK && in->len >= sizeof bom - 1 &&
	    memcmp(in->data, bom, sizeof bom - 1) == 0)
		in->pos = in->keep = sizeof bom - 1;
	return status;
}

void
crm_input_free(struct crm_input *in)
{
	free(in->data);
	in->data = NULL;
}
