/* What nobody can guess. */
#ifndef CRM_RANDOM_H
#define CRM_RANDOM_H

#include <crm/base/err.h>

/* Letters and digits that are read aloud without mistakes, five bits each. */
enum { CRM_TOKEN_CHARS = 26, CRM_TOKEN_SIZE = CRM_TOKEN_CHARS + 1 };

/* 130 bits of the system's randomness as text.  CRM_FAIL where it gives none. */
enum crm_status crm_token_make(char out[CRM_TOKEN_SIZE], struct crm_err *err);

#endif
