/* JSON in: what is a record, what is refused and where. */
#include "io.h"

#include <dirent.h>

static void
records(void)
{
	IS("[]", CRM_FMT_JSON, "", "an empty list");
	IS("[{\"a\":1,\"b\":\"x\"},\n{\"b\":null,\"c\":true}]", CRM_FMT_JSON,
	    " / 1:1|x / 2:<absent>|<null>|true", "columns come with records");
	IS("{\n \"a\": 1e5\n}\n", CRM_FMT_AUTO, " / 1:100000",
	    "one object over lines");
	IS("{\"a\":12345678901234567.25}", CRM_FMT_AUTO,
	    " / 1:12345678901234567.25", "numbers as written");
	IS("{\"a\":9007199254740992,\"b\":-9007199254740992}", CRM_FMT_AUTO,
	    " / 1:9007199254740992|-9007199254740992", "2^53");
	IS("[{\"a\":9007199254740993},{\"a\":1}]", CRM_FMT_AUTO,
	    " / 1:! a: an integer beyond 2^53, which other programs round: "
	    "write it as text / 1:1",
	    "2^53 + 1");
	IS("{\"a\":[\"x\",\"y\",3],\"b\":[],\"c\":7}", CRM_FMT_AUTO,
	    " / 1:x, y, 3|<null>|7", "lists are joined");
	IS("{\"a\":{\"b\":1},\"c\":2}\n{\"a\":[[1]]}", CRM_FMT_AUTO,
	    " / 1:<nested>|2 / 2:<nested>|<absent>", "nested");
	IS("{\"a\":1,\"a\":2}\n{\"a\":3}", CRM_FMT_AUTO,
	    " / 1:! a: the key is there twice / 2:3", "duplicate keys");
	IS("{\"a\":1,\"A\":2}", CRM_FMT_AUTO, " / 1:1|2", "case matters");
	IS("{\"b\":1,\"a\":\"x\\u0000y\"}", CRM_FMT_AUTO,
	    " / 1:! a: \\u0000 in text", "NUL");
	IS("{\"a\":\"\\ud800\"}", CRM_FMT_AUTO,
	    " / 1:! a: half of a surrogate pair in text", "lone surrogate");
	IS("{\"a\":\"\\ud83d\\ude00\"}", CRM_FMT_AUTO, " / 1:\xf0\x9f\x98\x80",
	    "a pair");
	IS("{\"a\":\"\xff\"}\n{\"a\":1}", CRM_FMT_AUTO,
	    " / 1:! a: not UTF-8 / 2:1", "not UTF-8");
	IS("\xef\xbb\xbf{\"a\":1}", CRM_FMT_NDJSON, " / 1:1", "BOM");
}

static void
refused(void)
{
	IS("[{\"a\":1},\n 5]", CRM_FMT_JSON,
	    " / 1:1 / ! line 2, column 2: "
	    "not a record or a list of records",
	    "an element");
	IS(" 5", CRM_FMT_JSON,
	    " / ! line 1, column 2: "
	    "not a record or a list of records",
	    "a scalar");
	IS("[{\"\xe4\xb8\xad\":01}]", CRM_FMT_JSON,
	    " / ! line 1, column 9: "
	    "a number with a leading zero",
	    "column counts characters");
	IS("[{\"a\":1}]\nx", CRM_FMT_JSON,
	    " / 1:1 / ! line 2, column 1: "
	    "expected nothing more, found 'x'",
	    "trailing garbage");
	IS("{\"a\":1}\n{\"a\":2}", CRM_FMT_JSON,
	    " / 1:1 / ! line 2, column "
	    "1: expected nothing more, found '{'",
	    "two objects are no JSON");
	IS("{\"a\":1} {\"a\":2}", CRM_FMT_NDJSON,
	    " / 1:1 / ! line 1, column "
	    "9: expected a new line, found '{'",
	    "NDJSON has lines");
	IS("", CRM_FMT_JSON,
	    " / ! line 1, column 1: expected a value, found the end", "empty");
	IS("", CRM_FMT_NDJSON, "", "no lines");
	IS("[{\"a\":\"x\ny\"}]", CRM_FMT_JSON,
	    " / ! line 1, column 9: a "
	    "control character in a string",
	    "raw newline");
	IS("[{\"a\":tru}]", CRM_FMT_JSON,
	    " / ! line 1, column 10: "
	    "expected true, found '}'",
	    "a word");
}

static void
deep(void)
{
	static char text[100001];

	memset(text, '[', sizeof text);
	IS("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
	    CRM_FMT_JSON,
	    " / ! line 1, column 65: nested deeper than 64 "
	    "levels",
	    "65 levels");
	io_is(text, sizeof text, CRM_FMT_JSON,
	    " / ! line 1, column 65: "
	    "nested deeper than 64 levels",
	    "a hundred thousand levels");
}

static void
suite_file(const char *name)
{
	struct crm_reader_opts opts = { .format = CRM_FMT_JSON };
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row = NULL;
	struct crm_err err = { .text = "" };
	enum crm_status status;

	crm_buf_printf(&path, SHARED "/JSONTestSuite/test_parsing/%s", name);
	status = crm_reader_open(path.data, &opts, &r, &err);
	while (status == CRM_OK || row != NULL) {
		status = crm_reader_next(r, &row, &err);
		if (row == NULL)
			break;
	}
	if (name[0] == 'y')
		ok(status == CRM_OK ||
			(status == CRM_INVALID &&
			    strstr(
				err.text, "not a record or a list of records")),
		    "%s: %s", name, err.text);
	else if (name[0] == 'n')
		ok(status == CRM_INVALID && err.line > 0 && err.column > 0,
		    "%s: %s", name, err.text);
	else
		ok(1, "%s: %s", name, err.text);
	crm_reader_close(r);
	crm_buf_free(&path);
}

/* The same text as a value inside a record, so that the scanner sees it all:
 * it may spoil the record, but only bad syntax ends the reading. */
static void
suite_inside(const char *name)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	char tmp[300000];
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err = { .text = "" };
	FILE *f;

	crm_buf_printf(&path, SHARED "/JSONTestSuite/test_parsing/%s", name);
	f = fopen(path.data, "rb");
	crm_buf_str(&text, "[{\"v\":");
	crm_buf_add(&text, tmp, fread(tmp, 1, sizeof tmp, f));
	fclose(f);
	crm_buf_str(&text, "}]");
	r = io_read(text.data, text.len, CRM_FMT_JSON, &err);
	if (r != NULL) {
		crm_reader_next(r, &row, &err);
		if (name[0] == 'y')
			ok(row != NULL, "inside: %s: %s", name, err.text);
		if (name[0] == 'n')
			ok(row == NULL ||
				crm_reader_next(r, &row, &err) != CRM_OK,
			    "inside: %s: %s", name, err.text);
	}
	crm_reader_close(r);
	crm_buf_free(&path);
	crm_buf_free(&text);
}

static void
suite(void)
{
	DIR *dir = opendir(SHARED "/JSONTestSuite/test_parsing");
	struct dirent *e;

	if (dir == NULL) {
		ok(1, "JSONTestSuite # SKIP no shared data");
		return;
	}
	while ((e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.') {
			suite_file(e->d_name);
			suite_inside(e->d_name);
		}
	closedir(dir);
}

/* Records across the ends of windows, then again after a rewind. */
static void
windows(void)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err;
	long n = 0, good = 0;

	for (long i = 0; i < 20000; i++)
		crm_buf_printf(&text,
		    "%s{\"n\":%ld,\"t\":\"%*s\\u4e2d\xe4\xb8"
		    "\xad\"}",
		    i ? ",\n" : "[", i, (int)(i % 57), "x");
	crm_buf_str(&text, "]");
	r = io_read(text.data, text.len, CRM_FMT_AUTO, &err);
	for (int pass = 0; pass < 2; pass++) {
		n = good = 0;
		while (
		    crm_reader_next(r, &row, &err) == CRM_OK && row != NULL) {
			good += atol(row->cell[0].text.p) == n &&
			    row->line == n + 1;
			n++;
		}
		is_int(good, 20000, "records over many windows");
		crm_reader_rewind(r, &err);
	}
	crm_reader_close(r);
	crm_buf_free(&text);
}

int
main(void)
{
	records();
	refused();
	deep();
	suite();
	windows();
	io_end();
	return tap_done();
}
