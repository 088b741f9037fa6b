/*
 * Mail that comes in: a message (.eml) or a mailbox of many (mbox), one after
 * another, each in memory of its own; what is in its parts is decoded where it is
 * asked for.  Headers are in UTF-8 whatever they were written in.
 *
 * The forms of mail are the affair of a library that is loaded when mail is read.
 */
#ifndef CRM_MAILBOX_H
#define CRM_MAILBOX_H

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

enum {
	CRM_MAIL_PEOPLE = 200,     /* of one message */
	CRM_MAIL_REFERENCES = 100, /* the nearest ones */
	CRM_MAIL_BODY = 64 * 1024, /* bytes of its text */
	CRM_MAIL_FILES = 100,
};

struct crm_mail_person {
	struct crm_text name, address;
};

struct crm_mail {
	struct crm_text id;         /* without < >; empty: it has none */
	struct crm_text *reference; /* ids that it answers, the nearest last */
	size_t references;
	struct crm_text subject, body;
	bool cut; /* the body was longer */
	bool dated;
	int64_t at; /* an instant */
	struct crm_mail_person from;
	struct crm_mail_person *to; /* and copies */
	size_t n_to;
	bool automatic;        /* of a list or a machine, by its headers */
	struct crm_text *file; /* names of what is attached; may be empty */
	size_t files;
	char hash[65]; /* of what tells it apart where it has no id */
};

struct crm_mailbox;

/* `path` "-" is standard input.  CRM_INVALID where it is no mail. */
enum crm_status crm_mailbox_open(
    const char *path, struct crm_mailbox **out, struct crm_err *err);
/* The first again. */
enum crm_status crm_mailbox_rewind(struct crm_mailbox *m, struct crm_err *err);
/* The next message, in the arena; *there is false at the end.  What is in a mailbox
 * and no message is passed, and counted in *passed. */
enum crm_status crm_mailbox_next(struct crm_mailbox *m, struct crm_arena *a,
    struct crm_mail *out, bool *there, size_t *passed, struct crm_err *err);
/* What is in a file of the message that was given last, as a descriptor of a temporary
 * file at its beginning, which the caller closes. */
enum crm_status
crm_mailbox_file(struct crm_mailbox *m, size_t i, int *fd, struct crm_err *err);
/* How far it is, and how long. */
void
crm_mailbox_place(const struct crm_mailbox *m, int64_t *offset, int64_t *size);
void crm_mailbox_close(struct crm_mailbox *m); /* NULL is fine */

/* Appends what people read of HTML: no tags, styles or scripts, entities as the
 * characters that they are, a line where a block ends. */
void crm_html_text(struct crm_buf *out, struct crm_text html);

#endif
