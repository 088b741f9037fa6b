/*
 * Backups by name and date: daily.db becomes daily-20261121T090000Z.db, so that
 * their names sort as they came, and the oldest of a name go.
 */
#include "store/book/files.h"

#include <crm/base/date.h>
#include <crm/io/place.h>
#include <crm/store/upkeep.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* As the time stands in a name: 0 any digit. */
static const char time_form[] = "00000000T000000Z";

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

/* Where the time goes in: before the last point of the file's name, if it has
 * one behind its first letter. */
static size_t
stem_length(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	const char *point = strrchr(name, '.');

	return point == NULL || point == name ? strlen(path)
					      : (size_t)(point - path);
}

static const char *
name_at(struct crm_arena *a, const char *path, int64_t now)
{
	int64_t day = now / DAY_S - (now % DAY_S < 0);
	struct crm_ymd d = crm_date_ymd(day);
	int s = (int)(now - day * DAY_S);
	size_t stem = stem_length(path);

	return crm_sprintf(a, "%.*s-%04d%02d%02dT%02d%02d%02dZ%s", (int)stem,
	    path, d.y, d.m, d.d, s / HOUR_S, s % HOUR_S / MINUTE_S,
	    s % MINUTE_S, path + stem);
}

const char *
crm_backup_name(struct crm_arena *a, const char *path, int64_t now)
{
	const char *name = name_at(a, path, now);
	struct stat st;

	while (lstat(name, &st) == 0)
		name = name_at(a, path, ++now);
	return name;
}

/* Whether `name` is that of a path with a time in it. */
static bool
is_dated(const char *name, const char *base)
{
	size_t stem = stem_length(base), i;

	if (strncmp(name, base, stem) != 0 || name[stem] != '-')
		return false;
	name += stem + 1;
	for (i = 0; time_form[i] != '\0'; i++) {
		bool digit = name[i] >= '0' && name[i] <= '9';

		if (time_form[i] == '0' ? !digit : name[i] != time_form[i])
			return false;
	}
	return strcmp(name + i, base + stem) == 0;
}

static int
newest_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

struct names {
	const char **name;
	size_t n, cap;
};

/* Backups alone: a file of another kind may have such a name too, and the book
 * itself, where somebody works with an old backup. */
static enum crm_status
find_dated(struct crm_store *s, struct crm_arena *a, const char *path,
    struct names *out, struct crm_err *err)
{
	const char *dir = crm_directory_of(a, path),
		   *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	DIR *d = opendir(dir);
	struct dirent *e;

	if (d == NULL)
		return crm_fail(err, CRM_FAIL, "%s: %s", dir, strerror(errno));
	while ((e = readdir(d)) != NULL) {
		const char *full = crm_sprintf(
		    a, "%.*s%s", (int)(base - path), path, e->d_name);

		if (!is_dated(e->d_name, base) || !may_be_replaced(s, full))
			continue;
		out->name = crm_grow(
		    a, out->name, out->n, &out->cap, sizeof *out->name);
		out->name[out->n++] = full;
	}
	closedir(d);
	return CRM_OK;
}

/* What was killed on the way to a name of another time: no later backup has that
 * name, and would remove it. */
static void
sweep_dated(struct crm_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	DIR *d = opendir(crm_directory_of(a, path));
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		const char *part = strstr(e->d_name, ".part-"), *name;

		if (part == NULL)
			continue;
		name = crm_sprintf(
		    a, "%.*s", (int)(part - e->d_name), e->d_name);
		if (is_dated(name, base))
			crm_parts_sweep(a,
			    crm_sprintf(
				a, "%.*s%s", (int)(base - path), path, name),
			    crm_book_remove);
	}
	closedir(d);
}

enum crm_status
crm_backup_rotate(struct crm_store *s, struct crm_arena *a, const char *path,
    const char *made, size_t keep, void (*each)(void *ctx, const char *gone),
    void *ctx, struct crm_err *err)
{
	struct names all = { NULL, 0, 0 };
	enum crm_status st = find_dated(s, a, path, &all, err);
	size_t i, kept = 1; /* the one that was made, whatever its clock said */

	if (st != CRM_OK || all.n == 0)
		return st;
	sweep_dated(a, path);
	qsort(all.name, all.n, sizeof *all.name, newest_first);
	for (i = 0; i < all.n; i++) {
		if (strcmp(all.name[i], made) == 0 || kept++ < keep)
			continue;
		crm_book_remove(a, all.name[i]);
		folder_remove(a, all.name[i]);
		each(ctx, all.name[i]);
	}
	return crm_sync_directory(a, path, err);
}
