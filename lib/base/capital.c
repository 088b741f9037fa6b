/*
 * Amounts in the figures of Chinese documents that cannot be altered.  Four
 * places are a section; a 万 stands behind the second, a 亿 behind the third, and
 * a section of zeros has no name.  Zeros are one 零 where a figure of lower place
 * follows in the same section or a section of zeros lies between; those at the
 * end of a section are nothing.
 */
#include <crm/base/number.h>

enum { PLACES = 16, SECTION = 4 };

static const char *const figures[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆",
	"柒", "捌", "玖" };

static void
put_figure(struct crm_buf *out, int figure, const char *unit)
{
	crm_buf_str(out, figures[figure]);
	crm_buf_str(out, unit);
}

/* The name of what ends at a place, if it has one. */
static const char *
section_name(int place, int64_t above, int64_t section)
{
	if (place == 2 * SECTION)
		return above > 0 ? "亿" : "";
	return place % (2 * SECTION) == SECTION && section > 0 ? "万" : "";
}

static void
put_whole(struct crm_buf *out, int64_t whole)
{
	static const char *const units[] = { "", "拾", "佰", "仟" };
	bool begun = false, gap = false;
	int place;

	for (place = PLACES - 1; place >= 0; place--) {
		int64_t above = whole / crm_pow10(place);
		int figure = (int)(above % 10);

		if (figure > 0) {
			if (gap && begun)
				crm_buf_str(out, figures[0]);
			put_figure(out, figure, units[place % SECTION]);
			begun = true;
		}
		gap = figure == 0;
		if (place % SECTION == 0) {
			int64_t section = above % crm_pow10(SECTION);

			crm_buf_str(out, section_name(place, above, section));
			gap = section == 0;
		}
	}
}

static void
put_cents(struct crm_buf *out, int64_t whole, int cents)
{
	if (whole > 0 && cents > 0 && (cents < 10 || whole % 10 == 0))
		crm_buf_str(out, figures[0]);
	if (cents >= 10)
		put_figure(out, cents / 10, "角");
	if (cents % 10 > 0)
		put_figure(out, cents % 10, "分");
	else
		crm_buf_str(out, "整");
}

void
crm_capital(struct crm_buf *out, int64_t amount, int digits)
{
	int64_t unit = crm_pow10(digits), whole;

	if (amount < 0) {
		crm_buf_str(out, "负");
		amount = -amount;
	}
	whole = amount / unit;
	if (whole > 0)
		put_whole(out, whole);
	else if (amount == 0)
		crm_buf_str(out, figures[0]);
	if (whole > 0 || amount == 0)
		crm_buf_str(out, "元");
	put_cents(out, whole, digits == 2 ? (int)(amount % unit) : 0);
}
