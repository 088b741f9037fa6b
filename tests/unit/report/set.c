/* Sets of different values, and of those of other sets. */
#include "report/kit/kit.h"

#include "../tap.h"

enum { MANY = 5000 };

static void
add(struct set **s, int64_t v, struct crm_arena *a)
{
	set_add(s, crm_value_int(v), a);
}

static void
numbers(struct crm_arena *a)
{
	struct set *s = NULL;
	int64_t i;

	is_int(set_size(s), 0, "nothing was added");
	set_add(&s, CRM_VALUE_NULL, a);
	is_int(set_size(s), 0, "null is no value");
	add(&s, 0, a);
	add(&s, 0, a);
	is_int(set_size(s), 1, "0 is one");
	for (i = 0; i < MANY; i++) {
		add(&s, i * 1000, a);
		add(&s, i * 1000, a);
		add(&s, -i, a);
		add(&s, (MANY - 1 - i) * 1000, a);
	}
	is_int(set_size(s), 2 * MANY - 1, "each counts once");
	add(&s, INT64_MIN, a);
	add(&s, INT64_MAX, a);
	is_int(set_size(s), 2 * MANY + 1, "the last that there are");
}

static void
texts(struct crm_arena *a)
{
	struct set *s = NULL;
	char text[16];
	int i;

	for (i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "L%d", i % 100);
		set_add(&s, crm_value_text(crm_text_of(text)), a);
	}
	is_int(set_size(s), 100, "texts are kept, not where they stood");
	add(&s, 1, a);
	is_int(set_size(s), 101, "a number is no text");
}

static void
merged(struct crm_arena *a)
{
	struct set *x = NULL, *y = NULL, *z = NULL, *none = NULL, *all = NULL;

	set_merge(&all, none, a);
	is_int(set_size(all), 0, "of nothing nothing");
	add(&x, 1, a);
	add(&x, 2, a);
	add(&y, 2, a);
	add(&y, 0, a);
	set_add(&y, crm_value_text(CRM_TEXT("one")), a);
	set_merge(&all, x, a);
	is_int(set_size(all), 2, "of one all of it");
	set_merge(&all, y, a);
	set_merge(&all, y, a);
	is_int(set_size(all), 4, "what several have counts once");
	is_int(set_size(x), 2, "and they are as they were");

	set_merge(&z, all, a);
	add(&z, 7, a);
	set_merge(&all, z, a);
	is_int(set_size(z), 5, "sums of sums");
	is_int(set_size(all), 5, "which may meet again");
}

static void
later(struct crm_arena *a)
{
	struct set *x = NULL, *y = NULL, *sub = NULL, *all = NULL;

	add(&x, 1, a);
	add(&y, 2, a);
	set_merge(&sub, x, a);
	set_merge(&all, sub, a);
	set_merge(&sub, y, a);
	is_int(set_size(all), 1, "what a sum gets later is not in those of it");
	is_int(set_size(sub), 2, "but in it");
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;

	numbers(&a);
	texts(&a);
	merged(&a);
	later(&a);
	crm_arena_free(&a);
	return tap_done();
}
