/* Pages in memory, each in the slot of its number, those that others pushed out
 * in a file. */
#include "paged.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <crm/base/mem.h>
#include <crm/io/temp.h>

static enum crm_status
fail_file(const char *what, int error, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "cannot %s a temporary file in '%s': %s",
	    what, crm_temp_dir(), strerror(error));
}

static enum crm_status
write_page(struct crm_paged *s, struct crm_page *page, struct crm_err *err)
{
	off_t at = (off_t)page->number * CRM_PAGE;
	size_t done = 0;

	if (!s->has_file) {
		s->fd = crm_temp_file(err);
		if (s->fd == -1)
			return CRM_FAIL;
		s->has_file = true;
	}
	while (done < CRM_PAGE) {
		ssize_t n = pwrite(s->fd, page->data + done, CRM_PAGE - done,
		    at + (off_t)done);

		if (n == -1 && errno != EINTR)
			return fail_file("write", errno, err);
		done += n > 0 ? (size_t)n : 0;
	}
	page->changed = false;
	return CRM_OK;
}

static enum crm_status
read_page(struct crm_paged *s, struct crm_page *page, struct crm_err *err)
{
	off_t at = (off_t)page->number * CRM_PAGE;
	size_t done = 0;

	while (done < CRM_PAGE) {
		ssize_t n = pread(s->fd, page->data + done, CRM_PAGE - done,
		    at + (off_t)done);

		if (n == 0 || (n == -1 && errno != EINTR))
			return fail_file("read", n == 0 ? EIO : errno, err);
		done += n > 0 ? (size_t)n : 0;
	}
	return CRM_OK;
}

/* The page that holds the byte at `at`, which is at most s->size. */
static enum crm_status
find_page(
    struct crm_paged *s, int64_t at, struct crm_page **out, struct crm_err *err)
{
	int64_t number = at / CRM_PAGE;
	struct crm_page *page = &s->slot[number % CRM_PAGES];
	enum crm_status status = CRM_OK;

	*out = page;
	if (page->data == NULL) {
		page->data = malloc(CRM_PAGE);
		if (page->data == NULL)
			crm_oom();
		memset(page->data, 0, CRM_PAGE);
		page->number = number;
	}
	if (page->number == number)
		return CRM_OK;
	if (page->changed)
		status = write_page(s, page, err);
	if (status != CRM_OK)
		return status;
	page->number = number;
	if (number * CRM_PAGE < s->size)
		return read_page(s, page, err);
	memset(page->data, 0, CRM_PAGE);
	return CRM_OK;
}

enum crm_status
crm_paged_add(struct crm_paged *s, const void *p, size_t n, struct crm_err *err)
{
	const char *from = p;

	if (s->slot == NULL) {
		s->slot = calloc(CRM_PAGES, sizeof *s->slot);
		if (s->slot == NULL)
			crm_oom();
	}
	while (n > 0) {
		size_t in = (size_t)(s->size % CRM_PAGE);
		size_t part = CRM_PAGE - in < n ? CRM_PAGE - in : n;
		struct crm_page *page;
		enum crm_status status = find_page(s, s->size, &page, err);

		if (status != CRM_OK)
			return status;
		memcpy(page->data + in, from, part);
		page->changed = true;
		s->size += (int64_t)part;
		from += part;
		n -= part;
	}
	return CRM_OK;
}

enum crm_status
crm_paged_read(
    struct crm_paged *s, int64_t at, void *p, size_t n, struct crm_err *err)
{
	char *to = p;

	while (n > 0) {
		size_t in = (size_t)(at % CRM_PAGE);
		size_t part = CRM_PAGE - in < n ? CRM_PAGE - in : n;
		struct crm_page *page;
		enum crm_status status = find_page(s, at, &page, err);

		if (status != CRM_OK)
			return status;
		memcpy(to, page->data + in, part);
		to += part;
		at += (int64_t)part;
		n -= part;
	}
	return CRM_OK;
}

void
crm_paged_free(struct crm_paged *s)
{
	for (size_t i = 0; s->slot != NULL && i < CRM_PAGES; i++)
		free(s->slot[i].data);
	free(s->slot);
	if (s->has_file)
		close(s->fd);
	*s = (struct crm_paged){ 0 };
}
