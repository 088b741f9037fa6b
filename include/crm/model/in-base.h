/*
 * SQL for an amount in the currency of the book, and the currencies whose minor units do
 * not have two digits, which it needs.
 */
#ifndef CRM_IN_BASE_H
#define CRM_IN_BASE_H

/* A test holds these lists against crm_currency_digits. */
#define CRM_CODES_WHOLE \
	"'BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF'," \
	"'UGX','UYI','VND','VUV','XAF','XOF','XPF'"
#define CRM_CODES_3 "'BHD','IQD','JOD','KWD','LYD','OMR','TND'"
#define CRM_CODES_4 "'CLF','UYW'"

/* clang-format off */
/* How many of the least units a currency has in one. */
#define CRM_SQL_MINOR(code) \
	"(CASE WHEN " code " IN (" CRM_CODES_WHOLE ") THEN 1.0" \
	" WHEN " code " IN (" CRM_CODES_3 ") THEN 1000.0" \
	" WHEN " code " IN (" CRM_CODES_4 ") THEN 10000.0 ELSE 100.0 END)"
/* The currency of the book, as crm_store_currency has it. */
#define CRM_SQL_OWN_CURRENCY \
	"coalesce((SELECT x_se.\"value\" FROM setting x_se" \
	" WHERE x_se.\"name\" = 'base_currency' AND x_se.\"deleted\" IS NULL)," \
	" 'CNY')"
#define CRM_SQL_CONVERTED(amount, currency, rate) \
	"round(" amount " * 1.0 * " rate " / 100000000 * " \
	CRM_SQL_MINOR(CRM_SQL_OWN_CURRENCY) " / " CRM_SQL_MINOR(currency) ")"
/* The amount at the rate; null where it is in another currency and has none.  What is
 * beyond all amounts is as much as one can be. */
#define CRM_SQL_IN_BASE(amount, currency, rate) \
	"CASE WHEN " currency " IS NULL OR " currency " = " \
	CRM_SQL_OWN_CURRENCY " THEN " amount \
	" WHEN " CRM_SQL_CONVERTED(amount, currency, rate) \
	" > 9000000000000000 THEN 9000000000000000" \
	" ELSE CAST(" CRM_SQL_CONVERTED(amount, currency, rate) \
	" AS BIGINT) END"
/* clang-format on */
#endif
