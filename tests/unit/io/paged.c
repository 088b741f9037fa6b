/* Bytes in pages: the same come back, also where most are in the file. */
#include "io/paged.h"

#include <stdlib.h>

#include "../tap.h"

enum { TEXTS = 1500000 }; /* 30 MB, twice what memory may have */

static size_t
text_of(char text[64], long i)
{
	return (size_t)snprintf(text, 64, "text %ld%*s", i, (int)(i % 23), "");
}

static void
spilled(void)
{
	static long at[TEXTS + 1];
	struct crm_paged s = { 0 };
	struct crm_err err;
	char text[64], got[64];
	long wrong = 0;

	for (long i = 0; i < TEXTS; i++) {
		size_t n = text_of(text, i);

		wrong += crm_paged_add(&s, text, n, &err) != CRM_OK;
		at[i + 1] = at[i] + (long)n;
	}
	is_int(wrong, 0, "all were added");
	is_int(s.size, at[TEXTS], "the size");
	ok(s.size > (int64_t)CRM_PAGE * CRM_PAGES && s.has_file,
	    "more than memory may have is in a file");
	srand(20261128);
	for (long k = 0; k < 300000; k++) {
		long i = k < 1000 ? k : rand() % TEXTS;
		size_t n = text_of(text, i);

		wrong += crm_paged_read(&s, at[i], got, n, &err) != CRM_OK ||
		    memcmp(got, text, n) != 0;
	}
	is_int(wrong, 0, "each comes back as it was");
	crm_paged_free(&s);
}

static void
small(void)
{
	struct crm_paged s = { 0 };
	struct crm_err err;
	char got[8] = "";

	crm_paged_free(&s);
	crm_paged_add(&s, "abc", 3, &err);
	crm_paged_add(&s, "def", 3, &err);
	crm_paged_read(&s, 2, got, 3, &err);
	is_str(got, "cde", "across two additions");
	ok(!s.has_file, "what is small has no file");
	crm_paged_free(&s);
}

static void
no_folder(void)
{
	struct crm_paged s = { 0 };
	static char page[CRM_PAGE];
	enum crm_status status = CRM_OK;
	struct crm_err err = { .text = "" };

	setenv("TMPDIR", "/nonexistent", 1);
	for (int i = 0; i <= CRM_PAGES && status == CRM_OK; i++)
		status = crm_paged_add(&s, page, sizeof page, &err);
	is_int(status, CRM_FAIL, "no temporary folder");
	ok(strstr(err.text, "/nonexistent") != NULL, "%s", err.text);
	unsetenv("TMPDIR");
	crm_paged_free(&s);
}

int
main(void)
{
	small();
	spilled();
	no_folder();
	return tap_done();
}
