/*
 * The XML of a statement: expat, loaded when one is read.  What a statement never has and
 * an attack may have is refused: a document type, and so any entity; deep nesting; text
 * without end.
 */
#include "camt.h"

#if !__has_include(<expat.h>)
#error \
    "expat.h is missing: scripts/setup installs what is needed (on Debian the \
package libexpat1-dev)"
#endif

#include <expat.h>

#include <crm/base/dl.h>

#include <string.h>

#define FUNCTIONS(X) \
	X(XML_ErrorString) \
	X(XML_GetCurrentLineNumber) \
	X(XML_GetErrorCode) \
	X(XML_Parse) \
	X(XML_ParserCreate) \
	X(XML_ParserFree) \
	X(XML_SetCharacterDataHandler) \
	X(XML_SetElementHandler) \
	X(XML_SetStartDoctypeDeclHandler) \
	X(XML_SetUserData) \
	X(XML_StopParser)

enum {
	TEXT_MAX = 64 * 1024,
	CHUNK = 64 * 1024,
};

struct camt_xml {
	void *handle;
#define X(name) __typeof__(&name) name;
	FUNCTIONS(X)
#undef X
	XML_Parser xml;
};

void
camt_stop(struct camt *c, const char *what)
{
	crm_fail(&c->err, CRM_INVALID, "line %lld: %s",
	    (long long)c->x->XML_GetCurrentLineNumber(c->x->xml), what);
	c->x->XML_StopParser(c->x->xml, XML_FALSE);
}

/* ---- where ---- */

const char *
camt_name(const struct camt *c, int up)
{
	return c->depth > up ? c->path[c->depth - up] : "";
}

bool
camt_is_in(const struct camt *c, const char *path)
{
	int n = 0, up;
	const char *p;

	for (p = path; *p != '\0'; p++)
		n += *p == '/';
	for (up = n, p = path; up >= 0; up--) {
		const char *name = camt_name(c, up);
		size_t len = strcspn(p, "/");

		if (strlen(name) != len || memcmp(name, p, len) != 0)
			return false;
		p += len + (p[len] == '/');
	}
	return true;
}

bool
camt_is_within(const struct camt *c, const char *name)
{
	int i;

	for (i = 1; i <= c->depth; i++)
		if (strcmp(c->path[i], name) == 0)
			return true;
	return false;
}

static const char *
local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct camt *c = ctx;

	if (c->err.status != CRM_OK)
		return;
	if (c->depth == CAMT_DEPTH_MAX) {
		camt_stop(c, crm_tr("tags nested too deep"));
		return;
	}
	c->path[++c->depth] = crm_strdup(&c->s->a, local(name));
	crm_buf_clear(&c->text);
	c->currency_attr = NULL;
	for (; attr[0] != NULL; attr += 2)
		if (strcmp(local(attr[0]), "Ccy") == 0)
			c->currency_attr = crm_strdup(&c->s->a, attr[1]);
	camt_begin(c, (int64_t)c->x->XML_GetCurrentLineNumber(c->x->xml));
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct camt *c = ctx;

	(void)name;
	if (c->err.status != CRM_OK)
		return;
	camt_end(c);
	crm_buf_clear(&c->text);
	c->depth--;
}

static void XMLCALL
on_text(void *ctx, const XML_Char *s, int n)
{
	struct camt *c = ctx;

	if (c->err.status != CRM_OK)
		return;
	if (c->text.len + (size_t)n > TEXT_MAX)
		camt_stop(c, crm_tr("a text longer than any of a statement"));
	else
		crm_buf_add(&c->text, s, (size_t)n);
}

static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	camt_stop(ctx,
	    crm_tr("declares a document type, which may hold entities and "
		   "has no place in a statement"));
}

/* ---- the parser ---- */

static enum crm_status
load(struct camt_xml *x, struct crm_err *err)
{
	static const struct crm_library library = { CRM_EXPAT_SONAME,
		"libexpat1", N_("reading a statement in XML needs"),
		N_(", or have it as CSV") };
#define X(name) { #name, &x->name },
	const struct crm_symbol symbols[] = { FUNCTIONS(X) };
#undef X

	return crm_library_load(&x->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

static enum crm_status
run(struct camt *c, struct crm_text all, struct crm_err *err)
{
	size_t at = 0, n;
	bool last;

	do {
		n = all.n - at < CHUNK ? all.n - at : CHUNK;
		last = at + n == all.n;
		if (c->x->XML_Parse(c->x->xml, all.p + at, (int)n, last) ==
		    XML_STATUS_ERROR) {
			if (c->err.status == CRM_OK)
				camt_stop(c,
				    c->x->XML_ErrorString(
					c->x->XML_GetErrorCode(c->x->xml)));
			*err = c->err;
			return c->err.status;
		}
		at += n;
	} while (!last);
	return CRM_OK;
}

enum crm_status
camt_parse(struct statement *s, struct crm_text all, struct crm_err *err)
{
	struct camt_xml x = { .handle = NULL };
	struct camt c = { .s = s, .x = &x, .balance = { .name = "?" } };
	enum crm_status st = load(&x, err);

	if (st == CRM_OK) {
		/* The text is in UTF-8 by now, whatever it says. */
		x.xml = x.XML_ParserCreate("UTF-8");
		if (x.xml == NULL)
			crm_oom();
		x.XML_SetUserData(x.xml, &c);
		x.XML_SetElementHandler(x.xml, on_start, on_end);
		x.XML_SetCharacterDataHandler(x.xml, on_text);
		x.XML_SetStartDoctypeDeclHandler(x.xml, on_doctype);
		st = run(&c, all, err);
		x.XML_ParserFree(x.xml);
		if (st == CRM_OK && !c.any)
			st = crm_fail(err, CRM_INVALID,
			    "it is no CAMT.053: it holds no statement (Stmt)");
	}
	crm_buf_free(&c.text);
	crm_library_close(x.handle);
	return st;
}
