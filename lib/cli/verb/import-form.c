/* How a file writes numbers and dates: the options of an import that say so. */
#include "cli/internal.h"

#include <crm/store/import.h>

#include <string.h>

enum {
	CENTURY = 100,
	YEAR_FIRST = 1800, /* nobody has dates of other hundreds */
	YEAR_LAST = 2099,
	EXCEL = CRM_MDY + 1,
};

enum crm_status
import_word(const char *option, const char *text,
    const struct import_word *words, int *out, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct import_word *w;
	enum crm_status st = CRM_OK;

	if (text == NULL)
		return CRM_OK;
	for (w = words; w->text != NULL && strcmp(text, w->text) != 0; w++)
		crm_buf_printf(&b, "%s%s", w == words ? "" : ", ", w->text);
	if (w->text != NULL)
		*out = w->value;
	else
		st = crm_fail(err, CRM_USAGE, "--%s: '%s' is not one of %s",
		    option, text, b.data);
	crm_buf_free(&b);
	return st;
}

struct import_form
import_form(const struct crm_cmd *c)
{
	return (struct import_form){ .date_format = c->opt[CRM_OPT_DATE_FORMAT],
		.century = c->opt[CRM_OPT_CENTURY],
		.numbers = c->opt[CRM_OPT_NUMBERS],
		.comma = crm_has(c, CRM_OPT_DECIMAL_COMMA),
		.point = crm_has(c, CRM_OPT_DECIMAL_POINT),
		.round = crm_has(c, CRM_OPT_ROUND) };
}

/* "2000", or "20" for it: the first year of a hundred. */
static enum crm_status
read_century(const char *text, int *out, struct crm_err *err)
{
	int64_t year;

	if (text == NULL)
		return CRM_OK;
	if (crm_number_parse(crm_text_of(text), 0, 0, &year, NULL) == CRM_OK) {
		if (strlen(text) == 2)
			year *= CENTURY;
		if (year >= YEAR_FIRST && year <= YEAR_LAST) {
			*out = (int)year;
			return CRM_OK;
		}
	}
	return crm_fail(err, CRM_USAGE,
	    "--century: '%s' is not a year such as 2000, the first of the "
	    "hundred that years of two digits are of",
	    text);
}

static enum crm_status
read_dates(const struct import_form *form, struct crm_date_form *out,
    struct crm_err *err)
{
	static const struct import_word words[] = { { "ymd", CRM_YMD },
		{ "dmy", CRM_DMY }, { "mdy", CRM_MDY }, { "excel", EXCEL },
		{ NULL, 0 } };
	int order = CRM_YMD;
	enum crm_status st = import_word(
	    "date-format", form->date_format, words, &order, err);

	*out = (struct crm_date_form){ .order = CRM_YMD, .import = true };
	if (order == EXCEL)
		out->serial = true;
	else
		out->order = (enum crm_date_order)order;
	out->said = form->date_format != NULL && !out->serial;
	return st != CRM_OK ? st
			    : read_century(form->century, &out->century, err);
}

enum crm_status
read_form(const struct import_form *form, struct crm_import_opts *o,
    struct crm_err *err)
{
	static const struct import_word words[] = { { "plain", 0 },
		{ "people", CRM_NUM_PEOPLE }, { NULL, 0 } };
	enum crm_status st;

	o->numbers = 0;
	if (form->comma && form->point)
		return crm_fail(err, CRM_USAGE,
		    "--decimal-comma and --decimal-point exclude each other");
	if ((st = read_dates(form, &o->dates, err)) != CRM_OK ||
	    (st = import_word(
		 "numbers", form->numbers, words, &o->numbers, err)) != CRM_OK)
		return st;
	o->numbers |= (form->comma ? CRM_NUM_COMMA : 0) |
	    (form->point ? CRM_NUM_POINT : 0) |
	    (form->round ? CRM_NUM_ROUND : 0);
	return CRM_OK;
}
