/* What early payment takes off: steps of a percent and the days for it. */
#include <crm/domain/document.h>
#include <crm/domain/terms.h>

#include "ledger.h"
#include "words.h"

#include <string.h>

/* ---- words ---- */

bool
terms_word(struct crm_text *rest, struct crm_text *word)
{
	size_t i;

	*rest = crm_text_trim(*rest);
	for (i = 0; i < rest->n && rest->p[i] != ' ' && rest->p[i] != '\t'; i++)
		;
	*word = (struct crm_text){ rest->p, i };
	rest->p += i;
	rest->n -= i;
	return i > 0;
}

bool
terms_ends(struct crm_text t, const char *ending, struct crm_text *front)
{
	size_t n = strlen(ending);

	if (t.n <= n || memcmp(t.p + t.n - n, ending, n) != 0)
		return false;
	*front = (struct crm_text){ t.p, t.n - n };
	return true;
}

bool
terms_count(struct crm_text t, int64_t *out)
{
	int64_t v = 0;
	size_t i;

	for (i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9'; i++)
		if ((v = v * 10 + (t.p[i] - '0')) > DAYS_MAX)
			return false;
	if (i == 0 || i < t.n)
		return false;
	*out = v;
	return true;
}

/* ---- steps ---- */

static enum crm_status
no_step(struct crm_text word, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_INVALID,
	    "'%s' is no step of an early-payment discount; percent and days are "
	    "written as: 2/10 1/20",
	    crm_quote(quoted, word));
}

/* "2/10"; "n/30" takes nothing off. */
static enum crm_status
read_step(
    struct crm_text word, int64_t *share, int64_t *days, struct crm_err *err)
{
	struct crm_text percent, behind;
	size_t i;

	for (i = 0; i < word.n && word.p[i] != '/'; i++)
		;
	if (i == 0 || i + 1 >= word.n)
		return no_step(word, err);
	percent = (struct crm_text){ word.p, i };
	behind = (struct crm_text){ word.p + i + 1, word.n - i - 1 };
	if (!terms_count(behind, days))
		return no_step(word, err);
	if (terms_ends(percent, "%", &behind))
		percent = behind;
	if (crm_text_is(percent, "n") || crm_text_is(percent, "N")) {
		*share = 0;
		return CRM_OK;
	}
	return crm_number_parse(
		   percent, CRM_DECIMAL_DIGITS - 2, 0, share, NULL) == CRM_OK &&
		*share > 0 && *share < CRM_WHOLE
	    ? CRM_OK
	    : no_step(word, err);
}

enum crm_status
crm_early_share(struct crm_text text, int64_t from, int64_t day, int64_t *share,
    int64_t *until, struct crm_err *err)
{
	struct crm_text item, word;
	int64_t step = 0, days = 0;
	enum crm_status st;

	*share = *until = 0;
	while (list_item(&text, &item))
		while (terms_word(&item, &word)) {
			if ((st = read_step(word, &step, &days, err)) != CRM_OK)
				return st;
			if (step > *share && day <= from + days) {
				*share = step;
				*until = from + days;
			}
		}
	return CRM_OK;
}

/* Whether a step before these takes off less. */
static bool
rises(struct crm_text all, int64_t share, int64_t days)
{
	struct crm_text item, word;
	int64_t other = 0, until = 0;

	while (list_item(&all, &item))
		while (terms_word(&item, &word))
			if (read_step(word, &other, &until, NULL) == CRM_OK &&
			    until < days && other < share)
				return true;
	return false;
}

enum crm_status
early_check(struct crm_text text, struct crm_err *err)
{
	struct crm_text rest = text, item, word;
	int64_t share = 0, days = 0;
	enum crm_status st = CRM_OK;

	while (st == CRM_OK && list_item(&rest, &item))
		while (st == CRM_OK && terms_word(&item, &word)) {
			st = read_step(word, &share, &days, err);
			if (st == CRM_OK && rises(text, share, days))
				st = crm_fail(err, CRM_INVALID,
				    "of an early-payment discount the later "
				    "step takes off less: 2/10 1/20");
		}
	if (st != CRM_OK)
		crm_err_in_field(err, "early");
	return st;
}

int64_t
crm_early_relieves(int64_t open, int64_t share, int64_t cash)
{
	int64_t relieved;

	if (cash >= open - crm_share_of(open, share))
		return open;
	relieved = crm_div_round((__int128)cash * CRM_WHOLE, CRM_WHOLE - share);
	return relieved < open ? relieved : open;
}
