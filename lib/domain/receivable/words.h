/* Words of terms and discounts: what terms.c and early.c read alike. */
#ifndef CRM_DOMAIN_TERMS_WORDS_H
#define CRM_DOMAIN_TERMS_WORDS_H

#include <crm/base/text.h>

#include <stdint.h>

/* The next word of a text, between blanks; false at its end. */
bool terms_word(struct crm_text *rest, struct crm_text *word);
/* Whether a text ends so, with something before it: that is *front. */
bool terms_ends(struct crm_text t, const char *ending, struct crm_text *front);
/* A whole number of days that may be meant; what is none changes nothing. */
bool terms_count(struct crm_text t, int64_t *out);

#endif
