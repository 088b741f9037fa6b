/* Tokens out of the system's randomness. */
#include <crm/base/random.h>

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* Without i, l, o and u. */
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum { LETTERS = sizeof letters - 1 };

enum crm_status
crm_token_make(char out[CRM_TOKEN_SIZE], struct crm_err *err)
{
	unsigned char random[CRM_TOKEN_CHARS];

	/* So few bytes come at once or not at all. */
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return crm_fail(err, CRM_FAIL,
		    "the system gives no random numbers: %s", strerror(errno));
	for (int i = 0; i < CRM_TOKEN_CHARS; i++)
		out[i] = letters[random[i] % LETTERS];
	out[CRM_TOKEN_CHARS] = '\0';
	return CRM_OK;
}
