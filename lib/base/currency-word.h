/*
 * What people call currencies beside their codes.  One table, for cells that hold a
 * currency and for amounts that bear one.
 */
#ifndef CRM_CURRENCY_WORD_H
#define CRM_CURRENCY_WORD_H

#include <crm/base/number.h>

#include <stddef.h>

/* The code of the Chinese word for a currency that the text begins with, of several
 * the longest, and the bytes of that; NULL where it begins with none. */
const char *currency_word(const char *p, const char *end, size_t *len);
/* The codes, with blanks between, of currencies that a sign may mean; NULL for what
 * is no sign of one.  A full-width sign is the sign. */
const char *currency_sign(unsigned c);

#endif
