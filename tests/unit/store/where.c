/* Where a book is, and how that is shown: without a password. */
#include <crm/store/store.h>

#include "../tap.h"

int
main(void)
{
	static const struct {
		const char *where, *shown;
	} urls[] = {
		{ "postgresql://ann:secret@h/db", "postgresql://ann@h/db" },
		{ "POSTGRESQL://ann:secret@h/db", "POSTGRESQL://ann@h/db" },
		{ "PostGres://ann:secret@h/db", "PostGres://ann@h/db" },
		{ "--db=Postgres://ann:secret@h/db",
		    "--db=Postgres://ann@h/db" },
		{ "postgresql://ann:se/cr?et@h/db", "postgresql://ann@h/db" },
		{ "postgresql://ann:se?cr/et@h/db", "postgresql://ann@h/db" },
		{ "postgresql://ann:secret/db", "postgresql://ann/db" },
		{ "postgresql://ann:secret", "postgresql://ann" },
		{ "postgresql://h:5432/db?options=a@b",
		    "postgresql://h:5432/db?options=a@b" },
		{ "postgresql://[::1]:5432,h:1/db",
		    "postgresql://[::1]:5432,h:1/db" },
		{ "postgresql:///db?password=secret", "postgresql:///db?" },
		{ "postgresql:///db?p%61ssword=secret", "postgresql:///db?" },
		{ "postgresql:///db?PASS%57ORD=secret", "postgresql:///db?" },
		{ "postgresql:///db?a=b&%70assword=x&c=d",
		    "postgresql:///db?a=b&" },
		{ "postgresql:///db?sslpassword=secret", "postgresql:///db?" },
		{ "postgresql:///db?service=crm",
		    "postgresql:///db?service=crm" },
		{ "book.db", "book.db" },
		{ "password=x", "password=x" },
	};
	struct crm_arena a = CRM_ARENA_INIT;
	size_t i;

	for (i = 0; i < sizeof urls / sizeof *urls; i++)
		is_str(crm_store_shown(&a, urls[i].where), urls[i].shown,
		    urls[i].where);
	ok(!crm_store_is_file("PostgreSQL://h/db"), "a scheme in capitals");
	ok(crm_store_is_file("postgresql:/h"), "a file");
	crm_arena_free(&a);
	return tap_done();
}
