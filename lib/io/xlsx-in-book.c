/*
 * The workbook: which parts of the archive it has, its sheets, and which of
 * these is read.
 *
 * The relations of the package name the workbook, those of the workbook its
 * sheets, styles and shared texts; where they are is nobody's to guess.
 */
#include "xlsx-in.h"

#include <errno.h>
#include <string.h>

/* ---- what is no workbook ---- */

static bool
has(struct xlsx_in *x, const char *name)
{
	return x->lib.zip_name_locate(x->zip, name, ZIP_FL_NOCASE) >= 0;
}

static enum crm_status
no_workbook(struct xlsx_in *x, struct crm_err *err)
{
	static const struct {
		const char *part, *what;
	} others[] = {
		{ "xl/workbook.bin", N_("a binary workbook (.xlsb)") },
		{ "mimetype", N_("an OpenDocument file (.ods)") },
		{ "Index/Document.iwa", N_("a Numbers document") },
		{ "word/document.xml", N_("a text document (.docx)") },
		{ "ppt/presentation.xml", N_("a presentation (.pptx)") },
	};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (has(x, others[i].part))
			return crm_fail(err, CRM_INVALID,
			    "%s: open it and save it as .xlsx or as CSV in "
			    "UTF-8",
			    crm_tr(others[i].what));
	return crm_fail(err, CRM_INVALID,
	    "a zip archive, but no workbook; unpack what is in it");
}

static enum crm_status
fail_open(struct xlsx_in *x, zip_error_t *error, struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID,
	    "a damaged workbook (%s); was it cut off?",
	    x->lib.zip_error_strerror(error));
}

enum crm_status
xlsx_book_open(struct xlsx_in *x, struct crm_err *err)
{
	const struct crm_xlsx_in_lib *lib = &x->lib;
	int64_t start;
	FILE *f = crm_source_file(x->r->src, &start, err);
	zip_source_t *source;
	enum crm_status status = CRM_OK;
	zip_error_t error;

	if (f == NULL)
		return CRM_FAIL;
	lib->zip_error_init(&error);
	source = lib->zip_source_filep_create(
	    f, (zip_uint64_t)start, crm_source_size(x->r->src), &error);
	if (source == NULL) {
		fclose(f);
		status = fail_open(x, &error, err);
		goto out;
	}
	x->zip = lib->zip_open_from_source(source, ZIP_RDONLY, &error);
	if (x->zip == NULL) {
		lib->zip_source_free(source);
		status = fail_open(x, &error, err);
	}
out:
	lib->zip_error_fini(&error);
	return status;
}

/* ---- relations ---- */

/* The part that `target` names in the relations of the part `of`. */
static const char *
resolve(struct crm_arena *a, const char *of, const char *target)
{
	const char *slash = strrchr(of, '/');
	struct crm_buf b = CRM_BUF_INIT;
	const char *name;

	crm_buf_str(&b, "");
	if (target[0] == '/')
		target++;
	else if (slash != NULL)
		crm_buf_add(&b, of, (size_t)(slash - of) + 1);
	while (
	    strncmp(target, "../", 3) == 0 || strncmp(target, "./", 2) == 0) {
		bool up = target[1] == '.';

		target += up ? 3 : 2;
		while (
		    up && b.len > 0 && --b.len > 0 && b.data[b.len - 1] != '/')
			continue;
	}
	crm_buf_str(&b, target);
	name = crm_strndup(a, b.data, b.len);
	crm_buf_free(&b);
	return name;
}

/* Whether a type of relation ends in a word: the two editions of the standard
 * differ before it. */
static bool
is_type(const char *type, const char *word)
{
	const char *slash = type == NULL ? NULL : strrchr(type, '/');

	return slash != NULL && strcmp(slash + 1, word) == 0;
}

static void
package_relation(void *ctx, struct xlsx_part *p, const char *name,
    const char **attr, int depth)
{
	struct xlsx_in *x = ctx;
	const char *target = xlsx_attr(attr, "Target");

	(void)p;
	if (depth != 2 || strcmp(name, "Relationship") != 0 || target == NULL)
		return;
	if (x->book == NULL &&
	    is_type(xlsx_attr(attr, "Type"), "officeDocument"))
		x->book = resolve(&x->arena, "", target);
	else if (is_type(xlsx_attr(attr, "Type"), "custom-properties"))
		x->properties_part = resolve(&x->arena, "", target);
}

static void
give_part(struct xlsx_in *x, const char *id, const char *part)
{
	for (size_t i = 0; i < x->n; i++)
		if (id != NULL && strcmp(x->sheet[i].id, id) == 0)
			x->sheet[i].part = part;
}

static void
book_relation(void *ctx, struct xlsx_part *p, const char *name,
    const char **attr, int depth)
{
	struct xlsx_in *x = ctx;
	const char *target = xlsx_attr(attr, "Target");
	const char *type = xlsx_attr(attr, "Type");
	const char *part;

	(void)p;
	if (depth != 2 || strcmp(name, "Relationship") != 0 || target == NULL)
		return;
	part = resolve(&x->arena, x->book, target);
	if (is_type(type, "worksheet"))
		give_part(x, xlsx_attr(attr, "Id"), part);
	else if (is_type(type, "sharedStrings"))
		x->strings_part = part;
	else if (is_type(type, "styles"))
		x->style_part = part;
}

/* "xl/_rels/workbook.xml.rels" for "xl/workbook.xml". */
static const char *
relations_of(struct xlsx_in *x, const char *part)
{
	const char *slash = strrchr(part, '/');
	int n = slash == NULL ? 0 : (int)(slash - part) + 1;

	return crm_sprintf(&x->arena, "%.*s_rels/%s.rels", n, part, part + n);
}

/* ---- the workbook ---- */

static void
add_sheet(struct xlsx_in *x, struct xlsx_part *p, const char **attr)
{
	const char *name = xlsx_attr(attr, "name");
	const char *id = xlsx_attr(attr, "id");
	const char *state = xlsx_attr(attr, "state");

	if (x->n == XLSX_SHEETS_MAX) {
		crm_fail(&p->err, CRM_INVALID, "%s: more than %d sheets",
		    p->name, XLSX_SHEETS_MAX);
		xlsx_part_stop(p);
		return;
	}
	x->sheet = crm_grow(NULL, x->sheet, x->n, &x->cap, sizeof *x->sheet);
	x->sheet[x->n++] = (struct xlsx_sheet){
		.name = crm_strdup(&x->arena, name == NULL ? "" : name),
		.id = crm_strdup(&x->arena, id == NULL ? "" : id),
		.hidden = state != NULL && strcmp(state, "visible") != 0,
	};
}

static void
book_start(void *ctx, struct xlsx_part *p, const char *name, const char **attr,
    int depth)
{
	struct xlsx_in *x = ctx;

	if (depth == 2 && strcmp(name, "workbookPr") == 0)
		x->epoch_1904 = xlsx_true(xlsx_attr(attr, "date1904"));
	else if (depth == 3 && strcmp(name, "sheet") == 0)
		add_sheet(x, p, attr);
}

enum crm_status
xlsx_book_read(struct xlsx_in *x, struct crm_err *err)
{
	static const struct xlsx_handler package = { package_relation, NULL,
		NULL };
	static const struct xlsx_handler book = { book_start, NULL, NULL };
	static const struct xlsx_handler relations = { book_relation, NULL,
		NULL };
	const char *root = "_rels/.rels";
	enum crm_status status = CRM_OK;

	if (has(x, root))
		status = xlsx_part_read(x, root, &package, x, err);
	if (status != CRM_OK)
		return status;
	if (x->book == NULL || !has(x, x->book) ||
	    strstr(x->book, "workbook") == NULL || has(x, "xl/workbook.bin"))
		return no_workbook(x, err);
	status = xlsx_part_read(x, x->book, &book, x, err);
	if (status == CRM_OK)
		status = xlsx_part_read(
		    x, relations_of(x, x->book), &relations, x, err);
	if (status == CRM_OK && x->style_part != NULL)
		status = xlsx_styles_read(x, err);
	if (status == CRM_OK && x->properties_part != NULL &&
	    has(x, x->properties_part))
		status = xlsx_zone_read(x, err);
	if (status == CRM_OK && x->strings_part != NULL)
		status = xlsx_strings_read(x, err);
	return status;
}

/* ---- the sheet that is read ---- */

/* Whether a row of the sheet holds anything. */
static enum crm_status
has_data(struct xlsx_in *x, const struct xlsx_sheet *sheet, bool *is,
    struct crm_err *err)
{
	struct xlsx_rows rows = { 0 };
	enum crm_status status = xlsx_rows_open(&rows, x, sheet, err);

	if (status == CRM_OK)
		status = xlsx_rows_next(&rows, err);
	*is = rows.ready;
	xlsx_rows_close(&rows);
	return status;
}

static bool
same_name(const char *a, const char *b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	bool same;

	crm_buf_str(&x, "");
	crm_buf_str(&y, "");
	crm_fold(&x, crm_text_of(a));
	crm_fold(&y, crm_text_of(b));
	same = strcmp(x.data, y.data) == 0;
	crm_buf_free(&x);
	crm_buf_free(&y);
	return same;
}

/* Appends the names of the sheets of cells that are visible, or hidden. */
static void
list(const struct xlsx_in *x, struct crm_buf *b, bool hidden)
{
	char quoted[CRM_QUOTE_SIZE];
	bool first = true;

	for (size_t i = 0; i < x->n; i++) {
		const struct xlsx_sheet *s = &x->sheet[i];

		if (s->hidden != hidden || s->part == NULL || i == x->chosen)
			continue;
		crm_buf_printf(b, "%s'%s'",
		    !first       ? ", "
			: hidden ? crm_tr(" hidden: ")
				 : " ",
		    crm_quote(quoted, crm_text_of(s->name)));
		first = false;
	}
	if (!first)
		crm_buf_char(b, ';');
}

static enum crm_status
no_sheet(struct xlsx_in *x, const char *name, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status status;

	list(x, &b, false);
	list(x, &b, true);
	if (b.len > 0)
		b.data[b.len - 1] = '\0';
	status = crm_fail(err, CRM_USAGE,
	    "--sheet: the workbook has no sheet '%s'; it has%s",
	    crm_quote(quoted, crm_text_of(name)),
	    b.len > 0 ? b.data : crm_tr(" none"));
	crm_buf_free(&b);
	return status;
}

static bool
find_named(struct xlsx_in *x, const char *name)
{
	x->chosen = x->n;
	for (size_t i = 0; i < x->n; i++)
		if (x->sheet[i].part != NULL &&
		    same_name(x->sheet[i].name, name)) {
			x->chosen = i;
			return true;
		}
	return false;
}

enum crm_status
xlsx_choose(struct xlsx_in *x, const char *name,
    const struct crm_reader_opts *o, struct crm_err *err)
{
	enum crm_status status = CRM_OK;
	char quoted[CRM_QUOTE_SIZE];
	size_t with_data = 0, meant = x->n, others = 0, before;

	if (name != NULL)
		return find_named(x, name) ? CRM_OK : no_sheet(x, name, err);
	x->chosen = x->n;
	for (size_t i = 0; i < x->n && status == CRM_OK; i++) {
		struct xlsx_sheet *s = &x->sheet[i];
		bool is = false;

		others += s->hidden && s->part != NULL;
		if (s->hidden || s->part == NULL)
			continue;
		status = has_data(x, s, &is, err);
		if (is && o->means != NULL &&
		    o->means(o->ctx, crm_text_of(s->name)) && meant == x->n)
			meant = i;
		if (is && with_data++ == 0)
			x->chosen = i;
		if (status == CRM_OK && !is)
			s->part = NULL; /* nobody would choose it */
	}
	if (meant < x->n)
		x->chosen = meant;
	if (status != CRM_OK || (with_data == 1 && others == 0))
		return status;
	if (with_data > 0)
		crm_buf_printf(&x->note, crm_tr("reads the sheet '%s', not"),
		    crm_quote(quoted, crm_text_of(x->sheet[x->chosen].name)));
	else
		crm_buf_str(&x->note, crm_tr("no visible sheet has data;"));
	before = x->note.len;
	list(x, &x->note, false);
	list(x, &x->note, true);
	if (x->note.len > before)
		crm_buf_str(&x->note, crm_tr(" --sheet NAME chooses"));
	else
		x->note.data[--x->note.len] = '\0';
	return with_data > 0 ? CRM_OK
			     : crm_fail(err, CRM_INVALID, "%s", x->note.data);
}
