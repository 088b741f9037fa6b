/*
 * Cards of people: vCards (2.1, 3.0, 4.0), and what any reader of cards has in
 * hand: a few texts, each once; what there is more of goes to the notes.
 */
#ifndef CRM_CARD_H
#define CRM_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

enum crm_card_part {
	CRM_CARD_NAME,
	CRM_CARD_COMPANY,
	CRM_CARD_TITLE,
	CRM_CARD_DEPARTMENT,
	CRM_CARD_EMAIL,
	CRM_CARD_PHONE,
	CRM_CARD_MOBILE,
	CRM_CARD_WECHAT,
	CRM_CARD_WEBSITE,
	CRM_CARD_COUNTRY,
	CRM_CARD_REGION,
	CRM_CARD_CITY,
	CRM_CARD_ADDRESS,
	CRM_CARD_POSTCODE,
	CRM_CARD_NOTES,
	CRM_CARD_PARTS,
};

/* The field of a lead that a part is. */
const char *crm_card_field(enum crm_card_part part);

struct crm_card {
	int64_t line;                         /* on which it begins, from 1 */
	struct crm_text part[CRM_CARD_PARTS]; /* in an arena; empty: none */
};

struct crm_cards {
	struct crm_card *card;
	size_t n, cap;
};

struct crm_card *
crm_cards_add(struct crm_cards *c, struct crm_arena *a, int64_t line);
/* Whether it says who is meant, or how to reach them. */
bool crm_card_usable(const struct crm_card *card);

/* ---- putting something on a card ---- */

/* Copies a text, trimmed and on one line (notes keep their lines).  A second,
 * different one goes to the notes; where it is preferred, the first does. */
void crm_card_put(struct crm_card *card, enum crm_card_part part,
    struct crm_text text, bool preferred, struct crm_arena *a);
/* "label: text" as another line of the notes. */
void crm_card_note(struct crm_card *card, const char *label,
    struct crm_text text, struct crm_arena *a);
/* Only what is an address or a number; anything else goes to the notes. */
void crm_card_email(struct crm_card *card, struct crm_text text, bool preferred,
    struct crm_arena *a);
/* A number of no kind is a mobile one where it can be seen (Chinese ones). */
enum crm_phone_kind {
	CRM_PHONE_ANY,
	CRM_PHONE_LAND,
	CRM_PHONE_MOBILE,
	CRM_PHONE_FAX
};
void crm_card_phone(struct crm_card *card, enum crm_phone_kind kind,
    struct crm_text text, bool preferred, struct crm_arena *a);

/* ---- reading ---- */

/* All of a file as UTF-8, without a byte order mark; "-" and NULL are standard
 * input.  `encoding` as in struct crm_reader_opts.  What is not UTF-8 is left
 * to who reads it. */
enum crm_status crm_text_read(const char *path, const char *encoding,
    struct crm_arena *a, struct crm_text *out, struct crm_err *err);
/* CRM_INVALID with the line ("line 3: …") where a text is not UTF-8; it is line
 * `line` and what follows. */
enum crm_status
crm_text_check(struct crm_text t, int64_t line, struct crm_err *err);

/* Whether a card begins in it. */
bool crm_is_vcards(struct crm_text t);
/* Appends the cards.  CRM_INVALID with the line: one that does not end, or what
 * is no text in its character set.  Cards of nothing are given too. */
enum crm_status crm_vcards_read(struct crm_text t, struct crm_arena *a,
    struct crm_cards *out, struct crm_err *err);

#endif
