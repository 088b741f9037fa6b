/* What may stand where somebody presses Tab: an answer for the shells. */
#ifndef CRM_CLI_CANDIDATES_H
#define CRM_CLI_CANDIDATES_H

#include "internal.h"

/* A question: what the word at hand may be.  Of it `prefix` stands already, and
 * `part` is what the candidates begin with. */
struct ask {
	struct crm_cmd *c;
	const struct crm_dict *dict;
	const struct crm_entity *entity; /* whose fields are meant, or NULL */
	struct crm_text prefix, part;
};

/* Prints a candidate where it fits: the word as it would be, and behind a tab
 * what it is. */
void offer(const struct ask *a, const char *value, const char *behind,
    const char *what);
/* That files may stand here. */
void offer_files(void);

/* candidates-fields.c: fields, the values of one, and expressions. */
void offer_values(const struct ask *a, enum crm_type type,
    const struct crm_choice *choices, const struct crm_entity *ref);
void offer_field_values(const struct ask *a, const struct crm_field *f);
/* Names of kinds of records. */
void offer_kinds(const struct ask *a);
/* Those fields that refer to records. */
void offer_references(const struct ask *a);
/* Names, with `behind` behind each; `keys`: with those of ids. */
void offer_fields(const struct ask *a, const char *behind, bool keys);
/* Of a list with commas the last. */
void offer_list(struct ask a, bool keys);
void offer_expression(struct ask a);

/* candidates-book.c: what only the book knows; nothing where there is none. */
bool open_quietly(struct crm_cmd *c);
/* Ids that begin so, with the names of their records. */
void offer_ids(const struct ask *a, const struct crm_entity *e);
/* The same, where the letters of the kind stand already: what is called by name is
 * offered by name before. */
void offer_begun_ids(const struct ask *a, const struct crm_entity *e);
/* Names of records of a kind; of those about `of` where that is not NULL. */
void
offer_names(const struct ask *a, const struct crm_entity *e, const char *of);
void offer_batches(const struct ask *a);

#endif
