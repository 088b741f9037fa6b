/* Records out: cells, quoting, the guard, tables, and where bytes go. */
#include "io.h"

#include <signal.h>

static const struct crm_choice stages[] = {
	{ "new", "New", "新建", NULL },
	{ "won", "Won", "赢单", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_column columns[] = {
	{ "id", "ID", CRM_T_ID, "L", NULL, 2, -1 },
	{ "name", "名称", CRM_T_TEXT, NULL, NULL, 2, -1 },
	{ "amount", "Amount", CRM_T_MONEY, NULL, NULL, 2, 3 },
	{ "currency", "Cur", CRM_T_CURRENCY, NULL, NULL, 2, -1 },
	{ "share", "Share", CRM_T_PERCENT, NULL, NULL, 2, -1 },
	{ "qty", "Qty", CRM_T_DECIMAL, NULL, NULL, 2, -1 },
	{ "stage", "Stage", CRM_T_ENUM, NULL, stages, 2, -1 },
	{ "active", "Active", CRM_T_BOOL, NULL, NULL, 2, -1 },
	{ "day", "Day", CRM_T_DATE, NULL, NULL, 2, -1 },
	{ "at", "At", CRM_T_INSTANT, NULL, NULL, 2, -1 },
};

enum { N = sizeof columns / sizeof columns[0] };

static const struct crm_value cells[2][N] = {
	{ INT(12), TEXT("北京 \"A\", B"), INT(123456789), TEXT("CNY"),
	    INT(155000), INT(1234500000), TEXT("won"), INT(1), INT(20778),
	    INT(1795249845) },
	{ INT(7), NONE, INT(5000), TEXT("JPY"), NONE, INT(-1500000),
	    TEXT("new"), INT(0), INT(-1), NONE },
};

static void
is_written(struct crm_writer_opts opts, const char *want, const char *name)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;

	is_str(io_write(&opts, columns, N, cells[0], 2, &b, &err), want, name);
	crm_buf_free(&b);
}

static void
formats(void)
{
	is_written((struct crm_writer_opts){ .format = CRM_FMT_CSV },
	    "id,name,amount,currency,share,qty,stage,active,day,at\n"
	    "L12,\"北京 \"\"A\"\", B\",1234567.89,CNY,15.5,1234.5,won,yes,"
	    "2026-11-21,2026-11-21T08:30:45Z\n"
	    "L7,,5000,JPY,,-1.5,new,no,1969-12-31,\n",
	    "csv");
	is_written((struct crm_writer_opts){ .format = CRM_FMT_NDJSON },
	    "{\"id\":\"L12\",\"name\":\"北京 \\\"A\\\", B\",\"amount\":"
	    "1234567.89,\"currency\":\"CNY\",\"share\":15.5,\"qty\":1234.5,"
	    "\"stage\":\"won\",\"active\":true,\"day\":\"2026-11-21\",\"at\":"
	    "\"2026-11-21T08:30:45Z\"}\n"
	    "{\"id\":\"L7\",\"name\":null,\"amount\":5000,\"currency\":"
	    "\"JPY\",\"share\":null,\"qty\":-1.5,\"stage\":\"new\","
	    "\"active\":false,\"day\":\"1969-12-31\",\"at\":null}\n",
	    "ndjson");
	is_written((struct crm_writer_opts){ .format = CRM_FMT_IDS },
	    "L12\nL7\n", "ids");
	is_written((struct crm_writer_opts){ .format = CRM_FMT_TABLE,
		       .chinese = true },
	    "ID   名称               Amount  Cur  Share      Qty  Stage  "
	    "Active  Day         At\n"
	    "---  -----------  ------------  ---  -----  -------  -----  "
	    "------  ----------  ----------------\n"
	    "L12  北京 \"A\", B  1,234,567.89  CNY  15.5%  1,234.5  赢单   "
	    "是      2026-11-21  2026-11-21 08:30\n"
	    "L7                       5,000  JPY            -1.5  新建   "
	    "否      1969-12-31\n",
	    "table");
	is_written((struct crm_writer_opts){ .format = CRM_FMT_MD },
	    "| ID | 名称 | Amount | Cur | Share | Qty | Stage | Active | Day "
	    "| At |\n"
	    "| --- | --- | ---: | --- | ---: | ---: | --- | --- | --- | --- "
	    "|\n"
	    "| L12 | 北京 \"A\", B | 1,234,567.89 | CNY | 15.5% | 1,234.5 | "
	    "Won | yes | 2026-11-21 | 2026-11-21 08:30 |\n"
	    "| L7 |  | 5,000 | JPY |  | -1.5 | New | no | 1969-12-31 |  |\n",
	    "md");
}

/* A column of text alone. */
static void
is_text(struct crm_writer_opts opts, const struct crm_value *v, size_t rows,
    const char *want, const char *name)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;

	is_str(io_write(&opts, columns + 1, 1, v, rows, &b, &err), want, name);
	crm_buf_free(&b);
}

static void
texts(void)
{
	const struct crm_value v[] = { TEXT("=1+1"), TEXT("-x,y"), TEXT("\\N"),
		TEXT("a|b\nc"), TEXT("+86"), TEXT("\x01"), TEXT("+86 1"),
		TEXT("+8613800138000"), TEXT(" =1"), TEXT("\u3000@x"),
		TEXT("＝1+1"), TEXT("－1-1"), TEXT("\t=1"), TEXT("\r=1"),
		TEXT("'=1"), TEXT("'x"), TEXT("a=b"), TEXT("+"),
		TEXT("+8657188888888;ext=8001"),
		TEXT("+8657188888888;ext=1+1") };
	const struct crm_value control[] = { TEXT("\x01\b\t\n\f\r\x1f\x0e\"") };

	is_text(
	    (struct crm_writer_opts){ .format = CRM_FMT_CSV, .excel = true }, v,
	    5,
	    "\xef\xbb\xbfname\r\n'=1+1\r\n\"'-x,y\"\r\n"
	    "\\\\N\r\n\"a|b\nc\"\r\n'+86\r\n",
	    "the guard against formulas");
	is_text(
	    (struct crm_writer_opts){ .format = CRM_FMT_TSV, .excel = true },
	    v + 6, 14,
	    "\xef\xbb\xbfname\r\n'+86 1\r\n+8613800138000\r\n' =1\r\n'\u3000@x\r\n"
	    "'＝1+1\r\n'－1-1\r\n'\\t=1\r\n'\\r=1\r\n''=1\r\n'x\r\n"
	    "a=b\r\n'+\r\n+8657188888888;ext=8001\r\n"
	    "'+8657188888888;ext=1+1\r\n",
	    "what is a formula, and what is not");
	is_text((struct crm_writer_opts){ .format = CRM_FMT_CSV }, v, 2,
	    "name\n=1+1\n\"-x,y\"\n", "no guard unless asked");
	is_text((struct crm_writer_opts){ .format = CRM_FMT_MD }, v + 3, 1,
	    "| 名称 |\n| --- |\n| a\\|b<br>c |\n", "md escapes");
	is_text((struct crm_writer_opts){ .format = CRM_FMT_TABLE }, v + 5, 1,
	    "名称\n----\n\\x01\n", "control bytes");
	is_text(
	    (struct crm_writer_opts){ .format = CRM_FMT_TABLE, .color = true },
	    v + 4, 1, "\033[1;4m名称\033[0m\n+86\n", "a coloured header");
	is_text((struct crm_writer_opts){ .format = CRM_FMT_JSON }, v, 0,
	    "[]\n", "an empty list");
	is_text((struct crm_writer_opts){ .format = CRM_FMT_JSON }, control, 1,
	    "[\n{\"name\":\"\\u0001\\b\\t\\n\\f\\r\\u001f\\u000e\\\"\"}\n]\n",
	    "escapes of JSON");
}

/* A table on a terminal of some width. */
static const char *
on_terminal(struct crm_buf *b, const struct crm_column *c, size_t n,
    const struct crm_value *v, size_t rows, size_t width)
{
	struct crm_writer_opts opts = { .format = CRM_FMT_TABLE,
		.width = width };
	struct crm_err err;

	crm_buf_clear(b);
	return io_write(&opts, c, n, v, rows, b, &err);
}

/* The widest line. */
static size_t
widest(const char *s)
{
	size_t most = 0;

	while (*s != '\0') {
		struct crm_text line = { s, strcspn(s, "\n") };
		size_t width = crm_width(line);

		most = width > most ? width : most;
		s += line.n + (s[line.n] == '\n');
	}
	return most;
}

static void
widths(void)
{
	const struct crm_value v[] = { TEXT("北京上海广州深圳"),
		TEXT("a rather long name of a company"), INT(123456789), NONE };
	struct crm_column c[4] = { columns[1], columns[1], columns[2],
		columns[3] };
	struct crm_buf b = CRM_BUF_INIT;

	c[0].label = "Name";
	c[1].label = "Company";
	c[2].currency = 3;
	is_str(on_terminal(&b, c, 3, v, 1, 40),
	    "Name          Company             Amount\n"
	    "------------  ------------  ------------\n"
	    "北京上海广…   a rather lo…  1,234,567.89\n",
	    "text gives way, numbers do not");
	is_str(on_terminal(&b, c, 3, v, 1, 80),
	    "Name              Company                                "
	    "Amount\n"
	    "----------------  -------------------------------  "
	    "------------\n"
	    "北京上海广州深圳  a rather long name of a company  "
	    "1,234,567.89\n",
	    "nothing is cut without need");
	is_str(on_terminal(&b, c, 3, v, 1, 24),
	    "Name     北京上海广州深\n"
	    "         圳\n"
	    "Company  a rather long\n"
	    "         name of a\n"
	    "         company\n"
	    "Amount   1,234,567.89\n",
	    "fields one under another where no table fits");
	is_str(on_terminal(&b, c, 3, v, 0, 80), "", "no rows, no header");
	crm_buf_free(&b);
}

/* What is another thing without its end is whole at every width. */
static void
whole_cells(void)
{
	static const enum crm_type types[] = { CRM_T_ID, CRM_T_PHONE,
		CRM_T_MONEY, CRM_T_DATE, CRM_T_INSTANT, CRM_T_PERCENT,
		CRM_T_TEXT, CRM_T_TEXT };
	static const char *const shown[] = { "L123456789", "+8613800138000",
		"12,345,678.90", "2026-11-21", "2026-11-21 08:30", "15.5%",
		"SO-2026-000017" };
	const struct crm_value v[] = { INT(123456789), TEXT("+8613800138000"),
		INT(1234567890), INT(20778), INT(1795249845), INT(155000),
		TEXT("SO-2026-000017"), TEXT("a text that may be cut") };
	enum { COLUMNS = sizeof types / sizeof *types };
	struct crm_column c[COLUMNS];
	struct crm_buf b = CRM_BUF_INIT;
	bool fits = true, is_whole = true;

	for (size_t i = 0; i < COLUMNS; i++)
		c[i] = (struct crm_column){ .name = "a_rather_long_heading",
			.type = types[i],
			.money_digits = 2,
			.currency = -1 };
	c[0].code = "L";
	c[6].whole = true;
	for (size_t width = 40; width <= 200; width++) {
		const char *s = on_terminal(&b, c, COLUMNS, v, 1, width);

		fits = fits && widest(s) <= width;
		for (size_t i = 0; i + 1 < COLUMNS; i++)
			is_whole = is_whole && strstr(s, shown[i]) != NULL;
	}
	ok(fits, "no line is wider than the terminal");
	ok(is_whole, "ids, numbers, dates and phones are whole");
	crm_buf_free(&b);
}

static void
headings(void)
{
	const struct crm_value v[] = { INT(1), INT(2), NONE,
		TEXT("a text of thirty-one characters") };
	struct crm_column c[4] = { columns[5], columns[5], columns[5],
		columns[1] };
	struct crm_buf b = CRM_BUF_INIT;

	c[0].label = "Expected close";
	c[1].label = "Expected amount";
	c[2].label = "Nothing at all";
	c[3].label = "Text";
	is_str(on_terminal(&b, c, 4, v, 1, 40),
	    "Expected cl…  Expected am…  Text\n"
	    "------------  ------------  ------------\n"
	    "    0.000001      0.000002  a text of t…\n",
	    "headings stay distinct; an empty column goes");
	ok(strstr(on_terminal(&b, c, 4, v, 1, 100), "Nothing at all") != NULL,
	    "but not where there is room");
	crm_buf_free(&b);
}

/* Colour is for what a cell says. */
static void
tones(void)
{
	static const struct crm_choice states[] = {
		{ "won", "Won", NULL, NULL, CRM_TONE_GOOD },
		{ "lost", "Lost", NULL, NULL, CRM_TONE_BAD },
		{ NULL },
	};
	const struct crm_value v[] = { TEXT("won"), INT(-100), INT(20778),
		INT(CRM_TONE_LATE), TEXT("lost"), INT(100), INT(20778), NONE };
	struct crm_column c[4] = { columns[6], columns[5], columns[8],
		columns[5] };
	struct crm_writer_opts opts = { .format = CRM_FMT_TABLE,
		.color = true };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;

	c[0].choices = states;
	c[2].tone = 4;
	is_str(io_write(&opts, c, 4, v, 2, &b, &err),
	    "\033[1;4mStage      Qty  Day              Qty\033[0m\n"
	    "\033[32mWon\033[0m    \033[31m-0.0001\033[0m  "
	    "\033[1;31m2026-11-21\033[0m  0.000003\n"
	    "\033[31mLost\033[0m    0.0001  2026-11-21\n",
	    "won, lost, negative, late");
	crm_buf_free(&b);
}

static void
profiles(void)
{
	const struct crm_value v[] = { TEXT("Name"), TEXT("Acme"),
		TEXT("Notes"), TEXT("one\r\n\ntwo \x01 and a good deal more") };
	struct crm_column c[2] = { columns[1], columns[1] };
	struct crm_writer_opts opts = { .format = CRM_FMT_TABLE,
		.profile = true };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;

	is_str(io_write(&opts, c, 2, v, 2, &b, &err),
	    "Name   Acme\nNotes  one\n\n       two \\x01 and a good deal "
	    "more\n",
	    "lines stay lines");
	crm_buf_clear(&b);
	opts.width = 24;
	is_str(io_write(&opts, c, 2, v, 2, &b, &err),
	    "Name   Acme\nNotes  one\n\n       two \\x01 and a\n"
	    "       good deal more\n",
	    "and are wrapped at a terminal");
	crm_buf_free(&b);
}

/* A column is padded as far as one can read, and no farther. */
static void
padding(void)
{
	enum { WIDE = 5000 };
	char wide[WIDE + 1];
	struct crm_value v[] = { TEXT("one"), TEXT("two"), NONE, TEXT("end") };
	struct crm_column c[2] = { columns[1], columns[1] };
	struct crm_writer_opts opts = { .format = CRM_FMT_TABLE };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	const char *text;

	memset(wide, 'x', WIDE);
	wide[WIDE] = '\0';
	v[2] = crm_value_text(crm_text_of(wide));
	text = io_write(&opts, c, 2, v, 2, &b, &err);
	ok(strcspn(strstr(text, "one"), "\n") < 250, "a short row stays short");
	ok(strstr(text, wide) != NULL, "a wide cell is not cut");
	ok(strstr(text, "x  end\n") != NULL, "what follows it is set off");
	crm_buf_free(&b);
}

static void
big_integers(void)
{
	struct crm_column c = { "n", "N", CRM_T_INT, NULL, NULL, 2, -1 };
	const struct crm_value v[] = { INT(INT64_MAX), INT(INT64_C(1) << 53) };
	struct crm_writer_opts opts = { .format = CRM_FMT_NDJSON };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;

	is_str(io_write(&opts, &c, 1, v, 2, &b, &err),
	    "{\"n\":\"9223372036854775807\"}\n{\"n\":9007199254740992}\n",
	    "JSON numbers that are not exact are text");
	crm_buf_free(&b);
}

/* Enough to leave every buffer. */
static enum crm_status
write_much(struct crm_out *out, bool *closed, struct crm_err *err)
{
	struct crm_writer_opts opts = { .format = CRM_FMT_CSV };
	struct crm_writer *w;

	crm_writer_open(out, &opts, columns, N, &w, err);
	for (int i = 0; i < 50000 && !crm_out_closed(out); i++)
		crm_writer_row(w, cells[i % 2], err);
	crm_writer_end(w, err);
	crm_writer_close(w);
	return crm_out_flush(out, closed, err);
}

static void
ends(void)
{
	struct crm_err err = { .text = "" };
	struct crm_out *out;
	bool closed;
	int fd[2], full = open("/dev/full", O_WRONLY);

	crm_out_fd(full, &out, &err);
	ok(write_much(out, &closed, &err) == CRM_FAIL, "a full disk");
	is_str(err.text, "cannot write: No space left on device", "says so");
	crm_out_close(out);
	crm_out_spool(&out, &err);
	ok(write_much(out, &closed, &err) == CRM_OK, "spooled");
	ok(crm_out_copy(out, full, &closed, &err) == CRM_FAIL,
	    "a full disk behind a spool");
	if (pipe(fd) != 0)
		abort();
	close(fd[0]);
	ok(crm_out_copy(out, fd[1], &closed, &err) == CRM_OK && closed,
	    "a closed pipe is no failure");
	crm_out_close(out);
	crm_out_fd(fd[1], &out, &err);
	closed = false;
	ok(write_much(out, &closed, &err) == CRM_OK && closed,
	    "nor is it without a spool");
	crm_out_close(out);
	setenv("TMPDIR", "/nonexistent", 1);
	crm_out_spool(&out, &err);
	ok(write_much(out, &closed, &err) == CRM_FAIL, "nowhere to spool: %s",
	    err.text);
	crm_out_close(out);
	unsetenv("TMPDIR");
	close(fd[1]);
	close(full);
}

int
main(void)
{
	setenv("TZ", "UTC", 1);
	signal(SIGPIPE, SIG_IGN);
	formats();
	texts();
	widths();
	whole_cells();
	headings();
	tones();
	profiles();
	padding();
	big_integers();
	ends();
	return tap_done();
}
