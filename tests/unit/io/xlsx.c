/* A spreadsheet: valid, and typed cells in it. */
#include "io.h"

static const struct crm_column columns[] = {
	{ "id", "ID", CRM_T_ID, "L", NULL, 2, -1 },
	{ "name", "名称", CRM_T_TEXT, NULL, NULL, 2, -1 },
	{ "amount", "Amount", CRM_T_MONEY, NULL, NULL, 2, -1 },
	{ "share", "Share", CRM_T_PERCENT, NULL, NULL, 2, -1 },
	{ "active", "Active", CRM_T_BOOL, NULL, NULL, 2, -1 },
	{ "day", "Day", CRM_T_DATE, NULL, NULL, 2, -1 },
	{ "at", "At", CRM_T_INSTANT, NULL, NULL, 2, -1 },
	{ "big", "Big", CRM_T_INT, NULL, NULL, 2, -1 },
};

enum { N = sizeof columns / sizeof columns[0] };

static const struct crm_value cells[N] = {
	INT(12),
	TEXT("=北京<&>\xef\xbf\xbf"),
	INT(123456789),
	INT(155000),
	INT(1),
	INT(20778),
	INT(1795249800),
	INT(INT64_MAX),
};

/* The sheet's XML, or "" where it cannot be had. */
static const char *
sheet(const struct crm_buf *xlsx, struct crm_buf *xml)
{
	char command[256], tmp[4096];
	const char *path = io_file(xlsx->data, xlsx->len);
	size_t n;
	FILE *p;

	snprintf(command, sizeof command, "unzip -tq %s >/dev/null", path);
	is_int(system(command), 0, "the archive is whole");
	snprintf(command, sizeof command,
	    "unzip -p %s xl/worksheets/sheet1.xml", path);
	p = popen(command, "r");
	while (p != NULL && (n = fread(tmp, 1, sizeof tmp, p)) > 0)
		crm_buf_add(xml, tmp, n);
	pclose(p);
	return xml->len > 0 ? xml->data : "";
}

static void
has(const char *xml, const char *part)
{
	ok(strstr(xml, part) != NULL, "sheet has %s", part);
}

static void
typed(void)
{
	struct crm_writer_opts opts = { .format = CRM_FMT_XLSX,
		.title = "deals [all]: a title that is far too long" };
	struct crm_buf b = CRM_BUF_INIT, again = CRM_BUF_INIT;
	struct crm_buf xml = CRM_BUF_INIT;
	struct crm_err err;
	const char *s;

	io_write(&opts, columns, N, cells, 1, &b, &err);
	io_write(&opts, columns, N, cells, 1, &again, &err);
	ok(b.len == again.len && memcmp(b.data, again.data, b.len) == 0,
	    "the same rows give the same bytes");
	s = sheet(&b, &xml);
	has(s, "<c r=\"A2\" t=\"inlineStr\"><is><t>L12</t></is></c>");
	has(s, "<t>=北京&lt;&amp;&gt;\xef\xbf\xbd</t>");
	has(s, "<v>1234567.89</v>");
	has(s, "<v>0.155</v>");
	has(s, "t=\"b\"><v>1</v>");
	has(s, "<v>46347</v>");
	has(s, "<v>46347.6875</v>"); /* 16:30 in Shanghai */
	has(s, "<t>9223372036854775807</t>");
	has(s, "state=\"frozen\"");
	has(s, "<autoFilter ref=\"A1:H2\"/>");
	crm_buf_free(&b);
	crm_buf_free(&again);
	crm_buf_free(&xml);
}

/* More rows than are held back to measure. */
static void
many(void)
{
	static struct crm_value rows[250][N];
	struct crm_writer_opts opts = { .format = CRM_FMT_XLSX };
	struct crm_buf b = CRM_BUF_INIT, xml = CRM_BUF_INIT;
	struct crm_err err;
	const char *s;

	for (int i = 0; i < 250; i++) {
		memcpy(rows[i], cells, sizeof cells);
		rows[i][0].i = i;
	}
	io_write(&opts, columns, N, rows[0], 250, &b, &err);
	s = sheet(&b, &xml);
	has(s, "<row r=\"251\">");
	has(s, "<t>L99</t>");
	has(s, "<t>L100</t>");
	has(s, "<t>L249</t>");
	crm_buf_clear(&xml);
	crm_buf_clear(&b);
	io_write(&opts, columns, N, rows[0], 0, &b, &err);
	has(sheet(&b, &xml), "<t>Amount</t>");
	crm_buf_free(&b);
	crm_buf_free(&xml);
}

static void
limits(void)
{
	static char text[32769];
	struct crm_writer_opts opts = { .format = CRM_FMT_XLSX };
	struct crm_value v[N];
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err = { .text = "" };

	memset(text, 'x', 32768);
	memcpy(v, cells, sizeof v);
	v[1].t = crm_text_of(text);
	io_write(&opts, columns, N, v, 1, &b, &err);
	is_str(err.text,
	    "a text of 32768 characters does not fit a "
	    "spreadsheet's cell (32767): use -o csv",
	    "a text too long");
	is_str(err.field, "name", "names the column");
	setenv("TMPDIR", "/nonexistent", 1);
	io_write(&opts, columns, N, cells, 1, &b, &err);
	ok(strstr(err.text, "/nonexistent") != NULL, "%s", err.text);
	unsetenv("TMPDIR");
	crm_buf_free(&b);
}

int
main(void)
{
	struct crm_writer_opts opts = { .format = CRM_FMT_XLSX };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err = { .text = "" };

	setenv("TZ", "Asia/Shanghai", 1);
	io_write(&opts, columns, N, cells, 0, &b, &err);
	if (b.len == 0) {
		ok(strstr(err.text, "libxlsxwriter4") != NULL,
		    "without the library: %s", err.text);
		return tap_done();
	}
	crm_buf_free(&b);
	typed();
	many();
	limits();
	io_end();
	return tap_done();
}
