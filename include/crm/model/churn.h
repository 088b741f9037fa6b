/*
 * When a customer is lost, in numbers that the status of a customer (SQL) and
 * the report on churn (C) share.
 */
#ifndef CRM_CHURN_H
#define CRM_CHURN_H

#include <crm/base/number.h>

/* DOMAIN: order days from which on a customer has a rhythm, the limit in days
 * for those who have none, and the most that a limit can be. */
#define CRM_RHYTHM_DAYS 5
#define CRM_LIMIT_WITHOUT 180
#define CRM_LIMIT_MOST 365

/* The same as texts. */
#define CRM_RHYTHM_DAYS_TEXT CRM_SPELLED(CRM_RHYTHM_DAYS)
#define CRM_LIMIT_WITHOUT_TEXT CRM_SPELLED(CRM_LIMIT_WITHOUT)
#define CRM_LIMIT_MOST_TEXT CRM_SPELLED(CRM_LIMIT_MOST)

#endif
