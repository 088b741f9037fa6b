/* What became of the pipeline between two days, as it was recorded: moves.c. */
#ifndef CRM_REPORT_MOVES_H
#define CRM_REPORT_MOVES_H

#include "report/kit/kit.h"

enum move_kind {
	MOVE_NONE, /* open then and now, worth the same; or never in it */
	MOVE_NEW,
	MOVE_REOPENED,
	MOVE_GROWN,
	MOVE_SHRUNK,
	MOVE_WON,
	MOVE_LOST,
	MOVE_REMOVED,
	MOVE_KINDS,
};

struct move {
	int64_t id;
	enum move_kind kind;
	bool before_open, after_open;
	bool passed; /* came and went in between: open at neither end */
	int64_t before, after; /* amounts, 0 for none */
	int pushed;            /* 1: its close went to a later month, -1: to an
				* earlier one */
	char currency[8]; /* what they are in where that has no rate; "": the
			   * base currency */
};

/* Both days are known, the first not behind the second; the report's filter is
 * over deals as they are now. */
struct moves {
	struct tally_run *run; /* over deals */
	int64_t day[2];        /* ends of these days: before, after */
	struct stages stages;
	struct groups past; /* what changed deals were */
	struct records rows;
	struct unrated unrated; /* open deals without a rate at an end, each
				 * once */
	struct move half;       /* of the deal before, where it is to come */
	struct crm_value key[MOST_DIMENSIONS]; /* and its dimensions */
};

enum crm_status
moves_open(struct tally_run *r, struct moves *out, struct crm_err *err);
/* The next deal, and the values of its dimensions.  One whose amounts are in two
 * currencies comes as two: out of the one, into the other; so does one that passed:
 * new, then won or lost. */
enum crm_status moves_next(struct moves *m, struct move *out,
    struct crm_value *key, bool *found, struct crm_err *err);
void moves_close(struct moves *m);

/* For --define. */
#define MOVES_DEFINED \
	"The pipeline is that of the open deals, as the book recorded it at " \
	"the end of the day before --from and at the end of --to (today). new " \
	"= recorded since, or deleted before and restored; reopened = closed before; grown and shrunk = open " \
	"at both ends, by the difference of their amounts; won, lost and " \
	"removed (deleted) leave with the amount that they had: opening + new " \
	"+ reopened + grown + shrunk + won + lost + removed = closing. pushed " \
	"and pulled = open at both ends, the expected close in a later or an " \
	"earlier month; they change no sum. One that came and was won or lost " \
	"in between is in new and in won or lost, with the amount that it has " \
	"then; one that was recorded as closed was never in the pipeline.\n" \
	"Counted: deals, those deleted since too; amounts are amount_base. " \
	"Those in another currency without a rate have rows of their own, in " \
	"their currency, and are in no other; one that was given a rate in " \
	"between shrinks in the one and grows in the other.\n" \
	"Date: when it was recorded (the change log), not the business date.\n" CLOSERS_DEFINED

#endif
