/*
 * One page that stands alone: of each table its picture and its cells.  It loads
 * nothing, is light or dark as its reader's screen is, prints, and its columns sort.
 */
#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "markup.h"

struct html {
	struct chart_rows rows;
	struct crm_buf body, tmp; /* rows of the table; a cell */
	int kind;                 /* the cell that says what a row is, or -1 */
};

static const char style[] =
    ":root{color-scheme:light dark}\n"
    "body{margin:0 auto;padding:1rem;max-width:60rem;font:15px/1.45 "
    "system-ui,'Noto Sans CJK SC','Noto Sans SC','PingFang SC',"
    "'Microsoft YaHei',sans-serif;color:#222;background:#fff}\n"
    "h1{font-size:1.4rem}h2{font-size:1.15rem;margin:0}\n"
    "section{margin:0 0 2.5rem}p{margin:.2rem 0 .6rem;color:#595959}\n"
    "svg{display:block;max-width:100%;height:auto}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.2rem .6rem;border-bottom:1px solid #ddd;"
    "text-align:left;white-space:pre-wrap}\n"
    "th.n,td.n{text-align:right;white-space:nowrap}\n"
    "th.s,td.s{white-space:pre}td.l{min-width:11em}\n"
    "th button{font:inherit;font-weight:bold;border:0;padding:0;"
    "background:none;color:inherit;cursor:pointer;text-align:inherit}\n"
    "th[aria-sort=ascending] button::after{content:' \\2191'}\n"
    "th[aria-sort=descending] button::after{content:' \\2193'}\n"
    "tr.sum td{font-weight:bold}\n"
    "@media screen and (prefers-color-scheme:dark){"
    "body{color:#eee;background:#1b1b1b}p{color:#b5b5b5}"
    "th,td{border-color:#444}}\n"
    "@media print{body{max-width:none;padding:0}svg{break-inside:avoid}"
    "h1,h2,h2+p{break-after:avoid}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "th.s,td.s{white-space:pre-wrap}td.l{min-width:0}"
    ".wide{overflow:visible}.paper+.paper{break-before:page}}\n"
    "@page{size:A4;margin:15mm}\n";

/* Sums stay behind the rows that they are of. */
static const char script[] =
    "document.querySelectorAll('th button').forEach(b=>b.onclick=()=>{"
    "const th=b.parentNode,i=th.cellIndex,"
    "body=th.closest('table').tBodies[0],"
    "up=th.getAttribute('aria-sort')!=='ascending';"
    "th.parentNode.querySelectorAll('th').forEach("
    "h=>h.removeAttribute('aria-sort'));"
    "th.setAttribute('aria-sort',up?'ascending':'descending');"
    "const key=r=>{const c=r.cells[i];return 'v' in c.dataset?"
    "Number(c.dataset.v):c.textContent};"
    "const rows=[...body.rows],sum=rows.filter(r=>r.className);"
    "const own=rows.filter(r=>!r.className).sort((p,q)=>{"
    "const x=key(p),y=key(q);"
    "if(x===''||y==='')return (x==='')-(y==='');"
    "const d=typeof x==='number'&&typeof y==='number'?x-y:"
    "String(x).localeCompare(String(y),document.documentElement.lang);"
    "return up?d:-d});"
    "body.append(...own,...sum)})\n";

/* Programs that show mail run no scripts, show no drawings, and may leave styles
 * out. */
static bool
is_mailed(const struct crm_writer *w)
{
	return w->opts.pictures != NULL;
}

/* ---- the page ---- */

static const char policy[] =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";

static void
open_page(struct crm_writer *w)
{
	crm_buf_printf(w->buf,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width\">\n"
	    "%s<title>",
	    w->opts.chinese ? "zh-CN" : "en", is_mailed(w) ? "" : policy);
	markup_text(w->buf, w->opts.title == NULL ? "" : w->opts.title);
	crm_buf_printf(
	    w->buf, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
}

static void
close_page(struct crm_writer *w)
{
	if (!is_mailed(w))
		crm_buf_printf(w->buf, "<script>\n%s</script>\n", script);
	crm_buf_str(w->buf, "</body>\n</html>\n");
}

/* ---- the table ---- */

static void
put_text(struct html *x, struct crm_buf *out, struct crm_text t)
{
	const char *line;

	/* Lines stay lines; nothing else that is no sign gets through. */
	crm_buf_clear(&x->tmp);
	while (t.n > 0 && (line = memchr(t.p, '\n', t.n)) != NULL) {
		crm_escape(
		    &x->tmp, (struct crm_text){ t.p, (size_t)(line - t.p) });
		crm_buf_char(&x->tmp, '\n');
		t.n -= (size_t)(line - t.p) + 1;
		t.p = line + 1;
	}
	crm_escape(&x->tmp, t);
	markup_text(out, x->tmp.data == NULL ? "" : x->tmp.data);
}

/* On a narrow screen a name or a month stays in its line, and a long text is not made
 * a tower of single letters: the table is scrolled instead. */
static const char *
text_class(struct crm_text t)
{
	enum { SHORT = 20 };

	if (t.n == 0)
		return "";
	return crm_width(t) <= SHORT ? " class=\"s\"" : " class=\"l\"";
}

static const char *
align(const struct crm_writer *w, size_t i, struct crm_text shown)
{
	if (!crm_column_is_number(&w->column[i]))
		return is_mailed(w) ? "" : text_class(shown);
	return is_mailed(w) ? " class=\"n\" align=\"right\"" : " class=\"n\"";
}

static void
put_head(struct crm_writer *w)
{
	struct html *x = w->state;

	crm_buf_str(w->buf, "<div class=\"wide\">\n<table>\n<thead><tr>");
	for (size_t i = 0; i < w->n; i++) {
		struct crm_text label = crm_text_of(
		    crm_column_label(&w->column[i]));

		crm_buf_printf(w->buf, "<th scope=\"col\"%s>%s",
		    align(w, i, label),
		    is_mailed(w) ? "" : "<button type=\"button\">");
		put_text(x, w->buf, label);
		crm_buf_str(w->buf, is_mailed(w) ? "</th>" : "</button></th>");
	}
	crm_buf_str(w->buf, "</tr></thead>\n<tbody>\n");
}

/* Numbers and times sort by what they are, not by how they are shown. */
static void
put_cell(struct crm_writer *w, const struct crm_value *cells, size_t i)
{
	struct html *x = w->state;
	struct crm_buf text = CRM_BUF_INIT;

	crm_cell_pretty(w, &text, i, cells);
	crm_buf_printf(&x->body, "<td%s",
	    align(w, i, (struct crm_text){ text.data, text.len }));
	if (cells[i].kind == CRM_INT && !is_mailed(w)) {
		crm_buf_str(&x->body, " data-v=\"");
		crm_buf_int(&x->body, cells[i].i);
		crm_buf_char(&x->body, '"');
	}
	crm_buf_char(&x->body, '>');
	put_text(x, &x->body, (struct crm_text){ text.data, text.len });
	crm_buf_str(&x->body, "</td>");
	crm_buf_free(&text);
}

static enum crm_status
html_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct html *x = w->state;
	bool sum = x->kind >= 0 && cells[x->kind].kind == CRM_STR;

	(void)err;
	chart_rows_add(&x->rows, w, cells);
	crm_buf_str(&x->body, sum ? "<tr class=\"sum\">" : "<tr>");
	for (size_t i = 0; i < w->n; i++)
		put_cell(w, cells, i);
	crm_buf_str(&x->body, "</tr>\n");
	return CRM_OK;
}

/* ---- a section ---- */

static enum crm_status
begin_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct html *x = w->state;

	(void)err;
	chart_rows_reset(&x->rows);
	crm_buf_clear(&x->body);
	x->kind = crm_row_kind(w);
	return CRM_OK;
}

/* In a mail it is a part of its own, as an image. */
static enum crm_status
put_image(struct crm_writer *w, const struct scene *s, const struct plot *p,
    struct crm_err *err)
{
	const struct crm_pictures *to = w->opts.pictures;
	struct crm_buf svg = CRM_BUF_INIT;
	const char *place = NULL;
	enum crm_status st;

	svg_write(&svg, s, p->title);
	st = to->take(to->ctx, &svg, &place, err);
	crm_buf_free(&svg);
	if (st != CRM_OK || place == NULL)
		return st;
	crm_buf_printf(w->buf, "<p><img src=\"%s\" width=\"%.0f\" alt=\"",
	    place, svg_width(s));
	markup_text(w->buf, p->title);
	crm_buf_str(w->buf, "\"></p>\n");
	return CRM_OK;
}

static enum crm_status
put_picture(struct crm_writer *w, struct crm_err *err)
{
	struct html *x = w->state;
	struct plot p;
	struct scene s;

	if (w->opts.paper)
		return CRM_OK;
	picture_draw(w, &x->rows, &p, &s);
	if (is_mailed(w))
		return p.kind == CHART_NONE ? CRM_OK
					    : put_image(w, &s, &p, err);
	svg_write(w->buf, &s, p.title);
	return CRM_OK;
}

static enum crm_status
end_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct html *x = w->state;
	enum crm_status st;

	crm_buf_str(w->buf,
	    w->opts.paper ? "<section class=\"paper\">\n<h2>"
			  : "<section>\n<h2>");
	markup_text(w->buf, w->opts.title == NULL ? "" : w->opts.title);
	crm_buf_str(w->buf, "</h2>\n<p>");
	markup_text(w->buf, w->opts.about == NULL ? "" : w->opts.about);
	crm_buf_str(w->buf, "</p>\n");
	if ((st = put_picture(w, err)) != CRM_OK)
		return st;
	put_head(w);
	crm_buf_add(w->buf, x->body.data, x->body.len);
	crm_buf_str(w->buf, "</tbody>\n</table>\n</div>\n</section>\n");
	crm_out_check(w->out);
	return CRM_OK;
}

static enum crm_status
html_begin(struct crm_writer *w, struct crm_err *err)
{
	w->state = calloc(1, sizeof(struct html));
	if (w->state == NULL)
		crm_oom();
	open_page(w);
	return begin_sheet(w, err);
}

static enum crm_status
html_end(struct crm_writer *w, struct crm_err *err)
{
	enum crm_status st = end_sheet(w, err);

	close_page(w);
	return st;
}

static void
html_close(struct crm_writer *w)
{
	struct html *x = w->state;

	if (x == NULL)
		return;
	chart_rows_free(&x->rows);
	crm_buf_free(&x->body);
	crm_buf_free(&x->tmp);
	free(x);
}

const struct crm_writer_ops crm_html_writer = {
	html_begin,
	html_row,
	html_end,
	html_close,
	.end_sheet = end_sheet,
	.begin_sheet = begin_sheet,
};
