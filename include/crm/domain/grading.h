/*
 * Grades of customers, and how soon they are to be contacted again.
 *
 * A grade whose `when` holds decides, A before D; else the share of the
 * customers with revenue that have strictly more of it in the last twelve
 * months: the first grade whose `top` is above that share.  Who has none gets
 * the last grade.  Revenue is that of orders, not cancelled, by ordered_on, and of
 * deals won before the customer's first one, by closed_on.  Both in the base
 * currency; an amount without a rate into it does not count.
 */
#ifndef CRM_GRADING_H
#define CRM_GRADING_H

#include <crm/store/write.h>

enum crm_grade_why {
	CRM_GRADE_NONE,   /* no grade fits */
	CRM_GRADE_LOCKED, /* the customer keeps its own */
	CRM_GRADE_WHEN,
	CRM_GRADE_TOP,
};

struct crm_graded {
	struct crm_value revenue;    /* base currency; null: none */
	struct crm_value rank;       /* 1: nobody has more */
	struct crm_value percentile; /* share with more, in millionths */
	struct crm_value grade;      /* text */
	int64_t rule;                /* id of the grade's record, or 0 */
	enum crm_grade_why why;
};

struct crm_grader;

/* Reads the grades and everybody's revenue; what it gives lives in the arena. */
enum crm_status crm_grader_open(struct crm_store *s, struct crm_arena *a,
    struct crm_grader **out, struct crm_err *err);
enum crm_status crm_grade(struct crm_grader *g, int64_t customer,
    struct crm_arena *a, struct crm_graded *out, struct crm_err *err);
/* The same, written. */
enum crm_status crm_grade_write(struct crm_grader *g, int64_t customer,
    enum crm_action *done, struct crm_err *err);

/* ---- care.c ---- */

struct crm_care {
	int64_t customer;
	struct crm_text name, grade;
	struct crm_value owner; /* id of a user */
	struct crm_value last;  /* instant of the last activity, no note */
	int64_t due;            /* date */
};

/* When a customer is to be contacted next: care_days of its grade behind the
 * last activity up to the end of the day `on`, else behind the day it was
 * created.  *due is false where its grade says nothing, or that is after `on`.
 * Texts live in the arena. */
enum crm_status crm_care_of(struct crm_store *s, int64_t customer, int64_t on,
    struct crm_arena *a, bool *due, struct crm_care *out, struct crm_err *err);

#endif
