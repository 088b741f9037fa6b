/* The functions of libpq, loaded where a book is on a server. */
#include "pq-lib.h"

#include <crm/base/dl.h>

enum crm_status
pq_load(struct pq_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_PQ_SONAME, "libpq5",
		N_("a book on a server needs"), "" };
	const struct crm_symbol symbols[] = {
#define X(name) { #name, &lib->name },
		CRM_PQ_FUNCTIONS(X)
#undef X
	};

	return crm_library_load(&lib->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

/* Never closed: what it loaded keeps state of its own (TLS, Kerberos), and
 * the process is about to end. */
void
pq_unload(struct pq_lib *lib)
{
	lib->handle = NULL;
}
