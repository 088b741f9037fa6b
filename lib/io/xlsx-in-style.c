/* Styles: which of them show a date, a time, a percent, a currency or a unit.  The rest
 * of a style is looks. */
#include "xlsx-in.h"

#include <stdlib.h>
#include <string.h>

struct styles {
	struct xlsx_in *x;
	struct format {
		long long id;
		enum xlsx_shown shown;
		const struct xlsx_around *around;
	} format[XLSX_FORMATS_MAX];
	size_t n;
	bool cells; /* inside cellXfs */
};

static const struct format *
format_by_id(const struct styles *s, long long id)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->format[i].id == id)
			return &s->format[i];
	return NULL;
}

static enum xlsx_shown
shown_by_id(const struct styles *s, long long id)
{
	const struct format *f = format_by_id(s, id);

	if (f != NULL)
		return f->shown;
	return id >= 0 && id < 1000 ? xlsx_shown_builtin((int)id) : XLSX_NUMBER;
}

static void
add_format(struct styles *s, const char **attr)
{
	const char *code = xlsx_attr(attr, "formatCode");
	long long id = xlsx_whole(xlsx_attr(attr, "numFmtId"));
	struct xlsx_around around, *kept = NULL;
	enum xlsx_shown shown;

	if (code == NULL || id < 0 || s->n == XLSX_FORMATS_MAX)
		return;
	shown = xlsx_shown_code(code);
	if (shown == XLSX_NUMBER && xlsx_around(code, &s->x->arena, &around)) {
		kept = crm_alloc(&s->x->arena, sizeof *kept);
		*kept = around;
	}
	s->format[s->n++] = (struct format){ id, shown, kept };
}

static void
add_style(struct styles *s, struct xlsx_part *p, const char **attr)
{
	struct xlsx_in *x = s->x;
	long long id = xlsx_whole(xlsx_attr(attr, "numFmtId"));
	const struct format *f = format_by_id(s, id);

	if (x->n_shown == XLSX_STYLES_MAX) {
		crm_fail(&p->err, CRM_INVALID, "%s: more than %d styles",
		    p->name, XLSX_STYLES_MAX);
		xlsx_part_stop(p);
		return;
	}
	x->around[x->n_shown] = f == NULL ? NULL : f->around;
	x->shown[x->n_shown++] = (unsigned char)shown_by_id(s, id);
}

static void
start(void *ctx, struct xlsx_part *p, const char *name, const char **attr,
    int depth)
{
	struct styles *s = ctx;

	if (depth == 2)
		s->cells = strcmp(name, "cellXfs") == 0;
	else if (depth == 3 && strcmp(name, "numFmt") == 0)
		add_format(s, attr);
	else if (depth == 3 && s->cells && strcmp(name, "xf") == 0)
		add_style(s, p, attr);
}

enum crm_status
xlsx_styles_read(struct xlsx_in *x, struct crm_err *err)
{
	static const struct xlsx_handler handler = { start, NULL, NULL };
	struct styles *s = calloc(1, sizeof *s);
	enum crm_status status;

	x->shown = malloc(XLSX_STYLES_MAX);
	x->around = malloc(XLSX_STYLES_MAX * sizeof *x->around);
	if (s == NULL || x->shown == NULL || x->around == NULL)
		crm_oom();
	s->x = x;
	status = xlsx_part_read(x, x->style_part, &handler, s, err);
	free(s);
	return status;
}

enum xlsx_shown
xlsx_shown_of(const struct xlsx_in *x, int style)
{
	return style >= 0 && (size_t)style < x->n_shown
	    ? (enum xlsx_shown)x->shown[style]
	    : XLSX_NUMBER;
}

const struct xlsx_around *
xlsx_around_of(const struct xlsx_in *x, int style)
{
	return style >= 0 && (size_t)style < x->n_shown ? x->around[style]
							: NULL;
}
