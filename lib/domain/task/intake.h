/* What the files about activities that come in share. */
#ifndef CRM_DOMAIN_TASK_INTAKE_H
#define CRM_DOMAIN_TASK_INTAKE_H

#include "task.h"

#include <crm/domain/intake.h>

enum {
	SUBJECT_MOST = 1000,
	NOTES_MOST = 64 * 1024,
	EXT_MOST = 200,
	GUESTS_MOST = 500,
};

/* ---- reach.c ---- */

/* The front of a text, of at most so many bytes and whole characters. */
struct crm_text clean_cut(struct crm_text t, size_t most);
/* The same as a line: control characters are blanks; in the arena. */
struct crm_value
line_value(struct crm_text t, size_t most, struct crm_arena *a);
/* The same with its lines. */
struct crm_value
note_value(struct crm_text t, size_t most, struct crm_arena *a);
/* An e-mail address as it is kept, or null. */
struct crm_value address_value(struct crm_text t, struct crm_arena *a);
void set_value(struct crm_record *r, const char *field, struct crm_value v);
/* "CT5", or null for nobody. */
struct crm_value typed_value(const struct crm_person *p, struct crm_arena *a);
/* Of what comes in about another record: who of its people is a contact. */
void put_contact(struct crm_record *r, const struct crm_person *who);
/* An id of another system as an external id: a long one by its hash. */
struct crm_text ext_of(struct crm_text id, struct crm_arena *a);
/* The live record of a kind with an external id; 0: none, *deleted where there was
 * one.  An intake asks of one kind. */
enum crm_status known_as(struct crm_intake *in, const struct crm_entity *e,
    struct crm_text ext, int64_t *id, bool *deleted, struct crm_err *err);
/* The same of activities. */
enum crm_status activity_of(struct crm_intake *in, struct crm_text ext,
    int64_t *id, bool *deleted, struct crm_err *err);
/* What stands before the @ of a UID that this book gave ("task:T12"); empty where it is
 * another's. */
struct crm_text own_key(const struct crm_intake *in, struct crm_text uid);

/* Whether what comes is later than the record that the book has, or the same. */
enum age { NEWER, SAME, OLDER };
enum age age_of(const struct crm_record *old, const struct crm_event *e);
void intake_met(struct crm_intake *in, int64_t id);

/* ---- attendee.c ---- */

/* Who is, or was, at an activity. */
struct guest {
	struct crm_text name, email;
	struct crm_person who;
	const char *role, *answer;
};

/* Writes those of an activity that are new or differ, and hides who is no more. */
enum crm_status guests_write(struct crm_store *s, int64_t activity,
    const struct guest *g, size_t n, struct crm_err *err);

#endif
