/* A..B: two date expressions and the days from one to the other. */
#include <crm/base/date.h>

#include <string.h>

/* Fills `source` with t as far as it fits; gives its length. */
static size_t
copy_source(char *source, size_t size, struct crm_text t)
{
	size_t n = t.n < size ? t.n : size - 1;

	if (n > 0)
		memcpy(source, t.p, n);
	source[n] = '\0';
	return strlen(source);
}

/* Puts the place of an error in the whole range instead of one end. */
static enum crm_status
place(struct crm_err *err, struct crm_text whole, size_t at)
{
	char source[sizeof err->source];
	size_t n = copy_source(source, sizeof source, whole);

	return crm_fail_at(err, source, at < n ? at : n);
}

/* One end of a range: nothing but blanks leaves `date` as it is. */
static enum crm_status
read_end(struct crm_text whole, size_t from, size_t to,
    const struct crm_clock *c, int64_t *date, struct crm_err *err)
{
	struct crm_text t = { whole.p + from, to - from };
	enum crm_status status;

	if (crm_text_trim(t).n == 0)
		return CRM_OK;
	status = crm_date_expr(t, c, date, err);
	if (status != CRM_OK && err != NULL)
		place(err, whole, from + err->at);
	return status;
}

/* Offset of the "..", or t.n. */
static size_t
find_dots(struct crm_text t)
{
	for (size_t i = 0; i + 1 < t.n; i++) {
		if (t.p[i] == '.' && t.p[i + 1] == '.')
			return i;
	}
	return t.n;
}

enum crm_status
crm_date_range(struct crm_text t, const struct crm_clock *c, int64_t *from,
    int64_t *to, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	size_t dots = find_dots(t);
	int64_t a = CRM_DATE_MIN, b = CRM_DATE_MAX;
	enum crm_status status;

	if (dots == t.n) {
		status = crm_date_expr(t, c, &a, err);
		b = a;
	} else {
		status = read_end(t, 0, dots, c, &a, err);
		if (status == CRM_OK)
			status = read_end(t, dots + 2, t.n, c, &b, err);
	}
	if (status != CRM_OK)
		return status;
	if (b < a) {
		crm_fail(err, CRM_USAGE, "'%s' ends before it begins",
		    crm_quote(quoted, t));
		return place(err, t, dots + 2);
	}
	*from = a;
	*to = b;
	return CRM_OK;
}
