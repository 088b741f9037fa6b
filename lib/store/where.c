/* Where a book is: a file's path, or the URL of a server's database. */
#include <crm/store/store.h>

#include <string.h>

bool
crm_store_is_file(const char *where)
{
	return strncmp(where, "postgresql://", 13) != 0 &&
	    strncmp(where, "postgres://", 11) != 0;
}

const char *
crm_store_shown(struct crm_arena *a, const char *where)
{
	const char *from, *at, *end, *p;
	struct crm_buf b = CRM_BUF_INIT;

	/* Also as --db=URL. */
	if (crm_store_is_file(where) &&
	    (strncmp(where, "--", 2) != 0 ||
		(at = strchr(where, '=')) == NULL || crm_store_is_file(at + 1)))
		return where;
	from = strstr(where, "://") + 3;
	/* A password may have a ?, and a / or @ that should have been written
	 * with a percent sign. */
	at = from + strcspn(from, "@/");
	end = at + strcspn(at, "?");
	for (p = at; p < end; p++)
		if (*p == '@')
			at = p;
	for (p = from; p < at && *p != ':'; p++)
		;
	if (*at == '@' && p < at) {
		crm_buf_add(&b, where, (size_t)(p - where));
		crm_buf_str(&b, at);
	} else
		crm_buf_str(&b, where);
	/* …?password=… too */
	at = strstr(b.data, "password=");
	if (at != NULL)
		b.data[at - b.data] = '\0';
	where = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return where;
}
