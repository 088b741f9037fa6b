/* The files of a book into another one. */
#include "store/book/files.h"

#include <crm/io/temp.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Where they go, for whom the book is that they come from. */
struct target {
	struct crm_arena arena;
	const char *folder, *like;
};

static enum crm_status
copy_bytes(int from, int to, const char *name, struct crm_err *err)
{
	char piece[1 << 16];
	ssize_t n;

	while ((n = read(from, piece, sizeof piece)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		errno = n == -1 ? errno : crm_write_all(to, piece, (size_t)n);
		if (errno != 0)
			return crm_fail(
			    err, CRM_FAIL, "%s: %s", name, strerror(errno));
	}
	return CRM_OK;
}

static enum crm_status
copy_one(struct target *t, int from, const char *sha256, struct crm_err *err)
{
	const char *part;
	enum crm_status st;
	int fd;

	if ((st = folder_part(&t->arena, t->folder, &part, &fd, err)) != CRM_OK)
		return st;
	if ((st = copy_bytes(from, fd, part, err)) == CRM_OK)
		st = folder_keep(
		    &t->arena, t->folder, t->like, part, fd, sha256, err);
	if (st != CRM_OK)
		unlink(part);
	close(fd);
	return st;
}

/* The same file where that can be: it is never written again. */
static enum crm_status
give_one(struct target *t, const char *folder, const char *sha256,
    struct crm_err *err)
{
	enum crm_status st;
	int from;

	if (link(folder_path(&t->arena, folder, sha256),
		folder_path(&t->arena, t->folder, sha256)) == 0 ||
	    errno == EEXIST)
		return CRM_OK;
	from = folder_open(&t->arena, folder, sha256);
	if (from == -1) /* removed meanwhile: no live record names it */
		return CRM_OK;
	st = copy_one(t, from, sha256, err);
	close(from);
	return st;
}

enum crm_status
files_copy(const char *from, const char *to, struct crm_err *err)
{
	struct target t = { .like = from };
	const char *folder = folder_of(&t.arena, from), **names;
	enum crm_status st;
	size_t i, n;

	st = folder_list(&t.arena, folder, &names, &n, err);
	if (st == CRM_OK && n > 0)
		st = folder_make(&t.arena, to, from, err);
	t.folder = folder_of(&t.arena, to);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = give_one(&t, folder, names[i], err);
	crm_arena_free(&t.arena);
	return st;
}

enum crm_status
files_to_rows(struct crm_store *s, struct crm_store *to, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *folder = folder_of(&a, s->opts.where), **names;
	enum crm_status st;
	size_t i, n;
	int fd;

	st = folder_list(&a, folder, &names, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		fd = folder_open(&a, folder, names[i]);
		if (fd == -1)
			continue;
		st = rows_write(to, names[i], fd, err);
		close(fd);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
files_verify(struct crm_store *s, struct crm_store *to, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *folder = folder_of(&a, s->opts.where), **names;
	enum crm_file_state here, there;
	struct crm_file f;
	enum crm_status st;
	size_t i, n;

	st = folder_list(&a, folder, &names, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		memcpy(f.sha256, names[i], sizeof f.sha256);
		if (!folder_size(&a, folder, f.sha256, &f.size) ||
		    (st = crm_file_look(s, &f, true, &here, err)) != CRM_OK ||
		    (st = crm_file_look(to, &f, true, &there, err)) != CRM_OK)
			continue;
		if (here != there)
			st = crm_fail(err, CRM_FAIL,
			    "the copy %s differs: the file %s is not the same "
			    "there",
			    to->opts.shown, f.sha256);
	}
	crm_arena_free(&a);
	return st;
}

bool
files_in_folder(const struct crm_store *s)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char **names;
	size_t n = 0;
	bool any = folder_list(&a, folder_of(&a, s->opts.where), &names, &n,
		       NULL) == CRM_OK &&
	    n > 0;

	crm_arena_free(&a);
	return any;
}
