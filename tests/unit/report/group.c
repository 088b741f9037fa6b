/* Groups by keys of all kinds, more of them than a first table holds. */
#include "report/kit/kit.h"

#include "../tap.h"

enum { MANY = 5000 };

static int
largest_first(const struct group *a, const struct group *b)
{
	const int64_t *x = a->sums, *y = b->sums;

	return *x != *y ? (*x > *y ? -1 : 1) : group_order(a, b);
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct groups g;
	char text[16];
	bool good = true;
	int64_t *sum;
	int i, round;

	groups_init(&g, &a, sizeof *sum);
	for (round = 0; round < 2; round++)
		for (i = 0; i < MANY; i++) {
			sum = groups_at(&g, crm_value_int(i * INT64_C(1000)));
			*sum += i;
			snprintf(text, sizeof text, "key %d", i);
			sum = groups_at(&g, crm_value_text(crm_text_of(text)));
			*sum += 1;
		}
	*(int64_t *)groups_at(&g, CRM_VALUE_NULL) = 7;
	is_int(g.n, 2 * MANY + 1, "each key makes one group");
	for (i = 0; i < MANY; i++) {
		sum = groups_at(&g, crm_value_int(i * INT64_C(1000)));
		good &= *sum == 2 * i;
	}
	ok(good, "sums stay with their keys");
	is_int(*(int64_t *)groups_at(&g, CRM_VALUE_NULL), 7, "null is a key");
	is_int(g.n, 2 * MANY + 1, "looking makes none");

	for (i = 0; i < (int)g.n; i++)
		g.all[i].cell = g.all[i].key;
	groups_sort(&g, group_order);
	ok(g.all[0].key.kind == CRM_INT && g.all[0].key.i == 0,
	    "numbers first");
	ok(g.all[MANY - 1].key.i == (MANY - 1) * INT64_C(1000),
	    "by their value");
	is_str(g.all[MANY].key.t.p, "key 0", "then text");
	is_str(g.all[MANY + 2].key.t.p, "key 10", "by code point");
	ok(g.all[2 * MANY].key.kind == CRM_NULL, "null last");
	groups_sort(&g, largest_first);
	ok(g.all[0].key.kind == CRM_INT &&
		g.all[0].key.i == (MANY - 1) * INT64_C(1000),
	    "largest first");
	crm_arena_free(&a);

	groups_init(&g, &a, sizeof *sum);
	groups_sort(&g, group_order);
	is_int(g.n, 0, "no groups at all");
	crm_arena_free(&a);
	return tap_done();
}
