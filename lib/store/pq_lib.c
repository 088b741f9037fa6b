#include "pq_lib.h"

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
pq_load(struct pq_lib *lib, struct crm_err *err)
{
	bool good = true;

	lib->handle = dlopen(CRM_PQ_SONAME, RTLD_NOW | RTLD_LOCAL);
	if (lib->handle == NULL)
		return crm_fail(err, CRM_FAIL, "a book on a server needs %s: "
		    "install the package libpq5", CRM_PQ_SONAME);
#define X(name) good = good && find(lib->handle, #name, &lib->name);
	CRM_PQ_FUNCTIONS(X)
#undef X
	if (good)
		return CRM_OK;
	pq_unload(lib);
	return crm_fail(err, CRM_FAIL, "%s lacks a function we need: install "
	    "the package libpq5", CRM_PQ_SONAME);
}

/* Never closed: what it loaded keeps state of its own (TLS, Kerberos), and
 * the process is about to end. */
void
pq_unload(struct pq_lib *lib)
{
	lib->handle = NULL;
}
