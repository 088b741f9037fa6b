/* Fuzz target: mail that comes in, and HTML as text. */
#include <crm/io/mailbox.h>

#include "fuzz.h"

static void
touch(struct crm_mailbox *box, const struct crm_mail *m)
{
	const struct crm_text text[] = { m->id, m->subject, m->body,
		m->from.name, m->from.address };
	struct crm_err err;
	size_t i;
	int fd;

	for (i = 0; i < sizeof text / sizeof *text; i++) {
		fuzz_touch(text[i]);
		must(crm_utf8_valid(text[i]) == text[i].n,
		    "what a message says is UTF-8");
	}
	for (i = 0; i < m->references; i++)
		fuzz_touch(m->reference[i]);
	for (i = 0; i < m->n_to; i++)
		fuzz_touch(m->to[i].address);
	for (i = 0; i < m->files; i++) {
		fuzz_touch(m->file[i]);
		if (crm_mailbox_file(box, i, &fd, &err) == CRM_OK)
			close(fd);
	}
}

static void
read_all(const char *path)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_mailbox *box;
	struct crm_mail m;
	struct crm_err err;
	size_t passed = 0;
	bool there = true;

	if (crm_mailbox_open(path, &box, &err) == CRM_OK)
		while (there &&
		    crm_mailbox_next(box, &a, &m, &there, &passed, &err) ==
			CRM_OK) {
			if (there)
				touch(box, &m);
			crm_arena_reset(&a);
		}
	crm_mailbox_close(box);
	crm_arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char path[FUZZ_PATH];
	struct crm_buf text = CRM_BUF_INIT;
	int fd = fuzz_file(data, n, path);

	read_all(path);
	close(fd);
	crm_html_text(&text, (struct crm_text){ (const char *)data, n });
	crm_buf_free(&text);
	return 0;
}
