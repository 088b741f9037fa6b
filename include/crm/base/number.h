/*
 * Numbers and money, from text and back, never through a double.
 *
 * Integers:   int64.
 * Decimals:   int64 in millionths (10^-6): unit price, quantity, percent.  A
 *             percent is stored as a share: 15 % is 150000 millionths.
 * Rates:      int64 x 10^-8 (exchange rates).
 * Money:      int64 minor units of an ISO 4217 currency, at most
 *             CRM_MONEY_MAX either way, so that a thousandfold fits 64 bits.
 *
 * The rounding of the whole project is crm_div_round: half away from zero.
 */
#ifndef CRM_NUMBER_H
#define CRM_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

#define CRM_DECIMAL_DIGITS 6
/* One whole in millionths: 1, or 100 %.  A plain number, so that a text of SQL
 * can be made of it too. */
#define CRM_WHOLE 1000000
#define CRM_RATE_DIGITS 8
#define CRM_MONEY_MAX INT64_C(9000000000000000)

/* A macro's number as a literal, for texts of SQL. */
#define CRM_SPELLED(macro) CRM_SPELLED_(macro)
#define CRM_SPELLED_(digits) #digits

enum crm_number_flag {
	CRM_NUM_COMMA = 1,   /* the comma is the decimal sign, the dot groups */
	CRM_NUM_PERCENT = 2, /* a trailing % is allowed (and means nothing) */
	CRM_NUM_MONEY = 4,   /* a currency sign or code before or behind is
				 * allowed: ¥ ￥ $ € £ or three letters */
	CRM_NUM_POINT = 8,   /* somebody said that the point is the decimal
				 * sign */
	CRM_NUM_DOUBT = 16,  /* where nobody said which it is, what could be
				 * read in two ways is refused: 25.000 */
	CRM_NUM_PEOPLE = 32, /* 1.2万, 3亿, 5k, 2M, US$ 7, 1,00,000 */
	CRM_NUM_ROUND = 64,  /* more decimals than `digits` are rounded */
	CRM_NUM_MIXED = 256, /* numbers beside it have a decimal comma, or may
				* have: then 25,000 is in doubt, too */
	CRM_NUM_IMPORT = 128, /* messages name the options of an import */
};

/* What a number says of the separators in use. */
enum crm_separators {
	CRM_SEP_PLAIN,  /* nothing: 1500, 1,500, 0.000 */
	CRM_SEP_POINT,  /* the point is the decimal sign: 12.5, 1,234.50 */
	CRM_SEP_COMMA,  /* the comma is: 12,5, 1.234,56, 1.234.567 */
	CRM_SEP_EITHER, /* 25.000 */
};

/*
 * Reads a number as people write it: "1,500,000.00", "(1,234)" and "-1234"
 * and "1234-" are negative, full-width digits and signs, blanks and
 * apostrophes as group separators.  Groups must be right: "1,50" is refused
 * (it is a decimal comma: the message names --decimal-comma).  Gives the value
 * times 10^digits; more decimals than `digits` are refused unless they are
 * zeros; exponents are refused (the message says a spreadsheet may have
 * destroyed it); overflow is refused.
 */
enum crm_status crm_number_parse(struct crm_text t, int digits, int flags,
    int64_t *out, struct crm_err *err);

/* The same, multiplied by a scale from 1 to 10^6 before decimals are judged; *rounded
 * is set where some were lost to CRM_NUM_ROUND. */
enum crm_status crm_number_read(struct crm_text t, int digits, int flags,
    int64_t scale, int64_t *out, bool *rounded, struct crm_err *err);
/* What its separators say, taken for a number with what the flags allow around
 * it; PLAIN for what is none, and where they stand as in no number. */
enum crm_separators crm_number_separators(struct crm_text t, int flags);
/* Whether all that a number which was read says of its currency may be this one:
 * every code, sign with a country (US$) and sign (¥ is of two currencies) on either
 * side, of full width too.  RMB is CNY.  True where it says nothing. */
bool crm_number_is_in(struct crm_text t, struct crm_text currency);

enum { CRM_CURRENCY_SIZE = 4 }; /* of a code with its NUL */

/* A currency that all of this may be; *surely: it can be no other.  False where the
 * number says nothing of it, or two things. */
bool
crm_number_names(struct crm_text t, char code[CRM_CURRENCY_SIZE], bool *surely);
/* The currency that a cell of its own names: by its code in letters of either size
 * (RMB is CNY), by what it is called in Chinese or English, by a sign that has one
 * meaning, by a code with a word ("USD - U.S. Dollar").  False where it names none,
 * or several: "$". */
bool crm_currency_named(struct crm_text t, char code[CRM_CURRENCY_SIZE]);

/* Appends v x 10^-digits: with `fixed`, all digits ("12.00"); else without
 * trailing zeros ("0.15", "12").  '.' is the decimal sign, no separators. */
void crm_number_format(struct crm_buf *out, int64_t v, int digits, bool fixed);
/* The same with , between thousands: for tables that people read. */
void crm_number_group(struct crm_buf *out, int64_t v, int digits, bool fixed);

/* Appends an amount in the figures of Chinese documents that cannot be altered:
 * 1,409.50 is 壹仟肆佰零玖元伍角整.  As the rules for bills and settlement of the
 * People's Bank of China (支付结算办法, annex 1) have it: 零 for zeros within,
 * however many, 整 where no 分 follows.  digits: 0 or 2. */
void crm_capital(struct crm_buf *out, int64_t amount, int digits);

/* Digits behind the point of an ISO 4217 currency (CNY 2, JPY 0, KWD 3), or
 * -1 where the code is unknown.  Codes are upper case; NULL or "" gives 2. */
int crm_currency_digits(const char *code);
int crm_currency_digits_n(struct crm_text code);

/* a / b rounded half away from zero; b is not 0. */
int64_t crm_div_round(__int128 a, __int128 b);
/* a x b / c rounded so; false where the result does not fit 64 bits. */
bool crm_mul_div(int64_t a, int64_t b, int64_t c, int64_t *out);
/* The order of two int64, for qsort and bsearch. */
int crm_by_int64(const void *a, const void *b);
/* 10^n for 0 <= n <= 18. */
int64_t crm_pow10(int n);

#endif
