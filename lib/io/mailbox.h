/* What the files that read mail share. */
#ifndef CRM_IO_MAILBOX_H
#define CRM_IO_MAILBOX_H

#include "mail-lib.h"
#include "source.h"

#include <crm/io/mailbox.h>

struct crm_mailbox {
	struct crm_mail_lib lib;
	struct crm_source *src;
	int fd;
	int64_t start;
	bool many; /* an mbox */
	bool empty;
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeParserOptions *options;
	GMimeMessage *message; /* the one that was given last */
	GMimeObject *file[CRM_MAIL_FILES];
	size_t files;
};

/* ---- mail-part.c ---- */

/* The text of a message, and what is attached to it. */
enum crm_status mail_parts(struct crm_mailbox *m, struct crm_arena *a,
    struct crm_mail *out, struct crm_err *err);
/* Decodes a part into a new temporary file. */
enum crm_status mail_decode(
    struct crm_mailbox *m, GMimeObject *part, int *fd, struct crm_err *err);
/* A text of the library's as UTF-8 in the arena; NULL gives the empty one. */
struct crm_text mail_text(struct crm_arena *a, const char *s);

#endif
