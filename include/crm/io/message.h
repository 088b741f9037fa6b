/*
 * Notices on their way to people: a mail, a calendar, a line to a chat robot.
 * Pure writers: they append to a buffer, and whoever pipes it sends it
 * (sendmail, curl).
 *
 * What users wrote (names, subjects, reasons) comes into a notice as it is and
 * leaves as text alone: no header, property, mention or tag can be made of it.
 */
#ifndef CRM_MESSAGE_H
#define CRM_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

/* One thing that is said. */
struct crm_notice {
	const char *kind;  /* "task", stable */
	const char *about; /* typed id */
	const char *name;  /* what it is called, or "" */
	const char *why;
	const char *key; /* the same as long as it is the same thing */
	int64_t at;      /* the instant it is due … */
	bool all_day;    /* … or the day on which that is */
	bool overdue;
	bool news; /* it has happened, and is not due */
};

/* What one person is told. */
struct crm_message {
	const char *name;    /* of the person */
	const char *address; /* e-mail, or NULL */
	const char *phone;   /* with country code, or NULL */
	const char *chat;    /* id in the chat service, or NULL */
	const char *title;   /* of a mail; NULL: what its notices are */
	const struct crm_notice *notice;
	size_t n;
};

/* What all messages of a command share. */
struct crm_delivery {
	struct crm_text from_name, from_address;
	int64_t now;
	const char *zone; /* what TZ names, or NULL for UTC */
	const char *book; /* the same for the same book */
	bool chinese;
};

/* ---- mail: RFC 5322, 2045 to 2047 ---- */

/* Parts "Sales <crm@example.com>" or "crm@example.com"; CRM_INVALID. */
enum crm_status crm_mail_parse(struct crm_text t, struct crm_text *name,
    struct crm_text *address, struct crm_err *err);
/* Whether mail can be sent there without SMTPUTF8: ASCII alone. */
bool crm_mail_can(const char *address);
/* A message of two parts, plain text and HTML, in lines of LF (sendmail's form).
 * Its Message-ID follows from its day and the keys of its notices.  With `mbox`
 * a line "From …" stands before it and a blank one behind it; no line of the
 * message itself begins so. */
void crm_mail_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_message *m, bool mbox);

/* Something that a mail carries. */
struct crm_letter_part {
	const char *type; /* "text/plain", "text/html", "application/…" */
	const char *file; /* its name as an attachment; NULL: it is read in the
			   * mail itself */
	const char *id;   /* by which the page before shows it ("cid:ID"), an
			   * addr-spec; NULL: no page does */
	const void *data;
	size_t n;
};

/* A mail that carries parts, to one person; `key` makes its Message-ID together
 * with the day. */
struct crm_letter {
	const char *name, *address; /* whom it is for */
	const char *subject;
	const char *key;
	const struct crm_letter_part *part;
	size_t n;
};

/* The same as crm_mail_write. */
void crm_letter_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_letter *m, bool mbox);

/* ---- a calendar: RFC 5545 ---- */

/* Notices as VTODO where they are tasks, else as VEVENT, each with an alarm, under
 * a UID of its key and the book.  Times are those of `zone`, whose VTIMEZONE comes
 * with them, days are days.  Of notices of one key behind each other, which several
 * people get, the first is there. */
void crm_ics_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_notice *o, size_t n);

/* ---- chat robots ---- */

enum crm_chat { CRM_DINGTALK, CRM_WECOM, CRM_FEISHU };

enum {
	/* Messages that a robot may take within a minute. */
	CRM_CHAT_MOST = 20,
};

/* Where one run of a robot stands. */
struct crm_chat_run {
	enum crm_chat service;
	size_t payloads; /* written */
	size_t left_out; /* notices that found no room */
	size_t behind;   /* notices of people who come behind this one */
};

/*
 * A payload with as many notices of one person as the service's limit allows, from
 * the one with the number `from` on: a JSON object in a line of its own, to be posted
 * alone.  At most CRM_CHAT_MOST of them over the whole run: what finds no room left
 * is left out, and the last payload says how much that is, with `behind`.  Returns
 * how many notices it has; 0 where no room is left.
 */
size_t crm_chat_post(struct crm_buf *out, struct crm_chat_run *run,
    const struct crm_delivery *d, const struct crm_message *m, size_t from);

#endif
