/* Fuzz target: a workbook whose parts are any bytes: the input, cut at NULs,
 * takes the place of the parts in their order; what is missing is sound.  An
 * input that begins with PK is the whole archive. */
#include "rows.h"

#include "../unit/io/zip.h"

enum { PARTS = 6 };

static const struct zip_part sound[PARTS] = {
#define PART(name, text) \
	{ \
		name, text, sizeof(text) - 1 \
	}
	PART("xl/worksheets/sheet1.xml",
	    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">"
	    "<is><t>a</t></is></c></row></sheetData></worksheet>"),
	PART("xl/styles.xml",
	    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\""
	    "yyyy-mm-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>"
	    "<xf numFmtId=\"164\"/><xf numFmtId=\"10\"/></cellXfs>"
	    "</styleSheet>"),
	PART("xl/sharedStrings.xml", "<sst><si><t>a</t></si><si/></sst>"),
	PART("xl/workbook.xml",
	    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\""
	    " r:id=\"rId1\"/></sheets></workbook>"),
	PART("xl/_rels/workbook.xml.rels",
	    "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\""
	    " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId3\""
	    " Type=\"x/styles\" Target=\"styles.xml\"/><Relationship"
	    " Id=\"rId4\" Type=\"x/sharedStrings\""
	    " Target=\"/xl/sharedStrings.xml\"/></Relationships>"),
	PART("_rels/.rels",
	    "<Relationships><Relationship Id=\"rId1\" Type=\"x/officeDocument\""
	    " Target=\"xl/workbook.xml\"/></Relationships>"),
#undef PART
};

static void
archive(struct crm_buf *b, const uint8_t *p, size_t n)
{
	struct zip_part part[PARTS];

	memcpy(part, sound, sizeof part);
	for (size_t i = 0; i < PARTS && n > 0; i++) {
		const uint8_t *end = memchr(p, '\0', n);
		size_t len = end == NULL ? n : (size_t)(end - p);

		if (len > 0) {
			part[i].p = (const char *)p;
			part[i].n = len;
		}
		len += end != NULL;
		p += len;
		n -= len;
	}
	zip_make(b, part, PARTS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct crm_reader_opts o = { .format = CRM_FMT_XLSX };
	struct crm_buf b = CRM_BUF_INIT;
	char path[FUZZ_PATH];
	int fd;

	if (n >= 2 && data[0] == 'P' && data[1] == 'K')
		crm_buf_add(&b, (const char *)data, n);
	else
		archive(&b, data, n);
	fd = fuzz_file(b.data, b.len, path);
	rows_read(path, &o);
	close(fd);
	crm_buf_free(&b);
	return 0;
}
