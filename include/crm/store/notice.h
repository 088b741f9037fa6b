/*
 * What was said to whom: a thing is said once a day on a channel, or once for all.
 *
 * Two short transactions and no lock between them.  The first takes keys; then
 * they are said; the second notes that.  What was taken and not noted within ten
 * minutes is free again: who died meanwhile has perhaps said it, and it is said
 * twice rather than never.
 */
#ifndef CRM_NOTICE_H
#define CRM_NOTICE_H

#include <crm/store/store.h>

enum { CRM_NOTICE_HELD = 600 /* seconds */ };

struct crm_said {
	const char *key;
	int64_t whom; /* id of a user, 0: nobody */
	bool once;    /* not again on another day */
	bool taken;   /* it is ours to say … */
	int64_t held; /* … since then */
	bool said;    /* and was */
};

/* Takes those that nobody has said on this day and holds no more; of two at
 * once one gets a key.  What is taken already is held anew from now on, if nobody
 * else has got it since. */
enum crm_status crm_notices_take(struct crm_store *s, const char *channel,
    int64_t now, struct crm_said *list, size_t n, struct crm_err *err);
/* Notes what was said of what was taken, and gives the rest back, as far as it is
 * held still. */
enum crm_status crm_notices_said(struct crm_store *s, const char *channel,
    int64_t now, struct crm_said *list, size_t n, struct crm_err *err);

#endif
