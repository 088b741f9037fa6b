/* The functions of libxlsxwriter, loaded with the first spreadsheet. */
#include "xlsx-lib.h"

#include <crm/base/dl.h>

enum crm_status
crm_xlsx_load(struct crm_xlsx_lib *lib, struct crm_err *err)
{
	bool good = true;

	lib->handle = crm_library_open(CRM_XLSX_SONAME);
	if (lib->handle == NULL)
		return crm_fail(err, CRM_FAIL,
		    "spreadsheets need %s: install "
		    "the package libxlsxwriter4, or use -o csv",
		    CRM_XLSX_SONAME);
#define X(name) good = good && crm_library_find(lib->handle, #name, &lib->name);
	CRM_XLSX_FUNCTIONS(X)
#undef X
	if (good)
		return CRM_OK;
	crm_xlsx_unload(lib);
	return crm_fail(err, CRM_FAIL,
	    "%s lacks a function we need: install "
	    "the package libxlsxwriter4",
	    CRM_XLSX_SONAME);
}

void
crm_xlsx_unload(struct crm_xlsx_lib *lib)
{
	crm_library_close(lib->handle);
	lib->handle = NULL;
}
