/*
 * What the files of billing share.
 *
 * What is owed for an order at any time is a function of its lines, deliveries, returns,
 * cuts and credits, and of nothing that was done before.  Every verb books the difference
 * between that and what is booked: what lacks is added, what is only planned is changed,
 * what is booked too much is credited by a note that says it is for less, and so is
 * charged again where the order becomes more.  Notes for something else, by hand or by a
 * red letter beyond what came back, lower what is owed for good.
 */
#ifndef CRM_DOMAIN_BILLING_H
#define CRM_DOMAIN_BILLING_H

#include "domain/core/core.h"

#include <crm/domain/billing.h>
#include <crm/domain/terms.h>

enum bill_form {
	FORM_NONE,
	FORM_SIGNING,
	FORM_INSTALMENT,
	FORM_CONFIRMATION,
	FORM_DELIVERY,
	FORM_MILESTONE,
	FORM_SUBSCRIPTION,
	FORM_DEPOSIT,
	FORM_RETENTION,
};

/* A day that is not known yet. */
#define NO_DAY (CRM_DATE_MIN - 1)

struct money {
	int64_t gross, net;
};

/* Lines that are charged together. */
struct bill_group {
	enum bill_form form;
	const char *milestone;
	int64_t line;        /* where it is one alone; 0: several */
	struct money whole;  /* what its lines come to … */
	struct money beyond; /* of that, what is credited of lines already */
	struct money off;    /* … behind what rows take off … */
	struct money goods;  /* … of what they come to without those */
	struct money noted;  /* of that, what notes credited for good */
	struct money left;   /* less what the deposit and the retention take */
	struct money retained;
	struct money deposit; /* of the document's, what comes off it */
	struct money
	    left_with; /* FORM_DELIVERY: what left and is kept came to */
};

/* A document whose receivables are made: an order or a contract. */
struct bill {
	struct crm_store *s;
	struct crm_arena a;
	struct crm_record doc;
	int64_t order, contract; /* that it is, or 0 */
	int64_t day;             /* today, by the zone of the book */
	int64_t terms;           /* its terms of payment; 0: none */
	struct crm_text early;   /* what early payment takes off there */
	int64_t retention;       /* share that is retained, … */
	int64_t retained_days;   /* … for so many days */
	struct bill_line *line;
	size_t n;
	/* ---- bill_groups ---- */
	struct bill_group *group;
	size_t n_groups, cap_groups;
	struct money deposit;
	/* ---- bill_reach ---- */
	struct money over; /* booked, and not to be charged any more */
	int64_t
	    requested; /* of what is over: planned, and to be invoiced; or 0 */
	struct money stays;    /* of the deposit, as red letters credited it */
	struct money credited; /* of that, just now … */
	int64_t
	    red; /* … as a red letter frees it of its invoice; 0: none does */
};

/* A line of it; a document without lines is one. */
struct bill_line {
	int64_t id; /* 0: it is the document */
	enum bill_form form;
	const char *milestone; /* FORM_MILESTONE: what is accepted; NULL of what
				* takes off all of that form */
	int64_t quantity, wanted;
	bool takes_off;   /* it comes off what others of its form come to */
	struct money sum; /* of all that was ordered */
	struct money wanted_sum; /* of what was not cancelled … */
	struct money off;        /* … what rows take off (bill_rows) */
	struct money off_plan;   /* came back, and was taken off the plan */
	struct money given;      /* came back or was allowed off it, in all */
	bool all_back;           /* nothing is kept of it, nor still to leave */
	/* FORM_DELIVERY, of bill_comes_to: what left of it and is kept. */
	struct money left_with;
	/* FORM_SUBSCRIPTION */
	int64_t from, to; /* NO_DAY: it does not say */
	int months, anchor;
};

/* A receivable that is about to be written. */
struct bill_row {
	enum bill_form form;
	struct money sum;
	int64_t booked_on, due_on; /* NO_DAY: it waits for them */
	const char *milestone;
	int64_t line, delivery; /* 0: of none */
	int64_t from, until;    /* NO_DAY: of no period */
	int64_t accepted_on;    /* of what was split on acceptance; 0: none */
	bool by_terms;          /* the day it is due follows from the terms */
};

/* Receivables of a contract itself, in SQL over r. */
#define BILL_BY_CONTRACT "r.\"contract\" = ? AND r.\"order\" IS NULL "
/* Nobody has booked it or paid of it. */
#define BILL_NOT_BOOKED \
	"AND (r.\"booked_on\" IS NULL OR r.\"booked_on\" > {today}) " \
	"AND coalesce(r.\"open\", r.\"amount\") = r.\"amount\" "
#define BILL_INVOICED_BY(status) \
	"EXISTS (SELECT 1 FROM invoice_line x JOIN invoice y " \
	"ON y.\"id\" = x.\"invoice\" WHERE x.\"receivable\" = r.\"id\" " \
	"AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL " \
	"AND y.\"status\" " status ") "
/* Nor invoiced it … */
#define BILL_ONLY_PLANNED \
	BILL_NOT_BOOKED "AND NOT " BILL_INVOICED_BY("<> 'void'")
/* … or somebody has only asked for an invoice of it. */
#define BILL_REQUESTED BILL_NOT_BOOKED "AND " BILL_INVOICED_BY("= 'requested'")

/* ---- open.c: a document, and what its fields mean ---- */

/* *there is false where it is gone.  Whoever opened it frees its arena. */
enum crm_status bill_open(struct bill *b, struct crm_store *s,
    const struct crm_entity *e, int64_t id, bool *there, struct crm_err *err);
/* The same of the order that a line is of. */
enum crm_status bill_open_of_line(struct bill *b, struct crm_store *s,
    int64_t line, bool *there, struct crm_err *err);
/* As a document says it; FORM_NONE where it is none of one. */
enum bill_form bill_form_named(struct crm_text t);
int64_t bill_int(const struct crm_record *r, const char *field);
/* The share of a sum, and of its net, that part is of whole. */
struct money bill_share(struct money sum, int64_t part, int64_t whole);
/* Of gross and net each. */
struct money bill_plus(struct money a, struct money b);
struct money bill_less(struct money a, struct money b);
/* Whether the plan of its contract stands for an order's own receivables. */
enum crm_status
bill_is_by_contract(struct bill *b, bool *yes, struct crm_err *err);

/* ---- rows.c: rows that take off ---- */

/* Whether a row that takes off comes off a line. */
bool bill_comes_off(const struct bill_line *row, const struct bill_line *l);
/* Those that find nothing which they could come off are charged by themselves. */
void bill_settle_rows(struct bill *b);
/* What comes off each line, of what is wanted of it. */
void bill_rows(struct bill *b);
/* What a line comes to behind that: no less than was credited of it for good, and no more
 * where all of it came back. */
struct money bill_line_sum(const struct bill_line *l);
/* Of FORM_DELIVERY: what left and is kept, behind that. */
struct money bill_left_with(const struct bill_line *l);

/* ---- write.c: receivables, written ---- */

/* One receivable as it is said; nothing where it comes to nothing. */
enum crm_status
bill_insert(struct bill *b, const struct bill_row *row, struct crm_err *err);
/* An amount in parts by the terms, from a day on; all at once where there are none. */
enum crm_status bill_parts(struct bill *b, int64_t amount, int64_t day,
    struct crm_term **out, size_t *n, struct crm_err *err);
/* A sum in parts by the terms, counted from a day.  Booked then, or, `planned`, each
 * when it is due. */
enum crm_status bill_insert_parts(struct bill *b, const struct bill_row *row,
    int64_t from, bool planned, struct crm_err *err);
/* Writes fields of a receivable. */
enum crm_status bill_change(struct bill *b, int64_t receivable,
    const struct money *sum, int64_t until, struct crm_err *err);
/* What is served ends early, and earlier than it was to at first. */
enum crm_status bill_end(struct bill *b, int64_t receivable, int64_t until,
    int64_t first, struct crm_err *err);

enum crm_status
bill_void(struct bill *b, int64_t receivable, struct crm_err *err);

/* ---- credit.c ---- */

/* What is left of a payment for what is open of a receivable, as far as it goes;
 * nothing where that is not booked. */
enum crm_status bill_pay(struct crm_store *s, int64_t payment,
    int64_t receivable, int64_t day, struct crm_err *err);

/* discount.c: takes back of what discounts took off its share that a note is for, whose
 * parts for what is not retained and what is are given; they are told `apart`. */
enum crm_status bill_discounts(struct crm_store *s,
    const struct crm_crediting *c, int64_t payment, const int64_t most[2],
    bool apart, int64_t *taken, struct crm_err *err);

/* ---- the rest: what there should be, and is not ---- */

/* planned.c: live receivables of a form that are of no delivery; a contract's of no
 * order. */
struct bill_of_group {
	struct crm_value v[3];
};
struct bill_of_group
bill_of_group(const struct bill *b, enum bill_form form, const char *milestone);
enum crm_status bill_there_is(struct bill *b, const struct bill_of_group *of,
    struct money *sum, struct crm_err *err);
/* What is planned of them takes a difference, so that they come to `all`: each part its
 * share.  *off is what is left of it, for which nothing is planned. */
enum crm_status bill_follow(struct bill *b, const struct bill_of_group *of,
    int64_t all, struct money *off, struct crm_err *err);
/* The same of what came back: it comes off the last part first. */
enum crm_status bill_take_off(struct bill *b, const struct bill_of_group *of,
    struct money *off, struct crm_err *err);
/* What is only planned of them. */
enum crm_status bill_planned(struct bill *b, const struct bill_of_group *of,
    struct money *sum, struct crm_err *err);
/* What of them is planned and to be invoiced, or 0: it is not taken off, and nothing is
 * credited in its place. */
enum crm_status bill_requested(struct bill *b, const struct bill_of_group *of,
    int64_t *receivable, struct crm_err *err);
/* Refuses that, naming the request. */
enum crm_status
bill_keep_requested(struct bill *b, int64_t receivable, struct crm_err *err);

/* plan.c: what lacks of its groups is added, what is planned too much taken back, what
 * is booked too much credited. */
enum crm_status bill_reach(struct bill *b, struct crm_err *err);
/* What came back of a line comes off what is only planned for it; *credit is what of it
 * is left. */
enum crm_status bill_lower_plan(struct bill *b, const struct bill_line *l,
    struct money *credit, struct crm_err *err);
/* contract.c: of a contract; nothing of what is charged by its orders. */
enum crm_status bill_reach_contract(struct bill *b, struct crm_err *err);
/* Of an order as its state has it; nothing of one that was not confirmed here. */
enum crm_status bill_reach_order(struct bill *b, struct crm_err *err);
/* lower.c: what is booked of an order or a contract that became less. */

/* What was credited of it for no goods that came back: its own notes, of deliveries and
 * of the rest, and what red letters took back of what is not to be paid. */
struct bill_lowered {
	struct money own, delivered, red;
};
enum crm_status
bill_lowered(struct bill *b, struct bill_lowered *out, struct crm_err *err);
/* What of a sum is more than red letters took back, which then have taken back so much
 * less. */
struct money bill_beyond(struct money sum, struct money *red);
/* Credits so much of it, as far as it is not invoiced; of what was charged with
 * deliveries, the last of which is named, or, 0, of the rest.  `retained`: how much of
 * that was, or null. */
enum crm_status bill_lower(struct bill *b, struct money sum, int64_t delivery,
    struct crm_value retained, struct crm_err *err);
/* What of an order is booked, and credited by nothing. */
enum crm_status
bill_booked_left(struct bill *b, int64_t *left, struct crm_err *err);
/* What of all that is charged nothing has credited yet. */
enum crm_status
bill_left_to_credit(struct bill *b, int64_t *left, struct crm_err *err);
/* void.c: so much of what came back of an order can be credited: before what is planned is
 * taken off. */
enum crm_status
bill_creditable(struct bill *b, struct money *credit, struct crm_err *err);
/* gone.c: what was credited of the lines of an order, in the order in which it was. */
struct bill_event;
struct bill_events {
	struct bill_event *event;
	size_t n, cap;
	bool returns; /* some of it came back */
};
/* But for a letter; 0: none. */
enum crm_status bill_events(struct crm_store *s, int64_t order, int64_t but,
    struct crm_arena *a, struct bill_events *out, struct crm_err *err);
/* Of a line: what came back, and what letters credited, by their reason; of goods that did
 * not come back yet (ahead) too. */
struct bill_gone {
	struct money back, ahead, ended, allowed, other;
	struct money red;     /* what letters say that came back or ended */
	struct money before;  /* of the last return, what they had credited */
	struct money met;     /* of all returns */
	struct money to_come; /* of those of the open batch: their notes are */
};
/* Up to a return, of whichever line, or, 0, all of it. */
struct bill_gone
bill_gone_of(const struct bill_events *of, int64_t line, int64_t returned);
/* All of it; `cut` is what of a subscription is not served. */
struct money
bill_gone_sum(const struct bill_gone *g, bool subscribed, struct money cut);
/* red.c: what red letters credited of its goods, but for what came back and what the
 * order credited by itself; of a contract all but that. */
enum crm_status
bill_red(struct bill *b, struct money *out, struct crm_err *err);
/* by-contract.c: what of its goods that came back was taken off the plan of a contract. */
enum crm_status bill_off_plan(
    struct crm_store *s, int64_t contract, int64_t *gross, struct crm_err *err);
/* Credits what came back of an order that the plan of its contract is
 * charged for. */
enum crm_status bill_return_by_contract(struct bill *b,
    const struct crm_record *r, struct crm_crediting *c, struct crm_err *err);
/* retained.c: what is retained of deliveries. */

/* What of them stands retained: charged so, less what credit notes took off that, but, if
 * so said, for those of what came back. */
enum crm_status bill_retained(
    struct bill *b, bool but_returns, struct money *out, struct crm_err *err);
/* What should be: its share of what left and is kept, and no more of it than the deposit
 * leaves; as of a return, or, 0, as it is.  Behind bill_groups. */
struct money bill_to_retain(struct bill *b, const struct bill_group *g,
    const struct bill_events *events, int64_t returned);
/* How much of a credit of so much is of what is retained, behind a return or, 0, as it
 * is; null where nothing is retained of deliveries. */
enum crm_status
bill_less_retained(struct bill *b, const struct bill_group *g, int64_t returned,
    int64_t gross, struct crm_value *out, struct crm_err *err);
/* delivered.c: what was charged with deliveries, against what they came to. */

/* Before bill_groups: what lines that are charged as they are delivered come to, as they
 * left and are still to leave. */
enum crm_status bill_comes_to(struct bill *b, struct crm_err *err);
/* What is too much of the deposit and the deliveries of a group is credited; what was
 * credited so, and is wanted again, is charged again. */
enum crm_status bill_delivered(struct bill *b, const struct bill_group *g,
    struct bill_lowered *l, struct crm_err *err);
/* What was paid of a receivable becomes credit; then nothing of it is owed. */
enum crm_status
bill_give_back(struct bill *b, int64_t receivable, struct crm_err *err);
/* Of a cancelled order nothing is owed. */
enum crm_status bill_drop(struct bill *b, struct crm_err *err);
crm_later_fn bill_order, bill_delivery, bill_return, bill_contract,
    bill_terminated;
/* subscription.c: the periods of a line. */
enum crm_status bill_subscription(
    struct bill *b, const struct bill_line *l, struct crm_err *err);
/* What of a line is booked and not served; nothing of one that is no subscription. */
enum crm_status bill_cut_of(
    struct crm_store *s, int64_t line, struct money *out, struct crm_err *err);
/* groups.c: its lines in groups, and what the deposit and the retention take. */
enum crm_status bill_groups(struct bill *b, struct crm_err *err);
/* ---- slots: subscription.c, of credit; left.c, of returns ---- */

crm_served_slot bill_served;
crm_left_slot bill_left;

#endif
