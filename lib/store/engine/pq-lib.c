/* The functions of libpq, loaded where a book is on a server. */
#include "pq-lib.h"

#include <crm/base/dl.h>

enum crm_status
pq_load(struct pq_lib *lib, struct crm_err *err)
{
	bool good = true;

	lib->handle = crm_library_open(CRM_PQ_SONAME);
	if (lib->handle == NULL)
		return crm_fail(err, CRM_FAIL,
		    "a book on a server needs %s: "
		    "install the package libpq5",
		    CRM_PQ_SONAME);
#define X(name) good = good && crm_library_find(lib->handle, #name, &lib->name);
	CRM_PQ_FUNCTIONS(X)
#undef X
	if (good)
		return CRM_OK;
	pq_unload(lib);
	return crm_fail(err, CRM_FAIL,
	    "%s lacks a function we need: install "
	    "the package libpq5",
	    CRM_PQ_SONAME);
}

/* Never closed: what it loaded keeps state of its own (TLS, Kerberos), and
 * the process is about to end. */
void
pq_unload(struct pq_lib *lib)
{
	lib->handle = NULL;
}
