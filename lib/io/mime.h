/* What the writers of messages share: forms of mail and of calendars. */
#ifndef CRM_IO_MIME_H
#define CRM_IO_MIME_H

#include <crm/io/message.h>

/* ---- mime.c ---- */

/* Base64, in lines of 76 where `lines`. */
void mime_base64(struct crm_buf *out, const void *p, size_t n, bool lines);
/* A header of free text: as it is, or in encoded words (RFC 2047) of at most 75
 * characters that cut none.  Controls become blanks. */
void mime_header(struct crm_buf *out, const char *name, struct crm_text value);
/* "To: Li Na <li@example.com>"; without a name the address alone. */
void mime_address_header(struct crm_buf *out, const char *name,
    struct crm_text person, struct crm_text address);
/* Sun, 1 Mar 2026 00:05:09 +0000, in the zone of TZ. */
void mime_date(struct crm_buf *out, int64_t instant);
/* The line that begins a message in a mailbox; its time is UTC. */
void
mime_from_line(struct crm_buf *out, struct crm_text address, int64_t instant);

/* ---- mail.c ---- */

enum { MIME_ID = 32 /* letters of a digest in a Message-ID */ };

/* From, To, Subject, Date, a Message-ID of the digest `hex`, and what says that
 * nobody wrote it by hand. */
void mail_headers(struct crm_buf *out, const struct crm_delivery *d,
    const char *name, const char *address, struct crm_text subject,
    const char *hex);

/* ---- ics-line.c ---- */

/* A content line, folded at 75 octets without cutting a character, ended by
 * CRLF. */
void ics_line(struct crm_buf *out, struct crm_text line);
/* Appends TEXT: backslash, comma, semicolon and line ends escaped, other
 * controls left out. */
void ics_text(struct crm_buf *out, struct crm_text t);
/* Appends NAME=value as a parameter, quoted where it must be (RFC 6868). */
void ics_param(struct crm_buf *out, const char *name, struct crm_text value);
/* 20261123T013000Z */
void ics_utc(struct crm_buf *out, int64_t instant);
/* 20261123 */
void ics_date(struct crm_buf *out, int64_t date);
/* 20261123T093000, by the clocks of TZ. */
void ics_local(struct crm_buf *out, int64_t instant);

/* ---- ics-zone.c ---- */

/* The VTIMEZONE of TZ, under a name, that holds between two instants. */
void ics_zone(struct crm_buf *out, const char *name, int64_t from, int64_t to);

/* ---- notice.c ---- */

/* One notice as a line of text. */
void notice_line(struct crm_buf *out, const struct crm_notice *n, bool chinese);
/* What a message is about, in a few words: "3 due, 1 overdue". */
void
notice_subject(struct crm_buf *out, const struct crm_message *m, bool chinese);

#endif
