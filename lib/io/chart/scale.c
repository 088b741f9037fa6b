/* From figures to places: round steps on an axis, and short numbers beside it. */
#include <math.h>

#include "chart.h"

/* The least of 1, 2 and 5 times a power of ten that is not below `rough`. */
static double
round_step(double rough)
{
	static const double steps[] = { 1, 2, 5 };
	double power = pow(10, floor(log10(rough)));

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] * power >= rough * (1 - 1e-9))
			return steps[i] * power;
	return 10 * power;
}

struct scale
scale_make(double low, double high, bool zero, int ticks)
{
	struct scale s = { .low = low, .high = high };

	if (zero) {
		s.low = fmin(low, 0);
		s.high = fmax(high, 0);
	}
	/* One figure alone: something around it. */
	if (s.high <= s.low) {
		s.high += s.low == 0 ? 1 : fabs(s.low) / 2;
		s.low -= zero ? 0 : fabs(s.low) / 2;
	}
	s.step = round_step((s.high - s.low) / (ticks < 1 ? 1 : ticks));
	s.low = floor(s.low / s.step + 1e-9) * s.step;
	s.high = ceil(s.high / s.step - 1e-9) * s.step;
	return s;
}

double
scale_at(const struct scale *s, double value)
{
	return s->from +
	    (value - s->low) / (s->high - s->low) * (s->to - s->from);
}

size_t
scale_ticks(const struct scale *s)
{
	return (size_t)(floor((s->high - s->low) / s->step + 0.5)) + 1;
}

double
scale_tick(const struct scale *s, size_t i)
{
	double v = s->low + (double)i * s->step;

	/* What sums of steps leave of a zero. */
	return fabs(v) < s->step / 1e6 ? 0 : v;
}

/* Below it all digits are written. */
static const double IN_FULL = 1e4;

/* A thousand and so on, the largest first. */
struct magnitude {
	double from;
	const char *sign;
};

static const struct magnitude english[] = {
	{ 1e12, "T" },
	{ 1e9, "B" },
	{ 1e6, "M" },
	{ 1e3, "k" },
	{ 1, "" },
};

static const struct magnitude chinese[] = {
	{ 1e12, "万亿" },
	{ 1e8, "亿" },
	{ 1e4, "万" },
	{ 1, "" },
};

/* Three digits and no zeros behind the point; ten thousands may have four before
 * it.  Not by printf: its point is the locale's. */
static void
three_digits(struct crm_buf *out, double v)
{
	enum { MOST = 2, TINY = 6 };
	int digits = v >= 100 ? 0 : v >= 10 ? 1 : MOST;

	while (v > 0 && v < 1 && digits < TINY && v * pow(10, digits) < 10)
		digits++;
	crm_number_format(
	    out, (int64_t)floor(v * pow(10, digits) + 0.5), digits, false);
}

void
short_number(struct crm_buf *out, double v, const struct chart_unit *u)
{
	const struct magnitude *m = u->chinese ? chinese : english;

	if (v < 0)
		crm_buf_char(out, '-');
	v = fabs(v);
	/* What would be rounded up to the next: 999,999 is 1M. */
	while (m->from > 1 && v < fmax(m->from, IN_FULL) * (1 - 5e-5))
		m++;
	three_digits(out, v / m->from);
	crm_buf_str(out, m->sign);
	if (u->percent)
		crm_buf_char(out, '%');
}
