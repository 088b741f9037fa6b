/* The functions of libxlsxwriter, loaded with the first spreadsheet. */
#include "xlsx-lib.h"

#include <crm/base/dl.h>

enum crm_status
crm_xlsx_load(struct crm_xlsx_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_XLSX_SONAME,
		"libxlsxwriter4", N_("spreadsheets need"),
		N_(", or use -o csv") };
	const struct crm_symbol symbols[] = {
#define X(name) { #name, &lib->name },
		CRM_XLSX_FUNCTIONS(X)
#undef X
	};

	return crm_library_load(&lib->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

void
crm_xlsx_unload(struct crm_xlsx_lib *lib)
{
	crm_library_close(lib->handle);
	lib->handle = NULL;
}
