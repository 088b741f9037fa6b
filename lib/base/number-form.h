/* A number in the making: what number-peel.c takes off before number-parse.c judges
 * separators and digits. */
#ifndef CRM_NUMBER_FORM_H
#define CRM_NUMBER_FORM_H

#include "number-people.h"

#include <stddef.h>

enum {
	SYMBOLS_MAX = 96, /* characters of the longest number read */
	CODE_LEN = 3,     /* letters of a currency code */
};

/* Its characters made narrow, and what was peeled. */
struct form {
	char s[SYMBOLS_MAX];
	size_t from, to;
	bool sign, negative;
	bool currency_before, currency_behind;
	bool percent;
	int power; /* of ten: of 万, k and the like behind the digits */
};

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26;
}

/* A currency code: three letters that ISO 4217 knows, or RMB. */
bool is_currency_code(const char *s);

/* The text in narrow characters; false where it is longer than a number. */
bool form_make(struct form *f, struct crm_text t);
/* Takes one thing off either end that is not the number itself, by enum
 * crm_number_flag; false where there is none. */
bool form_peel(struct form *f, int flags);

#endif
