/* Typed ids: C12 is customer 12. */
#include <crm/model/model.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The largest number that every JSON reader keeps exactly. */

bool
crm_id_split(struct crm_text t, struct crm_text *code, int64_t *number)
{
	size_t i = 0;
	int64_t n = 0;

	while (i < t.n && t.p[i] >= 'A' && t.p[i] <= 'Z')
		i++;
	if (i == 0 || i == t.n || t.p[i] == '0')
		return false;
	*code = (struct crm_text){ t.p, i };
	for (; i < t.n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		n = n * 10 + (t.p[i] - '0');
		if (n > CRM_ID_MAX)
			return false;
	}
	*number = n;
	return true;
}

void
crm_id_format(struct crm_buf *out, const struct crm_entity *e, int64_t number)
{
	crm_buf_str(out, e->def->code);
	if (number < 0) { /* of a dry run */
		crm_buf_char(out, '+');
		/* The least number has no opposite. */
		number = number == INT64_MIN ? INT64_MAX : -number;
	}
	crm_buf_int(out, number);
}

/* "Order line" as it reads within a sentence: "order line"; in Chinese as it is. */
static const char *
spoken(char *out, size_t size, const struct crm_entity *e)
{
	size_t i;

	if (crm_tr_is_chinese())
		return e->def->zh;
	for (i = 0; e->def->en[i] != '\0' && i + 1 < size; i++)
		out[i] = (char)tolower((unsigned char)e->def->en[i]);
	out[i] = '\0';
	return out;
}

/* A user, but an order. */
static const char *
article(const char *noun)
{
	return strchr("aeio", noun[0]) != NULL ? "an" : "a";
}

enum crm_status
crm_id_parse(const struct crm_dict *d, const struct crm_entity *e,
    struct crm_text t, int64_t *number, struct crm_err *err)
{
	char own[64], got[64], quoted[CRM_QUOTE_SIZE];
	const char *want;
	const struct crm_entity *is = NULL;
	struct crm_text code;

	t = crm_text_trim(t);
	if (crm_id_split(t, &code, number)) {
		if (crm_text_is(code, e->def->code))
			return CRM_OK;
		is = crm_dict_code(d, code);
	}
	want = spoken(own, sizeof own, e);
	if (is != NULL)
		return crm_fail(err, CRM_USAGE,
		    "expected %s %s like %s1, got %s %.*s", article(want), want,
		    e->def->code, spoken(got, sizeof got, is), (int)t.n, t.p);
	return crm_fail(err, CRM_NOTFOUND, "'%s' is not the id of %s %s (%s1)",
	    crm_quote(quoted, t), article(want), want, e->def->code);
}
