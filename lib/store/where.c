/* Where a book is: a file's path, or the URL of a server's database. */
#include <crm/store/store.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Schemes are the same in capitals. */
bool
crm_store_is_file(const char *where)
{
	return strncasecmp(where, "postgresql://", 13) != 0 &&
	    strncasecmp(where, "postgres://", 11) != 0;
}

/* The byte at *p, which may be written as %41; *p goes behind it. */
static int
decoded(const char **p)
{
	char hex[3] = { 0 };
	int c = (unsigned char)*(*p)++;

	if (c != '%' || !isxdigit((unsigned char)(*p)[0]) ||
	    !isxdigit((unsigned char)(*p)[1]))
		return c;
	hex[0] = (*p)[0];
	hex[1] = (*p)[1];
	*p += 2;
	return (int)strtol(hex, NULL, 16);
}

/* Whether a parameter of a URL is a secret of the server's. */
static bool
is_secret(const char *p)
{
	static const char *const names[] = { "password=", "sslpassword=" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		const char *at = p, *name = names[i];

		while (*name != '\0' && *at != '\0' &&
		    tolower(decoded(&at)) == *name)
			name++;
		if (*name == '\0')
			return true;
	}
	return false;
}

/* Cuts the parameters before the first that is a secret; whatever follows may
 * be a part of it. */
static void
cut_secrets(struct crm_buf *url)
{
	char *p = strchr(url->data, '?');

	for (; p != NULL; p = strchr(p + 1, '&'))
		if (is_secret(p + 1)) {
			p[1] = '\0';
			return;
		}
}

/* Whether a text is the hosts of a URL, a port behind each at most.  A user and
 * a password are not, unless it is a number. */
static bool
is_hosts(const char *p, const char *end)
{
	while (p < end) {
		if (*p == '[')
			p += strcspn(p, "]");
		p += strcspn(p, ":,/");
		if (p < end && *p == ':')
			p += 1 + strspn(p + 1, "0123456789");
		if (p < end && *p++ != ',')
			return false;
	}
	return p == end;
}

/* The password of a URL, with its colon: from *p to before *end; false where
 * there is none.  It may have a ?, and a / or @ that should have been written
 * with a percent sign; and who forgot the host left no @. */
static bool
find_password(const char *from, const char **p, const char **end)
{
	const char *at = from + strcspn(from, "@/"), *last = at, *stop;
	bool user = *at == '@' || !is_hosts(from, from + strcspn(from, "/?"));

	stop = at + strcspn(at, *at == '@' || !user ? "?" : "");
	for (; at < stop; at++)
		if (*at == '@')
			last = at;
	*p = from + strcspn(from, ":");
	*end = last;
	return (user || *last == '@') && *p < last;
}

const char *
crm_store_shown(struct crm_arena *a, const char *where)
{
	const char *from, *at, *p;
	struct crm_buf b = CRM_BUF_INIT;

	/* Also as --db=URL. */
	if (crm_store_is_file(where) &&
	    (strncmp(where, "--", 2) != 0 ||
		(at = strchr(where, '=')) == NULL || crm_store_is_file(at + 1)))
		return where;
	from = strstr(where, "://") + 3;
	if (find_password(from, &p, &at)) {
		crm_buf_add(&b, where, (size_t)(p - where));
		crm_buf_str(&b, at);
	} else
		crm_buf_str(&b, where);
	cut_secrets(&b);
	where = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return where;
}
