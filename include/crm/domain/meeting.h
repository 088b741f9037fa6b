/* Meetings: what there is to talk about, and what was decided. */
#ifndef CRM_MEETING_H
#define CRM_MEETING_H

#include <crm/store/write.h>

/* What a record says of itself as an expression over records of another kind: those of
 * the customer that an activity is about, through its contact, deal or order too, which
 * are open; of kinds without a customer those about the same.  CRM_RULE where the
 * activity is about nothing; CRM_USAGE where the kind has neither. */
enum crm_status
crm_agenda(struct crm_store *s, int64_t activity, const struct crm_entity *of,
    struct crm_arena *a, const char **expression, struct crm_err *err);

/* A line of minutes that is to be done: "- [ ] send the offer @bob due:+3d", or with
 * TODO or 待办 before it. */
struct crm_action_item {
	struct crm_text subject; /* without what says who and when */
	struct crm_text login;   /* without @; empty: nobody */
	struct crm_text due;     /* a date expression, or empty */
	int64_t line;
};
/* All of them, in the arena. */
void crm_action_items(struct crm_text minutes, struct crm_arena *a,
    struct crm_action_item **out, size_t *n);

/* Makes a task of one, about what the activity is about; not again where that has such
 * a task: *done CRM_ACT_UNCHANGED.  Its owner is the one named, else the activity's. */
enum crm_status crm_action_take(struct crm_store *s, int64_t activity,
    const struct crm_action_item *item, int64_t *id, enum crm_action *done,
    struct crm_err *err);
/* Minutes behind the notes of an activity, unless they are there. */
enum crm_status crm_minutes_note(struct crm_store *s, int64_t activity,
    struct crm_text minutes, struct crm_err *err);

#endif
