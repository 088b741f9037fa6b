/* Nouns and verbs by the words of a command line. */
#include "internal.h"

#include <string.h>

const struct crm_noun *
find_noun(const struct crm_program *p, const char *name)
{
	const struct crm_noun *n;

	for (n = p->nouns; n->entity != NULL || n->verbs != NULL; n++)
		if (n->entity != NULL && strcmp(n->entity, name) == 0)
			return n;
	return NULL;
}
