/* libzip and expat, loaded. */
#include "xlsx-in-lib.h"

#include <crm/base/dl.h>

#define X(name) { #name, &lib->name },

static enum crm_status
load_zip(struct crm_xlsx_in_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_ZIP_SONAME, "libzip4",
		N_("reading a workbook needs"),
		N_(", or save it as CSV in UTF-8") };
	const struct crm_symbol symbols[] = { CRM_ZIP_FUNCTIONS(X) };

	return crm_library_load(&lib->zip_handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

static enum crm_status
load_expat(struct crm_xlsx_in_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_EXPAT_SONAME,
		"libexpat1", N_("reading a workbook needs"),
		N_(", or save it as CSV in UTF-8") };
	const struct crm_symbol symbols[] = { CRM_EXPAT_FUNCTIONS(X) };

	return crm_library_load(&lib->expat_handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

enum crm_status
crm_xlsx_in_load(struct crm_xlsx_in_lib *lib, struct crm_err *err)
{
	enum crm_status status = load_zip(lib, err);

	return status == CRM_OK ? load_expat(lib, err) : status;
}

void
crm_xlsx_in_unload(struct crm_xlsx_in_lib *lib)
{
	crm_library_close(lib->zip_handle);
	crm_library_close(lib->expat_handle);
	lib->zip_handle = lib->expat_handle = NULL;
}
