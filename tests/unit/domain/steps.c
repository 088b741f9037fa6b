/* Steps of approvals, read from a text. */
#include "../tap.h"

#include <crm/domain/matrix.h>

static bool
parses(const char *text, struct crm_route *r)
{
	return crm_route_parse(crm_text_of(text), r, NULL) == CRM_OK;
}

static bool
is(struct crm_text t, const char *want)
{
	return crm_text_is(t, want);
}

int
main(void)
{
	struct crm_route r;

	ok(parses("", &r) && r.n == 0, "nothing asks nobody");
	ok(parses(" manager ", &r) && r.n == 1 && r.step[0].n == 1 &&
		!r.step[0].all && is(r.step[0].who[0], "manager"),
	    "one is any");
	ok(parses("a>b+c>d|e", &r) && r.n == 3 && r.step[1].all &&
		r.step[1].n == 2 && is(r.step[1].who[1], "c") &&
		!r.step[2].all && is(r.step[2].who[1], "e"),
	    "all and any");
	ok(!parses("a>", &r), "a step is missing at the end");
	ok(!parses(">a", &r), "and at the beginning");
	ok(!parses("a++b", &r), "a name is missing");
	ok(!parses("a+b|c", &r), "both at once");
	ok(parses("a|b|c|d|e|f|g|h", &r) && r.step[0].n == 8, "eight");
	ok(!parses("a|b|c|d|e|f|g|h|i", &r), "nine");
	ok(parses("a>b>c>d>e>f>g>h>i>j>k>l>m>n>o>p", &r) && r.n == 16,
	    "sixteen steps");
	ok(!parses("a>b>c>d>e>f>g>h>i>j>k>l>m>n>o>p>q", &r), "seventeen");
	return tap_done();
}
