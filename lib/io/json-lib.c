/* Loading libcjson. */
#include "json-lib.h"

#include <crm/base/dl.h>

enum crm_status
crm_json_load(struct crm_json_lib *lib, struct crm_err *err)
{
	bool good = true;

	lib->handle = crm_library_open(CRM_CJSON_SONAME);
	if (lib->handle == NULL)
		return crm_fail(err, CRM_FAIL,
		    "reading JSON needs %s: install "
		    "the package libcjson1, or give csv",
		    CRM_CJSON_SONAME);
#define X(name) good = good && crm_library_find(lib->handle, #name, &lib->name);
	CRM_JSON_FUNCTIONS(X)
#undef X
	if (good)
		return CRM_OK;
	crm_json_unload(lib);
	return crm_fail(err, CRM_FAIL,
	    "%s lacks a function we need: install "
	    "the package libcjson1",
	    CRM_CJSON_SONAME);
}

void
crm_json_unload(struct crm_json_lib *lib)
{
	crm_library_close(lib->handle);
	lib->handle = NULL;
}
