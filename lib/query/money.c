/* Currencies whose minor units do not have two digits, for tests of amounts. */
#include "ast.h"

#include <crm/model/in-base.h>

/* The currencies that do not have two digits; a test holds this list against
 * crm_currency_digits. */
const struct money_class money_classes[MONEY_CLASSES] = {
	[MONEY_USUAL] = { 2, NULL },
	{ 0, CRM_CODES_WHOLE },
	{ 3, CRM_CODES_3 },
	{ 4, CRM_CODES_4 },
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
