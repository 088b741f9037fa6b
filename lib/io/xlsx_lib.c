#include "xlsx_lib.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

/* dlsym gives an object pointer, which C cannot cast to a function's. */
static bool
find(void *handle, const char *name, void *to)
{
	void *p = dlsym(handle, name);

	memcpy(to, &p, sizeof p);
	return p != NULL;
}

enum crm_status
crm_xlsx_load(struct crm_xlsx_lib *lib, struct crm_err *err)
{
	bool good = true;

	lib->handle = dlopen(CRM_XLSX_SONAME, RTLD_NOW | RTLD_LOCAL);
	if (lib->handle == NULL)
		return crm_fail(err, CRM_FAIL, "spreadsheets need %s: install "
		    "the package libxlsxwriter4, or use -o csv",
		    CRM_XLSX_SONAME);
#define X(name) good = good && find(lib->handle, #name, &lib->name);
	CRM_XLSX_FUNCTIONS(X)
#undef X
	if (good)
		return CRM_OK;
	crm_xlsx_unload(lib);
	return crm_fail(err, CRM_FAIL, "%s lacks a function we need: install "
	    "the package libxlsxwriter4", CRM_XLSX_SONAME);
}

void
crm_xlsx_unload(struct crm_xlsx_lib *lib)
{
	if (lib->handle != NULL)
		dlclose(lib->handle);
	lib->handle = NULL;
}
