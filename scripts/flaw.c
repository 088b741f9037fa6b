/*
 * flaw KIND: does one thing wrong, for the test of what watches the memory of
 * programs (tests/fault/watched.t).
 */
#include "store/engine/sqlite-pool.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known by these alone is not lost, at their ends, either. */
static char *volatile known[1 << 20];

/* Behind it nobody knows where that was. */
__attribute__((noinline)) static void
lose(void)
{
	char *volatile p;

	for (size_t n = 1; n < 1000; n += 10) {
		p = malloc(n);
		p[0] = '\0';
	}
}

__attribute__((noinline)) static void
wipe_stack(void)
{
	volatile char b[4096];

	for (size_t i = 0; i < sizeof b; i++)
		b[i] = 0;
}

static void
read_text(sqlite3 *h, bool late)
{
	sqlite3_stmt *q;
	const char *text;

	sqlite3_prepare_v2(h, "SELECT b || 'x' FROM a", -1, &q, NULL);
	sqlite3_step(q);
	text = (const char *)sqlite3_column_text(q, 0);
	if (!late)
		puts(text);
	sqlite3_finalize(q);
	if (late)
		puts(text);
}

static void
do_wrong(sqlite3 *h, const char *kind)
{
	sqlite3_stmt *q;
	volatile char *p;

	if (strcmp(kind, "lost") == 0)
		lose();
	else if (strcmp(kind, "late-text") == 0)
		read_text(h, true);
	else if (strcmp(kind, "statement") == 0)
		sqlite3_prepare_v2(h, "SELECT b FROM a", -1, &q, NULL);
	else if (strcmp(kind, "past-end") == 0) {
		p = sqlite3_malloc(24);
		p[24] = 'x';
		sqlite3_free((char *)p);
	} else if (strcmp(kind, "late-write") == 0) {
		p = sqlite3_malloc(24);
		sqlite3_free((char *)p);
		p[0] = 'x';
	} else
		read_text(h, false);
}

int
main(int argc, char **argv)
{
	sqlite3 *h;

	for (size_t i = 0; i < 1 << 20; i += (1 << 20) / 5)
		known[i] = malloc(100);
	crm_sqlite_pool_use();
	crm_sqlite_pool_opens();
	if (sqlite3_open(":memory:", &h) != SQLITE_OK)
		return 1;
	sqlite3_exec(h, "CREATE TABLE a (b); INSERT INTO a VALUES ('hello')",
	    NULL, NULL, NULL);
	do_wrong(h, argc > 1 ? argv[1] : "none");
	wipe_stack();
	sqlite3_close_v2(h);
	crm_sqlite_pool_closed();
	return 0;
}
