/* CSV, TSV and id lists in. */
#include "io.h"

#include <dirent.h>

static void
line_ends(void)
{
	IS("a,b\n1,2\n", CRM_FMT_AUTO, "a|b / 2:1|2", "LF");
	IS("a,b\r\n1,2\r\n", CRM_FMT_AUTO, "a|b / 2:1|2", "CRLF");
	IS("a,b\r1,2\r3,4", CRM_FMT_AUTO, "a|b / 2:1|2 / 3:3|4", "CR alone");
	IS("a,b\n1,2\r", CRM_FMT_AUTO, "a|b / 2:1|2", "CR as the last byte");
	IS("a,b\n1,2", CRM_FMT_AUTO, "a|b / 2:1|2", "no end of line");
	IS("a,b\n\n\n1,2\n\n", CRM_FMT_AUTO, "a|b / 4:1|2", "blank lines");
	IS("\xef\xbb\xbf"
	   "a,b\n1,2\n",
	    CRM_FMT_AUTO, "a|b / 2:1|2", "BOM");
	IS("\xef\xbb\xbf\"a\",b\n1,2\n", CRM_FMT_AUTO, "a|b / 2:1|2",
	    "BOM before a quote");
	IS("", CRM_FMT_AUTO, "", "an empty file");
	IS("\n \n", CRM_FMT_CSV, "open: line 2: no column has a name",
	    "a blank header");
	IS("a,b\n", CRM_FMT_AUTO, "a|b", "a header alone");
}

static void
quotes(void)
{
	IS("a,b\n\"x\ny\",2\n3,4\n", CRM_FMT_AUTO, "a|b / 2:x\ny|2 / 4:3|4",
	    "a quoted newline");
	IS("a,b\r\n\"x\r\ny\",2\r\n", CRM_FMT_AUTO, "a|b / 2:x\r\ny|2",
	    "a quoted CRLF is kept");
	IS("a,b\n\"say \"\"hi\"\"\",\n", CRM_FMT_AUTO, "a|b / 2:say \"hi\"|",
	    "doubled quotes");
	IS("a,b\n5\" pipe,6\"\n", CRM_FMT_AUTO, "a|b / 2:5\" pipe|6\"",
	    "quotes inside bare cells");
	IS("a,b\n\"x\"y,2\n3,4\n", CRM_FMT_AUTO,
	    "a|b / 2:! a quote that "
	    "neither ends its cell nor is doubled / 3:3|4",
	    "a stray quote spoils one row");
	IS("a,b\n\"x\n\ny\"z,2\n3,4\n", CRM_FMT_AUTO,
	    "a|b / 2:! a quote on "
	    "line 4 that neither ends its cell nor is doubled / 5:3|4",
	    "a stray quote further down");
	IS("a,b\n1,2\n3,\"4\n5,6\n", CRM_FMT_AUTO,
	    "a|b / 2:1|2 / ! line 3: the quote opened here is never closed",
	    "an open quote at the end");
	IS("a,b\n\"1\n1\",\"2\n\n", CRM_FMT_AUTO,
	    "a|b / ! line 3: the quote opened here is never closed",
	    "an open quote in a long row");
	IS("a, b\n 1 ,\" 2\"\n", CRM_FMT_AUTO, "a|b / 2: 1 | 2",
	    "blanks in cells are kept");
	IS("a,b\n1,\"2\"", CRM_FMT_AUTO, "a|b / 2:1|2",
	    "a quote as the last byte");
}

static void
rows(void)
{
	IS("a,b\n1\n2,3,4\n5,6\n", CRM_FMT_AUTO,
	    "a|b / 2:! expected 2 columns, found 1"
	    " / 3:! expected 2 columns, found 3 / 4:5|6",
	    "ragged rows");
	IS("a,b,,\n1,2,,\n3,4\n5,6,, x\n", CRM_FMT_AUTO,
	    "a|b / 2:1|2 / 3:3|4 / 4:! column 4 has data but no header",
	    "columns without a header");
	IS("a,,b\n", CRM_FMT_AUTO, "open: line 1: column 2 has no name",
	    "a blank name");
	IS("\na,b,a\n", CRM_FMT_AUTO,
	    "open: line 2: column 'a' is there twice, as 1 and 3",
	    "a repeated name");
	IS("a,b\n1,x\0y\n3,4\n", CRM_FMT_AUTO, "a|b / 2:! a NUL byte / 3:3|4",
	    "a NUL byte");
	IS("a,b\n1,\xb1\xb1\xbe\xa9\n3,4\n", CRM_FMT_AUTO,
	    "a|b / ! line 2: not UTF-8; would fit: gb18030, big5, shift_jis, "
	    "windows-1252 (give --encoding)",
	    "not UTF-8: the file as a whole");
	IS("a,b\n1,\xb1\xb1\xbe\xa9\n\xe5\x8c\x97,4\n\xe4\xba\xac,5\n",
	    CRM_FMT_AUTO,
	    "a|b / 2:! not UTF-8, and the file as a whole is in no other "
	    "encoding that we know / 3:\xe5\x8c\x97|4 / 4:\xe4\xba\xac|5",
	    "a line that is not UTF-8 in a file that is");
	IS("a,b\n\xe4\"\",\"\xb8\xad\"\n", CRM_FMT_AUTO,
	    "a|b / ! line 2: not UTF-8; would fit: windows-1252 (give --encoding)",
	    "two halves of a character are none");
}

static void
backslashes(void)
{
	IS("a,b\n\\N,\\\\N\n\\\\,\\x\n\\,\\\\\\x\n", CRM_FMT_AUTO,
	    "a|b / 2:<null>|\\N / 3:\\|\\x / 4:\\|\\\\x", "in CSV");
	IS("a\tb\n\\N\t\\\\N\n\\t\\n\t\\q\\\n", CRM_FMT_AUTO,
	    "a|b / 2:<null>|\\N / 3:\t\n|\\q\\", "in TSV");
	IS("a\tb\n\"x\ty\"\t\\n\n5\"\t\\n\n", CRM_FMT_AUTO,
	    "a|b / 2:x\ty|\\n / 3:5\"|\n",
	    "a line of TSV with CSV's quotes is read as CSV");
}

static void
detection(void)
{
	IS("a;b\n1,5;2\n", CRM_FMT_AUTO, "a|b / 2:1,5|2", "semicolons");
	IS("a|b\n1,5|2;\n", CRM_FMT_AUTO, "a|b / 2:1,5|2;", "bars");
	IS("\"a,x\";b\n1;2\n", CRM_FMT_AUTO, "a,x|b / 2:1|2",
	    "a comma inside quotes does not count");
	IS("a;b\n1\n", CRM_FMT_CSV, "a;b / 2:1", "csv means comma");
	IS("L12\n\n D3 \r\nC4", CRM_FMT_AUTO, "id / 1:L12 / 3:D3 / 4:C4",
	    "ids");
	IS("L01\nx\n", CRM_FMT_AUTO, "L01 / 2:x", "not quite an id");
	IS("email2\nx\n", CRM_FMT_AUTO, "email2 / 2:x", "a header, no id");
	IS("Acme\n", CRM_FMT_IDS, "id / 1:Acme", "ids by option");
	IS("\xef\xbb\xbf [{\"a\":1}]", CRM_FMT_AUTO, " / 1:1", "JSON");
	IS("{\"a\":1}\n{\"a\":2}\n", CRM_FMT_AUTO, " / 1:1 / 2:2", "NDJSON");
	IS("x", CRM_FMT_MD,
	    "open: cannot read the format 'md': use csv, "
	    "tsv, json, ndjson, ids or xlsx",
	    "a format that is only written");
}

/* Apostrophes that disarm, in a file of --excel and in another. */
static void
apostrophes(void)
{
	IS("\xef\xbb\xbf"
	   "a,b\r\n'=1,'x\r\n\"' =1\",''=1\r\n'+86,'-1+1\r\n\\N,'\r\n",
	    CRM_FMT_AUTO, "a|b / 2:=1|'x / 3: =1|'=1 / 4:+86|-1+1 / 5:<null>|'",
	    "taken off where the file begins as --excel writes it");
	IS("\xef\xbb\xbf"
	   "a\tb\r\n'=1\t'\\t1\r\n",
	    CRM_FMT_AUTO, "a|b / 2:=1|\t1", "in TSV");
	IS("\xef\xbb\xbf"
	   "a,b\n'=1,x\n",
	    CRM_FMT_AUTO, "a|b / 2:'=1|x", "not where its lines end in LF");
	IS("a,b\r\n'=1,x\r\n", CRM_FMT_AUTO, "a|b / 2:'=1|x",
	    "nor without its mark");
}

/* Every row of a CSV equals the record of its JSON. */
static void
compare(const char *name)
{
	struct crm_reader_opts opts = { .format = CRM_FMT_CSV };
	struct crm_buf path = CRM_BUF_INIT, a = CRM_BUF_INIT, b = CRM_BUF_INIT;
	struct crm_reader *csv, *json;
	struct crm_row *x, *y;
	struct crm_err err;

	crm_buf_printf(&path, SHARED "/csv-spectrum/csvs/%s.csv", name);
	crm_reader_open(path.data, &opts, &csv, &err);
	crm_buf_clear(&path);
	crm_buf_printf(&path, SHARED "/csv-spectrum/json/%s.json", name);
	opts.format = CRM_FMT_JSON;
	crm_reader_open(path.data, &opts, &json, &err);
	for (;;) {
		crm_reader_next(csv, &x, &err);
		crm_reader_next(json, &y, &err);
		if (x == NULL || y == NULL)
			break;
		/* The phone number was changed in one of the two files. */
		for (size_t i = strcmp(name, "location_coordinates") == 0;
		     i < x->n; i++) {
			io_cell(&a, &x->cell[i]);
			crm_buf_char(&a, '|');
		}
		for (size_t i = strcmp(name, "location_coordinates") == 0;
		     i < y->n; i++) {
			io_cell(&b, &y->cell[i]);
			crm_buf_char(&b, '|');
		}
	}
	ok(x == NULL && y == NULL, "csv-spectrum %s: rows", name);
	is_str(a.len > 0 ? a.data : "", b.len > 0 ? b.data : "", name);
	crm_reader_close(csv);
	crm_reader_close(json);
	crm_buf_free(&path);
	crm_buf_free(&a);
	crm_buf_free(&b);
}

static void
spectrum(void)
{
	DIR *dir = opendir(SHARED "/csv-spectrum/csvs");
	struct dirent *e;

	if (dir == NULL) {
		ok(1, "csv-spectrum # SKIP no shared data");
		return;
	}
	while ((e = readdir(dir)) != NULL) {
		char *dot = strrchr(e->d_name, '.');

		if (e->d_name[0] == '.' || dot == NULL)
			continue;
		*dot = '\0';
		compare(e->d_name);
	}
	closedir(dir);
}

/* Lines that lie across the window's ends, in all sorts. */
static void
windows(void)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err;
	long n = 0, good = 0;

	crm_buf_str(&text, "n,text,more\r\n");
	for (long i = 0; i < 40000; i++)
		crm_buf_printf(&text,
		    i % 3 ? "%ld,%*s,\xe4\xb8\xad\r\n"
			  : "%ld,\"%*s\",\"\xe4\xb8\xad\"\r\n",
		    i, (int)(i % 57), "x");
	r = io_read(text.data, text.len, CRM_FMT_AUTO, &err);
	while (crm_reader_next(r, &row, &err) == CRM_OK && row != NULL) {
		good += atol(row->cell[0].text.p) == n && row->line == n + 2 &&
		    row->cell[2].text.n == 3;
		n++;
	}
	is_int(n, 40000, "rows over many windows");
	is_int(good, 40000, "all as they were");
	is_int(crm_reader_offset(r), (long long)text.len, "offset at the end");
	crm_reader_close(r);
	crm_buf_free(&text);
}

int
main(void)
{
	line_ends();
	quotes();
	rows();
	backslashes();
	detection();
	apostrophes();
	spectrum();
	windows();
	io_end();
	return tap_done();
}
