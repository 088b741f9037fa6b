/* Likeness of names, against published values. */
#include <crm/base/text.h>

#include <math.h>

#include "../tap.h"

static void
like(const char *a, const char *b, double want)
{
	double got = crm_jaro_winkler(crm_text_of(a), crm_text_of(b));
	double back = crm_jaro_winkler(crm_text_of(b), crm_text_of(a));

	ok(fabs(got - want) < 0.0005, "%s, %s: %.4f, want %.3f", a, b, got,
	    want);
	ok(fabs(got - back) < 1e-12, "%s, %s: the same turned round", a, b);
}

int
main(void)
{
	char longer[200], other[200];

	/* Winkler 1990 and 1994. */
	like("MARTHA", "MARHTA", 0.961);
	like("DIXON", "DICKSONX", 0.813);
	like("DWAYNE", "DUANE", 0.840);
	like("JONES", "JOHNSON", 0.832);
	like("ABROMS", "ABRAMS", 0.922);
	like("NICHLESON", "NICHULSON", 0.956);
	like("SHACKLEFORD", "SHACKELFORD", 0.982);

	like("", "", 0);
	like("a", "", 0);
	like("a", "a", 1);
	like("abc", "xyz", 0);
	/* Two letters that changed places are no match within reach 0. */
	like("ab", "ba", 0);
	/* Characters, not bytes: one of three differs. */
	like("\xE9\x99\x88\xE5\xBB\xBA\xE5\x9B\xBD",
	    "\xE9\x99\x88\xE5\xBB\xBA\xE5\x8D\x8E", 0.822);
	/* What is not UTF-8 is read all the same. */
	ok(crm_jaro_winkler(crm_text_of("\xFF\xFE"), crm_text_of("\xFF")) > 0,
	    "bytes that are no characters");

	memset(longer, 'x', sizeof longer);
	memset(other, 'x', sizeof other);
	longer[100] = 'y';
	ok(crm_jaro_winkler((struct crm_text){ longer, sizeof longer },
	       (struct crm_text){ other, sizeof other }) == 1,
	    "the first 64 characters count");
	return tap_done();
}
