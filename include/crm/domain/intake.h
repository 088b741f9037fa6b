/*
 * Activities that come in from calendars and mailboxes: each once, matched to people
 * by their addresses.
 */
#ifndef CRM_INTAKE_H
#define CRM_INTAKE_H

#include <crm/io/calendar.h>
#include <crm/io/mailbox.h>
#include <crm/store/write.h>

/* Somebody that the book knows: a user, a contact, a customer or a lead. */
struct crm_person {
	const struct crm_entity *entity; /* NULL: nobody */
	int64_t id;
};

/* Whose e-mail address it is; the first of these kinds that has it decides, and several
 * of one kind are nobody. */
enum crm_status crm_person_of(struct crm_store *s, struct crm_text address,
    struct crm_person *out, struct crm_err *err);
bool crm_person_is_user(const struct crm_person *p);

/* What holds for all that come in. */
struct crm_intake {
	struct crm_store *store;
	struct crm_text kind;    /* of the activities; empty: as they are */
	struct crm_text about;   /* "C12"; empty: whom the addresses say */
	struct crm_text book;    /* behind the @ of UIDs that are its own */
	struct crm_arena *arena; /* lives as long as the batch */
	/* What came of it. */
	size_t unknown; /* about nobody whom the book knows */
	size_t stale;   /* older than what the book has: left */
	size_t gone;    /* deleted here: left */
	size_t own;     /* clocks that this book sent out as events: left */
	size_t closed;  /* done or cancelled here, and open there: left */
	size_t inside;  /* mail between users: left */
	size_t large;   /* files larger than an attachment may be: left */
	size_t made;    /* leads */
	/* Of mail. */
	bool make_leads, keep_files, dry;
	/* Ids of activities, as they were met. */
	int64_t *met;
	size_t n_met, cap_met;
	/* The module's own. */
	struct crm_text *gone_ext;
	size_t n_gone;
	bool gone_read;
};

/*
 * An event as an activity, by its UID and its instance: *done CRM_ACT_INSERTED,
 * UPDATED where it is a later revision (SEQUENCE, then LAST-MODIFIED), UNCHANGED,
 * SKIPPED where it is stale, was deleted here, or is cancelled and not there.  What is
 * cancelled stays, and says so.
 */
enum crm_status crm_event_take(struct crm_intake *in, const struct crm_event *e,
    int64_t *id, enum crm_action *done, struct crm_err *err);

/*
 * A to-do as a task, by its UID, as an event is: also SKIPPED where the task is done or
 * cancelled here.  What is done or cancelled there is so here; what this book's own
 * due list said as a calendar closes its task, and changes nothing else.
 */
enum crm_status crm_todo_take(struct crm_intake *in, const struct crm_todo *x,
    int64_t *id, enum crm_action *done, struct crm_err *err);

/* Behind all events: instances of a series between now and `until` that the calendar
 * does not have any more are cancelled; `each` is told. */
enum crm_status crm_events_end(struct crm_intake *in,
    const struct crm_calendar *c, int64_t until,
    void (*each)(void *ctx, int64_t id), void *ctx, struct crm_err *err);

/*
 * A message as an activity, by its Message-ID: *done CRM_ACT_INSERTED, UNCHANGED where
 * it is there, SKIPPED where it was deleted here, is between users alone, or is of
 * nobody whom the book knows.
 *
 * Mail from a user's address is outgoing and that user's, about the first of its
 * recipients whom the book knows; any other is incoming, about its sender, and the
 * first user's among its recipients.  What answers a message that the book has is of
 * its thread, and about what that is, where no address says it.  With make_leads its
 * sender, or its first recipient, becomes a lead where nobody is known, unless lists or
 * machines sent it.
 */
enum crm_status crm_mail_take(struct crm_intake *in, struct crm_mailbox *box,
    const struct crm_mail *m, int64_t *id, enum crm_action *done,
    struct crm_err *err);

#endif
