/*
 * dso: days of sales outstanding by the library alone, for the tests that compare with
 * published cases (tests/cases).  Prints hundredths of a day, or nothing:
 *
 *   dso count-back RECEIVABLE [SALES DAYS]…     months, the latest first
 */
#include <crm/report/measure.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static int64_t
number(const char *text)
{
	char *end;
	long long v = strtoll(text, &end, 10);

	if (*text == '\0' || *end != '\0')
		errx(2, "'%s' is not a number", text);
	return v;
}

int
main(int argc, char **argv)
{
	struct crm_sold months[MOST];
	size_t n = 0;
	int64_t days;
	int i;

	if (argc < 3 || strcmp(argv[1], "count-back") != 0 || argc > 2 * MOST ||
	    argc % 2 == 0)
		errx(2, "usage: dso count-back RECEIVABLE [SALES DAYS]…");
	for (i = 3; i < argc; i += 2)
		months[n++] = (struct crm_sold){ number(argv[i]),
			number(argv[i + 1]) };
	if (crm_count_back(number(argv[2]), months, n, &days))
		printf("%lld\n", (long long)days);
	return 0;
}
