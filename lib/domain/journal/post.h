/*
 * What the files share that post.  Amounts in a foreign currency stand beside their base
 * on the accounts of what is owed and paid; everything else is in the base currency, in
 * which an entry balances.
 */
#ifndef CRM_DOMAIN_JOURNAL_POST_H
#define CRM_DOMAIN_JOURNAL_POST_H

#include "journal.h"

/* ---- post.c ---- */

/* An integer of the row at hand; 0 where it is null. */
int64_t post_int(const struct posting *p, int column);
/* In a currency; empty: the base currency, of which the base is the amount. */
enum crm_status
post_in(struct posting *p, enum role role, struct crm_text currency,
    int64_t amount, int64_t base, struct crm_err *err);
enum crm_status
post(struct posting *p, enum role role, int64_t base, struct crm_err *err);
/* In the base currency, to an account that was found. */
void post_to(struct posting *p, struct crm_text account, int64_t base);
/* parts.c: revenue of a receivable or a credit note, by the categories of its goods. */
enum crm_status
post_revenue(struct posting *p, int64_t sum, struct crm_err *err);
/* A part of an amount, in the base currency as the whole is. */
int64_t post_part(int64_t some, int64_t amount, int64_t base);
/* Of a row with an amount, its base and its net: that net in the base currency. */
int64_t post_net(const struct posting *p);
/* An amount of a document that has no base of its own. */
enum crm_status post_base(
    const struct posting *p, int64_t amount, int64_t *out, struct crm_err *err);

bool post_is_foreign(const struct posting *p);
/* The tax of a credit note that says the same as its red letter is that of the letter. */
enum crm_status tax_of_note(const struct posting *p, int64_t note, bool *known,
    int64_t *tax, struct crm_err *err);
/* credited.c: what the credit note at hand takes off revenue, in the base currency. */
enum crm_status
net_of_note(struct posting *p, int64_t *net, struct crm_err *err);

/* A row of a source -> its postings. */
typedef enum crm_status posts(struct posting *p, struct crm_err *err);

/* ---- owed.c, invoiced.c, paid.c, banked.c ---- */

posts booked, voided, earned, unearned, invoiced;
posts cut, uncut, paid, unpaid, allocated;
posts passed_on, collected, bill_opening, bill_lost, banked;

#endif
