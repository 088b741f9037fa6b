/* Libraries loaded while a command runs. */
#include <crm/base/dl.h>

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

/* dlsym gives an object pointer, which C cannot cast to a function's. */
static bool
find_all(void *handle, const struct crm_symbol *symbol, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n; i++) {
		void *p = dlsym(handle, symbol[i].name);

		memcpy(symbol[i].to, &p, sizeof p);
		good = good && p != NULL;
	}
	return good;
}

enum crm_status
crm_library_load(void **handle, const struct crm_library *l,
    const struct crm_symbol *symbol, size_t n, struct crm_err *err)
{
	*handle = dlopen(l->soname, RTLD_LAZY | RTLD_LOCAL);
	if (*handle == NULL)
		return crm_fail(err, CRM_FAIL,
		    "%s %s: install the package %s%s", crm_tr(l->need),
		    l->soname, l->package, crm_tr(l->instead));
	if (find_all(*handle, symbol, n))
		return CRM_OK;
	crm_library_close(*handle);
	*handle = NULL;
	return crm_fail(err, CRM_FAIL,
	    "%s lacks a function we need: install the package %s", l->soname,
	    l->package);
}

void
crm_library_close(void *handle)
{
	if (handle != NULL)
		dlclose(handle);
}
