/*
 * Which encoding a text is in that is not UTF-8.  It is judged by all of its lines:
 * one alone fits many, and some lines of another encoding are UTF-8 by chance.
 */
#include "source.h"

#include <iconv.h>
#include <stdlib.h>

/* Whether a line is text in an encoding, from its start. */
static bool
fits(iconv_t cd, char *p, size_t n)
{
	char tmp[4096];

	iconv(cd, NULL, NULL, NULL, NULL);
	while (n > 0) {
		char *out = tmp;
		size_t room = sizeof tmp;

		if (iconv(cd, &p, &n, &out, &room) == (size_t)-1 && out == tmp)
			return false;
		if (n > 0 && room > sizeof tmp / 2)
			return false; /* it stopped for no lack of room */
	}
	return true;
}

static void
weigh_line(struct crm_verdict *v, iconv_t cd[CRM_ENCODINGS], char *p, size_t n)
{
	struct crm_text t = { p, n };
	size_t i = 0;

	while (i < n && (unsigned char)p[i] < 0x80)
		i++;
	if (i == n)
		return;
	if (crm_utf8_valid(t) == n)
		v->good++;
	else
		v->bad++;
	for (i = 0; i < CRM_ENCODINGS; i++)
		if (cd[i] != (iconv_t)-1 && !fits(cd[i], p, n)) {
			iconv_close(cd[i]);
			cd[i] = (iconv_t)-1;
		}
}

enum crm_status
crm_source_judge(struct crm_source *s, struct crm_verdict *v,
    struct crm_buf *fit, struct crm_err *err)
{
	iconv_t cd[CRM_ENCODINGS];
	int64_t start;
	FILE *f = crm_source_file(s, &start, err);
	char *line = NULL;
	size_t cap = 0, i;
	ssize_t n;

	*v = (struct crm_verdict){ 0, 0 };
	if (f == NULL)
		return CRM_FAIL;
	for (i = 0; i < CRM_ENCODINGS; i++)
		cd[i] = iconv_open("UTF-8", crm_encodings[i]);
	if (fseeko(f, (off_t)start, SEEK_SET) == 0)
		while ((n = getline(&line, &cap, f)) > 0)
			weigh_line(v, cd, line, (size_t)n);
	for (i = 0; i < CRM_ENCODINGS; i++) {
		if (cd[i] == (iconv_t)-1)
			continue;
		crm_buf_printf(
		    fit, "%s%s", fit->len > 0 ? ", " : "", crm_encodings[i]);
		iconv_close(cd[i]);
	}
	free(line);
	fclose(f);
	return CRM_OK;
}
