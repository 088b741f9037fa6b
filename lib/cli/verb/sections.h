/* What belongs to a record: every reference to it, found in the dictionary. */
#ifndef CRM_CLI_SECTIONS_H
#define CRM_CLI_SECTIONS_H

#include "cli/internal.h"

struct section {
	const struct crm_entity *entity; /* whose records these are */
	int field;                       /* by which they refer to it */
	const char *name;                /* "contact.customer" */
	const char *path;                /* the same as a filter's name */
	const char *sql; /* their ids, in order; its marks are the
					 * record's id, the first as text "C12"
					 * where `any` */
	bool any;
	size_t marks;
	bool wide;             /* refers to more than the record itself */
	bool unused;           /* nothing refers to anything by it */
	struct crm_view *view; /* by id */
	const struct crm_column *column;
	size_t n;
	struct section *part; /* what belongs to each of them */
	size_t n_parts;
};

struct sections {
	const struct crm_entity *of;
	struct section *all;
	size_t n;
};

/*
 * Of the records of an entity.  For people (`flat`): short columns without the
 * reference itself; parts of what refers to it are sections of their own; and
 * what is about a customer's contacts, deals and leads is about the customer.
 * Else parts and those stand in the section's `part`.
 */
enum crm_status sections_open(struct crm_cmd *c, const struct crm_entity *e,
    bool flat, struct sections *out, struct crm_err *err);
void sections_close(struct sections *s);
/* Ids of what belongs to a record. */
enum crm_status section_ids(struct crm_cmd *c, const struct crm_entity *of,
    const struct section *s, int64_t id, struct crm_id_list *out,
    struct crm_err *err);
/* Binds a record to a statement with the marks of a section; `text` must live
 * until the statement is reset. */
enum { SECTION_ID = 40 };
void section_bind(const struct crm_entity *of, const struct section *s,
    int64_t id, char text[SECTION_ID], struct crm_stmt *q);

#endif
