/*
 * Numbers of documents: SO-20261121-0007, by kind of document and day; with several
 * sellers SO-SH-20261121-0007.  None of a day is missing, and none is given twice:
 * a document whose submission is undone keeps its number and is void.
 */
#ifndef CRM_NUMBERING_H
#define CRM_NUMBERING_H

#include <crm/store/write.h>

struct crm_numbering {
	const char *prefix; /* of the kind: "SO" */
	int64_t seller;     /* whose document it is; 0: nobody said */
	int64_t day;        /* its date */
};

/* The next number, which lives in the arena; whoever wants one of the same day
 * waits until the batch ends.  CRM_RULE where there are several sellers and none is
 * said. */
enum crm_status
crm_number_next(struct crm_store *s, const struct crm_numbering *n,
    struct crm_arena *a, struct crm_text *out, struct crm_err *err);

/* Whether a number has the form that these give, and so must stay explained. */
bool crm_number_ours(const char *prefix, struct crm_text number);

/* That a document of ours has a number, as an import brings them: those that
 * follow go on behind it.  Another's form is left alone. */
enum crm_status crm_number_seen(struct crm_store *s, const char *prefix,
    struct crm_text number, struct crm_err *err);

/* Whether it is the number of these that the open batch was given last. */
bool crm_number_given(
    struct crm_store *s, const char *prefix, struct crm_text number);

#endif
