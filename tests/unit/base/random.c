/* Tokens: of the right letters, and never the same. */
#include "../tap.h"

#include <crm/base/random.h>

#include <stdbool.h>
#include <string.h>

enum { TOKENS = 200 };

int
main(void)
{
	static char token[TOKENS][CRM_TOKEN_SIZE];
	bool letters = true, apart = true;
	int i, j;

	for (i = 0; i < TOKENS; i++) {
		if (crm_token_make(token[i], NULL) != CRM_OK)
			return 1;
		letters = letters && strlen(token[i]) == CRM_TOKEN_CHARS &&
		    strspn(token[i], "0123456789abcdefghjkmnpqrstvwxyz") ==
			CRM_TOKEN_CHARS;
		for (j = 0; j < i; j++)
			apart = apart && strcmp(token[i], token[j]) != 0;
	}
	ok(letters, "26 letters that are read aloud without mistakes");
	ok(apart, "none twice");
	return tap_done();
}
