/* Currencies whose minor units do not have two digits, for tests of amounts. */
#include "ast.h"

/* The currencies that do not have two digits; a test holds this list against
 * crm_currency_digits. */
const struct money_class money_classes[MONEY_CLASSES] = {
	[MONEY_USUAL] = { 2, NULL },
	{ 0,
	    "'BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF',"
	    "'UGX','UYI','VND','VUV','XAF','XOF','XPF'" },
	{ 3, "'BHD','IQD','JOD','KWD','LYD','OMR','TND'" },
	{ 4, "'CLF','UYW'" },
};

int
money_class(struct crm_text code)
{
	int digits = crm_currency_digits_n(code);

	for (int i = 0; i < MONEY_CLASSES; i++)
		if (money_classes[i].digits == digits)
			return i;
	return MONEY_USUAL;
}

const char *
crm_currency_codes(int digits)
{
	for (int i = 0; i < MONEY_CLASSES; i++)
		if (money_classes[i].digits == digits)
			return money_classes[i].codes;
	return NULL;
}
