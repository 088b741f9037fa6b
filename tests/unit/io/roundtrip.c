/* What is written is read back byte for byte, in every format. */
#include "io.h"

static const struct crm_column columns[] = {
	{ "text", "Text", CRM_T_TEXT, NULL, NULL, 2, -1 },
	{ "same", "Same", CRM_T_NOTE, NULL, NULL, 2, -1 },
};

static const enum crm_format formats[] = {
	CRM_FMT_CSV,
	CRM_FMT_TSV,
	CRM_FMT_JSON,
	CRM_FMT_NDJSON,
};

enum { FORMATS = sizeof formats / sizeof formats[0], STRINGS_MAX = 2000 };

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_value value[STRINGS_MAX * 2];
static size_t strings;

static void
add(const char *p, size_t n)
{
	struct crm_text t = { crm_strndup(&arena, p, n), n };

	if (n == 0 || strings == STRINGS_MAX || crm_utf8_valid(t) < n ||
	    memchr(p, '\0', n) != NULL)
		return;
	value[2 * strings] = (struct crm_value){ CRM_STR, { .t = t } };
	value[2 * strings + 1] = value[2 * strings];
	strings++;
}

static void
hostile(void)
{
	static const char *const text[] = {
		"\\",
		"\\\\",
		"\\N",
		"\\\\N",
		"\\\\\\x",
		"\\n",
		"\\t",
		"\\\"",
		"\"",
		"\"\"",
		"\"a",
		"a\"b",
		"a,b",
		",",
		"\n",
		"\r\n",
		"\r",
		"\t",
		" ",
		" a ",
		"a\nb",
		"a\r\nb\r",
		"\\\n",
		"\\,",
		"\\\"\n",
		"=1+1",
		"\xef\xbb\xbf",
		"\x01\x02\x1f\x7f",
		"\xf0\x9f\x98\x80",
		"{}",
		"[]",
		"null",
		"<null>",
		"D12",
		";",
		"\\\r",
		"\"\n\"",
	};

	for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
		add(text[i], strlen(text[i]));
}

static void
naughty(void)
{
	FILE *f = fopen(SHARED "/big-list-of-naughty-strings/blns.txt", "r");
	char line[65536];

	if (f == NULL) {
		ok(1, "blns # SKIP no shared data");
		return;
	}
	while (fgets(line, sizeof line, f) != NULL)
		add(line, strcspn(line, "\n"));
	fclose(f);
}

/* One column and two; one row and all. */
static void
check(enum crm_format format, enum crm_format as, size_t n)
{
	struct crm_writer_opts opts = { .format = format };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err = { .text = "" };
	size_t rows = strings * 2 / n, at = 0, good = 0;

	io_write(&opts, columns, n, value, rows, &b, &err);
	r = io_read(b.data, b.len, as, &err);
	while (crm_reader_next(r, &row, &err) == CRM_OK && row != NULL) {
		for (size_t i = 0; i < n; i++, at++) {
			bool same = row->cell[i].kind == CRM_CELL_TEXT &&
			    crm_text_eq(row->cell[i].text, value[at].t);

			good += same;
			if (!same)
				printf("# %.*s\n", (int)value[at].t.n,
				    value[at].t.p);
		}
	}
	is_int((long long)good, (long long)rows * (long long)n,
	    crm_format_name(format));
	crm_reader_close(r);
	crm_buf_free(&b);
}

static void
nulls(enum crm_format format, size_t n)
{
	struct crm_writer_opts opts = { .format = format };
	struct crm_value none[4] = { NONE, NONE, NONE, NONE };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err;
	size_t rows = 0;

	io_write(&opts, columns, n, none, 2, &b, &err);
	r = io_read(b.data, b.len, format, &err);
	while (crm_reader_next(r, &row, &err) == CRM_OK && row != NULL)
		rows += row->cell[0].text.n == 0;
	is_int((long long)rows, 2, "rows of nulls are rows");
	crm_reader_close(r);
	crm_buf_free(&b);
}

/* Rejects: cells as they were read, written again in the form of their file. */
static void
rejects(const char *text, enum crm_format format)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_file_form form;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err;

	r = io_read(text, strlen(text), format, &err);
	form = crm_reader_form(r);
	crm_buf_printf(&b, "a%cb%s", form.delimiter, form.eol);
	while (crm_reader_next(r, &row, &err) == CRM_OK && row != NULL)
		crm_form_cells(&b, &form, row->cell, row->n);
	is_str(b.data, text, "cells written as they were read");
	crm_reader_close(r);
	crm_buf_free(&b);
}

int
main(void)
{
	hostile();
	naughty();
	for (int i = 0; i < FORMATS; i++) {
		check(formats[i], formats[i], 1);
		check(formats[i], formats[i], 2);
		nulls(formats[i], 1);
		nulls(formats[i], 2);
	}
	check(CRM_FMT_CSV, CRM_FMT_AUTO, 2);
	check(CRM_FMT_TSV, CRM_FMT_AUTO, 2);
	check(CRM_FMT_JSON, CRM_FMT_AUTO, 2);
	check(CRM_FMT_NDJSON, CRM_FMT_AUTO, 2);
	rejects("a,b\n\\N,\\\\N\n\"x\ny\",\n\\\\,\" \"\n", CRM_FMT_CSV);
	rejects("a;b\r\n\"x;y\";z,w\r\n\\N;\r\n", CRM_FMT_AUTO);
	rejects("a\tb\nx\\ty\tz\n\\N\t\\\"q\n", CRM_FMT_AUTO);
	crm_arena_free(&arena);
	io_end();
	return tap_done();
}
