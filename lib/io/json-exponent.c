/* Numbers of JSON with an exponent, written out. */
#include "json-scan.h"

#include <crm/base/mem.h>
#include <crm/base/text.h>

#include <string.h>

enum {
	EXACT = 15,    /* digits that all programs keep */
	FARTHEST = 40, /* the largest exponent that is looked at */
	BEHIND = 24,   /* places behind the point */
};

/* Digits d1d2d3... stand for d1d2d3... x 10^power. */
struct plain {
	bool minus;
	char digit[EXACT];
	int n, power;
};

/* False where it has more digits than are exact, or is too far from one. */
static bool
take(struct crm_text t, struct plain *out)
{
	bool behind = false;
	int e = 0, sign = 1;
	size_t i;

	*out = (struct plain){ .minus = t.p[0] == '-' };
	for (i = out->minus; i < t.n && (t.p[i] | 0x20) != 'e'; i++) {
		if (t.p[i] == '.') {
			behind = true;
			continue;
		}
		out->power -= behind;
		if (out->n == 0 && t.p[i] == '0')
			continue;
		if (out->n == EXACT)
			return false;
		out->digit[out->n++] = t.p[i];
	}
	for (i++; i < t.n; i++) {
		if (t.p[i] == '-')
			sign = -1;
		else if (t.p[i] != '+' &&
		    (e = e * 10 + t.p[i] - '0') > FARTHEST)
			return false;
	}
	out->power += sign * e;
	return true;
}

bool
crm_json_plain(struct crm_text t, struct crm_buf *out)
{
	struct plain v;
	int point, i;

	if (memchr(t.p, 'e', t.n) == NULL && memchr(t.p, 'E', t.n) == NULL)
		return false;
	if (!take(t, &v))
		return false;
	point = v.n + v.power;
	if (v.n > 0 && (point > EXACT || v.power < -BEHIND))
		return false;
	if (v.n == 0) {
		crm_buf_char(out, '0');
		return true;
	}
	if (v.minus)
		crm_buf_char(out, '-');
	if (point <= 0)
		crm_buf_char(out, '0');
	for (i = point < 0 ? point : 0; i < v.n || i < point; i++) {
		if (i == point)
			crm_buf_char(out, '.');
		crm_buf_char(out, i >= 0 && i < v.n ? v.digit[i] : '0');
	}
	return true;
}
