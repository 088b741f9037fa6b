/* What the files that read the text of cards share. */
#ifndef CRM_DOMAIN_CARD_H
#define CRM_DOMAIN_CARD_H

#include <crm/domain/capture.h>

enum { CARD_LINES_MAX = 200 };

/* A card while it is read. */
struct card_reading {
	const struct crm_words *w;
	struct crm_arena *a;
	struct crm_card *card;
	struct crm_text loose[CARD_LINES_MAX]; /* not understood yet */
	size_t n;
};

/* card-guess.c: puts what is loose where it seems to belong. */
void card_guess(struct card_reading *r);

/* ---- card-label.c: "Tel: …", "电话：…" ---- */

enum card_label {
	LABEL_NONE,
	LABEL_PHONE,
	LABEL_MOBILE,
	LABEL_FAX,
	LABEL_EMAIL,
	LABEL_WEB,
	LABEL_ADDRESS,
	LABEL_POSTCODE,
	LABEL_COMPANY,
	LABEL_NAME,
	LABEL_TITLE,
	LABEL_DEPARTMENT,
	LABEL_WECHAT,
	LABEL_OTHER,
};

struct card_piece {
	enum card_label label;
	struct crm_text word;  /* the label as it is written */
	struct crm_text text;  /* what is behind it, trimmed */
	struct crm_text whole; /* both */
};

/* The next piece of a line, from one label to the next; false at its end. */
bool card_next_piece(struct crm_text *rest, struct card_piece *out);

/* ---- card-find.c: what can be seen without a label ---- */

/* Each finds the first of its kind in a text; false where there is none. */
bool card_find_email(struct crm_text t, struct crm_text *out);
bool card_find_url(struct crm_text t, struct crm_text *out);
bool card_find_phone(struct crm_text t, struct crm_text *out);

/* ---- card-looks.c: what a line looks like ---- */

size_t card_han(struct crm_text t); /* Han characters in it */
bool card_is_address(struct crm_text t);
bool card_is_company(const struct crm_words *w, struct crm_text t);
bool card_is_title(struct crm_text t);
bool card_is_department(struct crm_text t);
bool card_is_name(struct crm_text t);
/* Whether the lower-cased letters of a word of t, or all of them together, are
 * in `in`, or it in them; words of fewer than three bytes do not count. */
bool card_shares(struct crm_text t, struct crm_text in);

/* ---- card-split.c: lines that say two things ---- */

/* "张三 销售经理", "Ann Li, Sales Director" into both. */
bool card_split_name(
    struct crm_text t, struct crm_text *name, struct crm_text *title);
/* "市场部经理" into both; false where it is one thing. */
bool card_split_department(
    struct crm_text t, struct crm_text *department, struct crm_text *title);
/* "北京华信集团 采购部经理" into the company and the rest. */
bool card_split_company(const struct crm_words *w, struct crm_text t,
    struct crm_text *company, struct crm_text *rest);
/* "Springfield, IL 62701", "70565 Stuttgart"; the region may be empty. */
bool card_split_place(struct crm_text t, struct crm_text *city,
    struct crm_text *region, struct crm_text *postcode);

#endif
