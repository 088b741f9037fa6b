/* The arena and the buffer. */
#include <crm/base/mem.h>

#include <stdint.h>
#include <stdlib.h>

#include "../tap.h"

static void
arena(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	char *big, *p;
	int wrong = 0;

	for (size_t size = 0; size < 3000; size++) {
		unsigned char *q = crm_alloc(&a, size);

		wrong += (uintptr_t)q % _Alignof(max_align_t) != 0;
		for (size_t i = 0; i < size; i++)
			wrong += q[i] != 0;
		if (size > 0)
			memset(q, 0xFF, size);
	}
	is_int(wrong, 0, "zeroed and aligned");
	crm_arena_reset(&a);
	p = crm_alloc(&a, 100);
	wrong = 0;
	for (int i = 0; i < 100; i++)
		wrong += p[i] != 0;
	is_int(wrong, 0, "zeroed after a reset");
	big = crm_alloc_n(&a, 1000, 1000);
	big[999999] = 'x';
	is_str(crm_strdup(&a, "abc"), "abc", "strdup");
	is_str(crm_strndup(&a, "abc", 2), "ab", "strndup");
	is_str(crm_strndup(&a, NULL, 0), "", "strndup of nothing");
	is_str(crm_sprintf(&a, "%d-%s", 7, "x"), "7-x", "sprintf");
	ok(strlen(crm_sprintf(&a, "%50000d", 1)) == 50000, "a long one");
	crm_arena_free(&a);
	crm_arena_free(&a);
	crm_arena_reset(&a);
	ok(a.chunk == NULL, "freed twice, reset when empty");
}

/* As many as make it move a few times, in an arena and without one. */
static void
grow(struct crm_arena *a)
{
	int *list = NULL, *first, wrong = 0;
	size_t cap = 0, moved = 0;

	for (int i = 0; i < 1000; i++) {
		int *more = crm_grow(a, list, (size_t)i, &cap, sizeof *list);

		moved += cap > (size_t)i && more != list;
		list = more;
		list[i] = i;
		wrong += cap <= (size_t)i;
	}
	for (int i = 0; i < 1000; i++)
		wrong += list[i] != i;
	is_int(wrong, 0, "a list keeps its members and has room for one more");
	ok(moved <= 10, "it doubles: moved %zu times", moved);
	first = list;
	list = crm_grow(a, list, 0, &cap, sizeof *list);
	ok(list == first, "emptied, it is filled again where it is");
	if (a == NULL)
		free(list);
	else
		crm_arena_free(a);
}

static void
buffer(void)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_clear(&b);
	crm_buf_add(&b, NULL, 0);
	is_str(b.data, "", "empty");
	crm_buf_str(&b, "ab");
	crm_buf_char(&b, 'c');
	crm_buf_printf(&b, "%s%d", "-", 5);
	crm_buf_int(&b, -42);
	is_str(b.data, "abc-5-42", "appends");
	crm_buf_clear(&b);
	crm_buf_int(&b, INT64_MIN);
	crm_buf_int(&b, 0);
	crm_buf_int(&b, INT64_MAX);
	is_str(b.data, "-922337203685477580809223372036854775807", "limits");
	crm_buf_clear(&b);
	for (int i = 0; i < 100000; i++)
		crm_buf_char(&b, 'x');
	ok(b.len == 100000 && strlen(b.data) == 100000, "grows");
	crm_buf_clear(&b);
	crm_buf_printf(&b, "%70000d", 3);
	ok(b.len == 70000, "a long one");
	crm_buf_free(&b);
	ok(b.data == NULL && b.len == 0, "freed");
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;

	arena();
	grow(&a);
	grow(NULL);
	buffer();
	return tap_done();
}
