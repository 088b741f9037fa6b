/* Workbooks with random damage, in their XML and in their archive, are read or
 * refused, twice, and never crash; the sanitised build makes this worth its
 * while. */
#include "io.h"
#include "zip.h"

static const char *const seeds[][2] = {
	{ "_rels/.rels",
	    "<Relationships><Relationship Id=\"rId1\" Type=\"x/officeDocument\""
	    " Target=\"xl/workbook.xml\"/></Relationships>" },
	{ "xl/workbook.xml",
	    "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets>"
	    "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>"
	    "<sheet name=\"B\" sheetId=\"2\" r:id=\"rId2\" state=\"hidden\"/>"
	    "</sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels",
	    "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\""
	    " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId3\""
	    " Type=\"x/styles\" Target=\"styles.xml\"/><Relationship"
	    " Id=\"rId4\" Type=\"x/sharedStrings\""
	    " Target=\"/xl/sharedStrings.xml\"/></Relationships>" },
	{ "xl/styles.xml",
	    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\""
	    "[$-804]yyyy&quot;y&quot;m\\-d;@\"/></numFmts><cellXfs>"
	    "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/>"
	    "</cellXfs></styleSheet>" },
	{ "xl/sharedStrings.xml",
	    "<sst><si><t>a_x000D_</t></si><si><r><t>b</t></r><r>"
	    "<t xml:space=\"preserve\"> c</t></r><rPh><t>d</t></rPh></si>"
	    "<si/></sst>" },
	{ "xl/worksheets/sheet1.xml",
	    "<worksheet><sheetData><row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v>"
	    "</c><c r=\"C1\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>e"
	    "</t></is></c></row><row r=\"3\"><c r=\"B3\" s=\"1\"><v>44885.5"
	    "</v></c><c r=\"C3\" s=\"2\"><f>1+1</f><v>0.15</v></c><c r=\"D3\""
	    " t=\"e\"><v>#N/A</v></c></row><row><c r=\"B4\" t=\"b\"><v>1</v></c><c "
	    "t=\"str\"><f>x</f><v>y</v></c><c r=\"D4\"><f>z</f></c></row>"
	    "</sheetData><mergeCells><mergeCell ref=\"B3:B4\"/></mergeCells>"
	    "</worksheet>" },
};

static const char bytes[] = "<>/=\"& 0129-.:ABrstcvf_x#;[]{}!?\xff\xe4\0";

enum {
	PARTS = sizeof seeds / sizeof seeds[0],
	ROOM = 1200,
	TIMES = 4000,
	ROWS_MAX = 100,
};

static size_t
damage(char *b, size_t n)
{
	size_t at = (size_t)rand() % n, from = (size_t)rand() % n;
	size_t len = (size_t)rand() % 20;

	switch (rand() % 4) {
	case 0:
		b[at] = bytes[(size_t)rand() % (sizeof bytes - 1)];
		return n;
	case 1: /* a piece twice */
		len = from + len > n ? n - from : len;
		if (n + len >= ROOM)
			return n;
		memmove(b + at + len, b + at, n - at);
		memmove(b + at, b + (from < at ? from : from + len), len);
		return n + len;
	case 2: /* a piece less */
		len = at + len >= n ? 0 : len;
		memmove(b + at, b + at + len, n - at - len);
		return n - len;
	default: /* a digit */
		if (b[at] >= '0' && b[at] <= '9')
			b[at] = (char)('0' + rand() % 10);
		return n;
	}
}

/* Every byte of every cell is looked at; the rows are counted. */
static long
read_rows(struct crm_reader *r)
{
	struct crm_row *row;
	struct crm_err err;
	long rows = 0;
	unsigned sum = 0;

	for (;; rows++) {
		crm_reader_next(r, &row, &err);
		if (row == NULL || rows > ROWS_MAX)
			break;
		for (size_t i = 0; i < row->n; i++) {
			crm_cell_check(r, row, i, &err);
			for (size_t k = 0; k < row->cell[i].text.n; k++)
				sum += (unsigned char)row->cell[i].text.p[k];
		}
	}
	return sum == 1 ? -1 : rows;
}

static void
make(struct crm_buf *b, int times)
{
	static char text[PARTS][ROOM];
	struct zip_part part[PARTS];

	for (size_t i = 0; i < PARTS; i++) {
		size_t n = strlen(seeds[i][1]);

		memcpy(text[i], seeds[i][1], n);
		part[i] = (struct zip_part){ seeds[i][0], text[i], n };
	}
	for (; times > 0; times--) {
		struct zip_part *p = &part[(size_t)rand() % PARTS];

		p->n = damage((char *)p->p, p->n);
	}
	crm_buf_clear(b);
	zip_make(b, part, PARTS);
}

int
main(void)
{
	long differ = 0, endless = 0, opened = 0;
	struct crm_buf b = CRM_BUF_INIT, dump = CRM_BUF_INIT;
	struct crm_err err;
	struct crm_reader *r;

	make(&b, 0);
	r = io_read(b.data, b.len, CRM_FMT_AUTO, &err);
	is_str(r == NULL ? err.text : io_dump(r, &dump),
	    "a|b c|e / 3:2026-11-21 12:00:00|15%|#N/A / 4:yes|y|",
	    "the workbook as it is");
	crm_reader_close(r);
	srand(20261128);
	for (int i = 0; i < TIMES; i++) {
		long rows;

		make(&b, i % 4 == 0 ? 0 : 1 + rand() % 4);
		if (i % 4 == 0)
			b.data[(size_t)rand() % b.len] = (char)rand();
		r = io_read(b.data, b.len,
		    rand() % 2 ? CRM_FMT_AUTO : CRM_FMT_XLSX, &err);
		if (r == NULL)
			continue;
		opened++;
		rows = read_rows(r);
		endless += rows > ROWS_MAX;
		crm_reader_rewind(r, &err);
		differ += read_rows(r) != rows;
		crm_reader_close(r);
	}
	ok(opened > TIMES / 20, "%ld of %d could be opened", opened, TIMES);
	is_int(endless, 0, "reading always ends");
	is_int(differ, 0, "a second reading gives as many rows");
	crm_buf_free(&b);
	crm_buf_free(&dump);
	io_end();
	return tap_done();
}
