/* Fuzz target: statements of a bank, MT940 and CAMT.053. */
#include "rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum crm_format formats[] = { CRM_FMT_MT940, CRM_FMT_CAMT,
		CRM_FMT_AUTO };
	struct fuzz f = { data, n };
	struct crm_reader_opts o = { .format = formats[fuzz_below(&f, 3)] };
	char path[FUZZ_PATH];
	int fd = fuzz_file(f.p, f.n, path);

	rows_read(path, &o);
	close(fd);
	return 0;
}
