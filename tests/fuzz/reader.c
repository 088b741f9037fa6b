/* Fuzz target: csv, tsv, json, ndjson and lists of ids, in encodings, with
 * their options. */
#include "rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum crm_format formats[] = { CRM_FMT_AUTO, CRM_FMT_CSV,
		CRM_FMT_TSV, CRM_FMT_JSON, CRM_FMT_NDJSON, CRM_FMT_IDS };
	static const char *const encodings[] = { NULL, NULL, NULL, "gb18030",
		"utf-16" };
	static const char delimiters[] = { 0, 0, ';', '|', '"' };
	struct fuzz f = { data, n };
	struct crm_reader_opts o = {
		.format = formats[fuzz_below(&f, 6)],
		.encoding = encodings[fuzz_below(&f, 5)],
		.delimiter = delimiters[fuzz_below(&f, 5)],
		.excel = fuzz_below(&f, 4) == 0,
		.ids_column = "lead_id",
	};
	char path[FUZZ_PATH];
	int fd = fuzz_file(f.p, f.n, path);

	rows_read(path, &o);
	close(fd);
	return 0;
}
