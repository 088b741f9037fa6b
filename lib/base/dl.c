/* Libraries loaded while a command runs. */
#include <crm/base/dl.h>

#include <dlfcn.h>
#include <string.h>

void *
crm_library_open(const char *soname)
{
	return dlopen(soname, RTLD_NOW | RTLD_LOCAL);
}

/* dlsym gives an object pointer, which C cannot cast to a function's. */
bool
crm_library_find(void *library, const char *name, void *to)
{
	void *p = dlsym(library, name);

	memcpy(to, &p, sizeof p);
	return p != NULL;
}

void
crm_library_close(void *library)
{
	if (library != NULL)
		dlclose(library);
}
