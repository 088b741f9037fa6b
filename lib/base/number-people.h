/*
 * What people write around a number: units such as 万 and k, signs such as US$,
 * groups of two as in 1,00,000.  The text is that of number-parse.c: ASCII, with
 * the Chinese units as the characters below.
 */
#ifndef CRM_NUMBER_PEOPLE_H
#define CRM_NUMBER_PEOPLE_H

#include <crm/base/number.h>

/* None of them is a character that a number's text can hold else. */
enum {
	CRM_UNIT_HUNDRED = 1, /* 百 */
	CRM_UNIT_THOUSAND,    /* 千 */
	CRM_UNIT_MYRIAD,      /* 万 */
	CRM_UNIT_MYRIADS,     /* 亿 */
};

/* Length of the unit that s ends with and its power of ten; 0 for none. */
size_t people_unit(const char *s, size_t n, int *power);
/* Length of a dollar or yen sign with its country, US$, that s begins with. */
size_t dollar_sign(const char *s, size_t n);
/* The currency of such a sign by the letters of its country, US; NULL for none. */
const char *dollar_code(const char *country, size_t n);
/* Whether s is digits in groups of two before a last one of three, with
 * decimals or without. */
bool is_lakh(const char *s, size_t n);

#endif
