/*
 * A part of the archive, inflated piece by piece into expat.
 *
 * What a workbook never has and an attack may have is refused here: a document
 * type (and so any entity), a part that inflates beyond measure, deep nesting,
 * a tag without end.
 */
#include "xlsx-in.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

static const char *
local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

const char *
xlsx_attr(const char **attr, const char *name)
{
	for (; attr[0] != NULL; attr += 2)
		if (strcmp(local(attr[0]), name) == 0)
			return attr[1];
	return NULL;
}

long long
xlsx_whole(const char *text)
{
	enum { DIGITS_MAX = 15 };
	size_t n = text == NULL ? 0 : strspn(text, "0123456789");

	if (n == 0 || n > DIGITS_MAX || text[n] != '\0')
		return -1;
	return strtoll(text, NULL, 10);
}

bool
xlsx_true(const char *text)
{
	return text != NULL &&
	    (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 ||
		strcmp(text, "on") == 0);
}

void
xlsx_part_stop(struct xlsx_part *p)
{
	p->lib->XML_StopParser(p->xml, XML_FALSE);
}

void
xlsx_part_pause(struct xlsx_part *p)
{
	p->lib->XML_StopParser(p->xml, XML_TRUE);
}

static bool
stopped(const struct xlsx_part *p)
{
	return p->err.status != CRM_OK;
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct xlsx_part *p = ctx;

	p->depth++;
	if (stopped(p))
		return;
	if (p->depth > XLSX_DEPTH_MAX) {
		crm_fail(&p->err, CRM_INVALID,
		    "%s: tags nested more than %d deep", p->name,
		    XLSX_DEPTH_MAX);
		xlsx_part_stop(p);
		return;
	}
	p->handler->start(p->ctx, p, local(name), attr, p->depth);
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct xlsx_part *p = ctx;
	int depth = p->depth--;

	if (!stopped(p) && p->handler->end != NULL)
		p->handler->end(p->ctx, p, local(name), depth);
}

static void XMLCALL
on_text(void *ctx, const XML_Char *s, int n)
{
	struct xlsx_part *p = ctx;

	if (!stopped(p))
		p->handler->text(p->ctx, p, s, n);
}

static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int internal)
{
	struct xlsx_part *p = ctx;

	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	crm_fail(&p->err, CRM_INVALID,
	    "%s: declares a document type, which may hold entities and has no "
	    "place in a workbook",
	    p->name);
	xlsx_part_stop(p);
}

enum crm_status
xlsx_part_open(struct xlsx_in *x, const char *name,
    const struct xlsx_handler *handler, void *ctx, struct xlsx_part *out,
    struct crm_err *err)
{
	const struct crm_xlsx_in_lib *lib = &x->lib;
	zip_int64_t at = lib->zip_name_locate(x->zip, name, ZIP_FL_NOCASE);
	struct zip_stat st = { 0 };

	*out = (struct xlsx_part){
		.lib = lib, .handler = handler, .ctx = ctx, .name = name
	};
	if (at < 0)
		return crm_fail(err, CRM_INVALID,
		    "the workbook lacks its part %s; was it cut off?", name);
	if (lib->zip_stat_index(x->zip, (zip_uint64_t)at, 0, &st) == 0) {
		out->packed = st.comp_size;
		out->size = st.size;
	}
	out->file = lib->zip_fopen_index(x->zip, (zip_uint64_t)at, 0);
	if (out->file == NULL)
		return crm_fail(err, CRM_INVALID, "%s: %s", name,
		    lib->zip_strerror(x->zip));
	out->xml = lib->XML_ParserCreate(NULL);
	if (out->xml == NULL)
		crm_oom();
	lib->XML_SetUserData(out->xml, out);
	lib->XML_SetElementHandler(out->xml, on_start, on_end);
	lib->XML_SetStartDoctypeDeclHandler(out->xml, on_doctype);
	if (handler->text != NULL)
		lib->XML_SetCharacterDataHandler(out->xml, on_text);
	return CRM_OK;
}

/* The next piece into the parser's own buffer. */
static enum crm_status
fill(struct xlsx_part *p, void **buffer, int *n, struct crm_err *err)
{
	zip_int64_t got;

	*buffer = p->lib->XML_GetBuffer(p->xml, CHUNK);
	if (*buffer == NULL)
		crm_oom();
	got = p->lib->zip_fread(p->file, *buffer, CHUNK);
	if (got < 0)
		return crm_fail(err, CRM_INVALID, "%s: damaged: %s", p->name,
		    p->lib->zip_file_strerror(p->file));
	*n = (int)got;
	p->read += (uint64_t)got;
	if (p->read > XLSX_FREE && p->read / XLSX_RATIO_MAX > p->packed)
		return crm_fail(err, CRM_INVALID,
		    "%s: inflates to more than %d times its size in the "
		    "archive, which no sheet of data does",
		    p->name, XLSX_RATIO_MAX);
	return CRM_OK;
}

static enum crm_status
bad_xml(struct xlsx_part *p, struct crm_err *err)
{
	if (stopped(p)) {
		if (err != NULL)
			*err = p->err;
		return p->err.status;
	}
	return crm_fail(err, CRM_INVALID, "%s: broken XML: %s", p->name,
	    p->lib->XML_ErrorString(p->lib->XML_GetErrorCode(p->xml)));
}

/* What the parser still holds of a tag whose end is not read yet. */
static bool
is_endless(const struct xlsx_part *p)
{
	XML_Index at = p->lib->XML_GetCurrentByteIndex(p->xml);

	return at >= 0 && p->read - (uint64_t)at > XLSX_TOKEN_MAX + CHUNK;
}

/* One piece, or what is left of one behind a pause. */
static enum crm_status
advance(struct xlsx_part *p, struct crm_err *err)
{
	enum XML_Status parsed;
	void *buffer;
	int n = 0;

	if (p->paused) {
		p->paused = false;
		parsed = p->lib->XML_ResumeParser(p->xml);
	} else {
		enum crm_status status = fill(p, &buffer, &n, err);

		if (status != CRM_OK)
			return status;
		p->last = n == 0;
		parsed = p->lib->XML_ParseBuffer(p->xml, n, p->last);
	}
	if (parsed == XML_STATUS_ERROR)
		return bad_xml(p, err);
	if (parsed == XML_STATUS_SUSPENDED)
		p->paused = true;
	else if (is_endless(p))
		return crm_fail(err, CRM_INVALID,
		    "%s: a tag of more than %d bytes", p->name, XLSX_TOKEN_MAX);
	else
		p->ended = p->last;
	return CRM_OK;
}

enum crm_status
xlsx_part_run(struct xlsx_part *p, struct crm_err *err)
{
	enum crm_status status;

	do
		status = p->ended ? CRM_OK : advance(p, err);
	while (status == CRM_OK && !p->paused && !p->ended);
	return status;
}

void
xlsx_part_close(struct xlsx_part *p)
{
	if (p->file != NULL)
		p->lib->zip_fclose(p->file);
	if (p->xml != NULL)
		p->lib->XML_ParserFree(p->xml);
	p->file = NULL;
	p->xml = NULL;
}

enum crm_status
xlsx_part_read(struct xlsx_in *x, const char *name,
    const struct xlsx_handler *handler, void *ctx, struct crm_err *err)
{
	struct xlsx_part p;
	enum crm_status status = xlsx_part_open(x, name, handler, ctx, &p, err);

	if (status == CRM_OK)
		status = xlsx_part_run(&p, err);
	xlsx_part_close(&p);
	return status;
}
