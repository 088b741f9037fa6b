/* The collation of ICU for Chinese, loaded when somebody asks for it. */
#include <crm/base/pinyin.h>

#include <crm/base/dl.h>

#include <stdlib.h>

/* What we use of libicui18n; its functions bear the version in their names. */
struct icu {
	void *handle;
	void *(*open)(const char *locale, int *status);
	int (*compare)(const void *collator, const char *a, int32_t n_a,
	    const char *b, int32_t n_b, int *status);
	void (*close)(void *collator);
	void (*clean)(void); /* frees what it keeps between calls */
	void *collator;
};

static enum crm_status
icu_load(struct icu *icu, struct crm_err *err)
{
	static const struct crm_library library = { CRM_ICU_SONAME,
		"libicu" CRM_ICU_VERSION, N_("the order by pinyin needs"), "" };
	const struct crm_symbol symbols[] = {
		{ "ucol_open_" CRM_ICU_VERSION, &icu->open },
		{ "ucol_strcollUTF8_" CRM_ICU_VERSION, &icu->compare },
		{ "ucol_close_" CRM_ICU_VERSION, &icu->close },
		{ "u_cleanup_" CRM_ICU_VERSION, &icu->clean },
	};
	enum crm_status st = crm_library_load(&icu->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
	int status = 0; /* above zero: an error */

	if (st != CRM_OK)
		return st;
	icu->collator = icu->open("zh-u-co-pinyin", &status);
	if (status <= 0)
		return CRM_OK;
	icu->clean();
	crm_library_close(icu->handle);
	return crm_fail(err, CRM_FAIL, "%s knows no order by pinyin (%d)",
	    CRM_ICU_SONAME, status);
}

static int
compare(const void *a, const void *b, void *ctx)
{
	const struct crm_text *s = a, *t = b;
	const struct icu *icu = ctx;
	int status = 0;
	int order = icu->compare(
	    icu->collator, s->p, (int32_t)s->n, t->p, (int32_t)t->n, &status);

	return order != 0 ? order : crm_text_cmp(*s, *t);
}

enum crm_status
crm_pinyin_sort(struct crm_text *texts, size_t n, struct crm_err *err)
{
	struct icu icu = { .handle = NULL };
	enum crm_status st = icu_load(&icu, err);

	if (st != CRM_OK)
		return st;
	qsort_r(texts, n, sizeof *texts, compare, &icu);
	icu.close(icu.collator);
	icu.clean();
	crm_library_close(icu.handle);
	return CRM_OK;
}
