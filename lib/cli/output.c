/* Records of a command, through a writer of its format. */
#include "internal.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum crm_status
crm_cmd_filter(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_filter **out, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(c->store);

	*out = NULL;
	if (!crm_has(c, CRM_OPT_WHERE))
		return CRM_OK;
	return crm_filter_parse(
	    c->dict, e, c->opt[CRM_OPT_WHERE], &env, c->arena, out, err);
}

/* The columns of tables, as a setting has them. */
static enum crm_status
columns_set(struct crm_cmd *c, const struct crm_entity *e,
    const struct config_entry *set, struct crm_columns *out,
    struct crm_err *err)
{
	enum crm_status st = crm_columns_parse(
	    c->dict, e, set->value, CRM_COLUMNS_SHORT, c->arena, out, err);

	if (st != CRM_OK)
		crm_err_in_field(err,
		    crm_sprintf(c->arena, "%s:%d: %s", set->file, set->line,
			set->name));
	return st;
}

/* The columns of a list like -c; NULL: those of the format. */
static enum crm_status
columns_of(struct crm_cmd *c, const struct crm_entity *e, const char *list,
    unsigned flags, struct crm_columns *out, struct crm_err *err)
{
	const struct config_entry *set;

	if ((c->verb->flags & CRM_V_WRITE) != 0)
		flags |= CRM_COLUMNS_KEYS;
	if (c->format == CRM_FMT_TABLE || c->format == CRM_FMT_MD)
		flags |= CRM_COLUMNS_SHORT;
	if (c->format == CRM_FMT_IDS && list == NULL)
		list = e->field[e->id]->name;
	if (list == NULL && (flags & CRM_COLUMNS_SHORT) != 0 &&
	    (set = config_find(c, "columns.", e->def->name)) != NULL)
		return columns_set(c, e, set, out, err);
	return crm_columns_parse(c->dict, e, list, flags, c->arena, out, err);
}

enum crm_status
crm_cmd_columns(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_columns *out, struct crm_err *err)
{
	return columns_of(c, e, c->opt[CRM_OPT_COLUMNS], 0, out, err);
}

enum crm_status
columns_of_list(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_columns *out, struct crm_err *err)
{
	return columns_of(
	    c, e, c->opt[CRM_OPT_COLUMNS], CRM_COLUMNS_VERSION, out, err);
}

/* Whether no rows print nothing: the nightly job has no news.  Lists and reports
 * are files, which have headers. */
static bool
is_silent(const struct crm_cmd *c)
{
	bool has_header = c->format == CRM_FMT_CSV ||
	    c->format == CRM_FMT_TSV || c->format == CRM_FMT_MD;

	return crm_has(c, CRM_OPT_QUIET) && has_header &&
	    (c->verb->groups & (CRM_G_LIST | CRM_G_REPORT)) == 0 &&
	    c->verb->run != verb_template;
}

static void
say(void *ctx, const char *text)
{
	const struct crm_cmd *c = ctx;

	crm_note(c, "%s", text);
}

static enum crm_status
check_terminal(const struct crm_cmd *c, const char *title, struct crm_err *err)
{
	if (c->format == CRM_FMT_XLSX && c->tty_out)
		return crm_fail(err, CRM_USAGE,
		    "a spreadsheet is not for a "
		    "terminal; send it to a file: > %s.xlsx",
		    title);
	if (c->format == CRM_FMT_PNG && c->tty_out)
		return crm_fail(err, CRM_USAGE,
		    "a PNG is not for a terminal; send it to a file: > %s.png, "
		    "or use -o chart",
		    title);
	return CRM_OK;
}

enum crm_status
crm_cmd_writer(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_writer **w, struct crm_err *err)
{
	struct crm_writer_opts o = { .format = c->format,
		.excel = crm_has(c, CRM_OPT_EXCEL),
		.chinese = c->chinese,
		.color = c->color,
		.width = c->width,
		.now = c->clock.now,
		.silent = is_silent(c),
		.picture = c->picture,
		.picked = c->picked,
		.drawn = c->drawn,
		.closes = c->closes,
		.pictures = c->pictures,
		.chosen = c->chosen,
		.across = c->across,
		.row_kind = c->row_kind,
		.about = c->about,
		.part = c->document != NULL,
		.note = say,
		.note_ctx = c,
		.paper = c->paper,
		.title = c->title != NULL ? c->title
		    : c->entity == NULL   ? c->verb->name
					  : c->entity->def->name };

	enum crm_status st = check_terminal(c, o.title, err);

	if (st != CRM_OK)
		return st;
	if (c->document != NULL && *c->document != NULL) {
		*w = *c->document;
		return crm_writer_next(*w, &o, columns, n, err);
	}
	st = crm_writer_open(c->out, &o, columns, n, w, err);
	if (c->document != NULL)
		*c->document = *w;
	return st;
}

enum crm_status
crm_cmd_print_view(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_err *err)
{
	struct crm_writer *w = NULL;
	struct crm_view *v = NULL;
	const struct crm_column *columns;
	struct crm_value *cells;
	enum crm_status st;
	int64_t rows = 0;
	size_t n;

	st = crm_view_open(c->store, e, o, c->arena, &v, err);
	if (st != CRM_OK)
		return st;
	columns = crm_view_columns(v, &n);
	st = crm_cmd_writer(c, columns, n, &w, err);
	while (st == CRM_OK && !crm_out_closed(c->out)) {
		if ((st = crm_view_next(v, &cells, err)) != CRM_OK ||
		    cells == NULL)
			break;
		st = crm_writer_row(w, cells, err);
		crm_progress(c, "listed", ++rows, 0, 0);
	}
	crm_progress_end(c);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	crm_view_close(v);
	if (st == CRM_OK && crm_has(c, CRM_OPT_VERBOSE))
		crm_note(c, "listed %lld", (long long)rows);
	return st;
}

/* Which columns are printed, in their order: of list, or of those behind them.
 * A printed row is followed by all cells of the view, where currencies are. */
struct layout {
	const struct more_columns *more; /* or NULL */
	struct crm_columns own;
	struct place {
		bool more;
		size_t i;
	} * place;
	size_t n, cap;
	bool said; /* -c names one of `more` */
};

static void
put_place(struct layout *l, struct crm_arena *a, bool more, size_t i)
{
	l->place = crm_grow(a, l->place, l->n, &l->cap, sizeof *l->place);
	l->place[l->n++] = (struct place){ more, i };
}

/* The columns of list that are not yet placed. */
static void
place_own(struct layout *l, struct crm_arena *a)
{
	size_t i, placed = 0;

	for (i = 0; i < l->n; i++)
		placed += !l->place[i].more;
	for (; placed < l->own.n; placed++)
		put_place(l, a, false, placed);
}

/* Index of a name among those behind, or their number. */
static size_t
more_named(const struct more_columns *more, struct crm_text name)
{
	size_t i = 0;

	while (more != NULL && i < more->n &&
	    !crm_text_is(name, more->column[i].name))
		i++;
	return more == NULL ? 0 : i;
}

/* -c with the names of those behind: each stands behind what was named before
 * it.  Without such a name they are last. */
static enum crm_status
read_layout(struct crm_cmd *c, const struct crm_entity *e, struct layout *l,
    struct crm_err *err)
{
	const char *all = c->opt[CRM_OPT_COLUMNS], *p = all;
	struct crm_buf own = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i, n;

	for (; p != NULL && st == CRM_OK; p = p[n] == ',' ? p + n + 1 : NULL) {
		n = strcspn(p, ",");
		i = more_named(
		    l->more, crm_text_trim((struct crm_text){ p, n }));
		if (l->more == NULL || i == l->more->n) {
			crm_buf_printf(
			    &own, "%s%.*s", own.len > 0 ? "," : "", (int)n, p);
			continue;
		}
		if (own.len > 0)
			st = columns_of(c, e, own.data, 0, &l->own, err);
		place_own(l, c->arena);
		put_place(l, c->arena, true, i);
		l->said = true;
	}
	if (st == CRM_OK && (!l->said || own.len > 0))
		st = columns_of(
		    c, e, l->said ? own.data : all, 0, &l->own, err);
	place_own(l, c->arena);
	for (i = 0; l->more != NULL && !l->said && i < l->more->n; i++)
		put_place(l, c->arena, true, i);
	crm_buf_free(&own);
	return st;
}

enum crm_status
check_columns(struct crm_cmd *c, const struct crm_entity *e,
    const struct more_columns *more, struct crm_err *err)
{
	struct layout l = { .more = more };

	return read_layout(c, e, &l, err);
}

static struct crm_column *
laid_columns(
    const struct layout *l, struct crm_arena *a, const struct crm_column *own)
{
	struct crm_column *out = crm_alloc_n(a, l->n, sizeof *out);
	size_t i;

	for (i = 0; i < l->n; i++) {
		size_t at = l->place[i].i;

		out[i] = l->place[i].more ? l->more->column[at] : own[at];
		if (out[i].currency >= 0)
			out[i].currency += (int)l->n;
		if (out[i].tone > 0)
			out[i].tone += (int)l->n;
	}
	return out;
}

/* The records in c->changed through the view, in their order. */
static enum crm_status
write_changed(struct crm_cmd *c, struct crm_view *v, const struct layout *l,
    struct crm_err *err)
{
	size_t i, k, n_own, width = crm_view_width(v);
	const struct crm_column *own = crm_view_columns(v, &n_own);
	size_t n_more = l->more == NULL ? 0 : l->more->n;
	struct crm_value *cells, *more, *row;
	struct crm_writer *w = NULL;
	enum crm_status st = crm_cmd_writer(
	    c, laid_columns(l, c->arena, own), l->n, &w, err);

	more = crm_alloc_n(c->arena, n_more + 1, sizeof *more);
	row = crm_alloc_n(c->arena, l->n + width, sizeof *row);
	for (i = 0; i < c->changed.n && st == CRM_OK; i++) {
		if ((st = crm_view_seek(v, c->changed.id[i], &cells, err)) !=
		    CRM_OK)
			break;
		if (n_more > 0)
			l->more->fill(c, i, more);
		for (k = 0; k < l->n; k++)
			row[k] = (l->place[k].more ? more
						   : cells)[l->place[k].i];
		memcpy(row + l->n, cells, width * sizeof *cells);
		st = crm_writer_row(w, row, err);
	}
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}

enum crm_status
print_changed(struct crm_cmd *c, const struct crm_entity *e,
    const struct more_columns *more, struct crm_err *err)
{
	struct crm_view_opts o = { .by_id = true,
		.ids = c->changed.id,
		.n_ids = c->changed.n,
		.tones = c->color && c->format == CRM_FMT_TABLE,
		.chinese = c->chinese };
	struct layout l = { .more = more };
	struct crm_columns key;
	struct crm_view *v = NULL;
	enum crm_status st;

	if (more == NULL && crm_cmd_tells(c))
		return print_lines(c, e, err);
	if ((st = read_layout(c, e, &l, err)) != CRM_OK)
		return st;
	o.columns = &l.own;
	/* The view has a column even where none of list is printed. */
	if (l.own.n == 0) {
		st = columns_of(c, e, e->field[e->id]->name, 0, &key, err);
		o.columns = &key;
	}
	if (st != CRM_OK ||
	    (st = crm_view_open(c->store, e, &o, c->arena, &v, err)) != CRM_OK)
		return st;
	st = write_changed(c, v, &l, err);
	crm_view_close(v);
	return st;
}

enum crm_status
crm_cmd_print_changed(
    struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err)
{
	return print_changed(c, e, NULL, err);
}

bool
output_is_null(void)
{
	struct stat st;

	return fstat(STDOUT_FILENO, &st) == 0 && S_ISCHR(st.st_mode) &&
	    st.st_rdev == makedev(1, 3);
}
