/* What the files of after-sales service share. */
#ifndef CRM_DOMAIN_SERVICE_SERVICE_H
#define CRM_DOMAIN_SERVICE_SERVICE_H

#include "domain/core/core.h"

#include <crm/domain/lint.h>
#include <crm/domain/service.h>
#include <crm/domain/survey.h>

/* What is no work any more, said once. */
#define CASE_OPEN "not status in (resolved, closed)"
#define CASE_OPEN_SQL "NOT IN ('resolved', 'closed')"

crm_hook case_save, case_saved, case_move_save, case_state_save;
crm_hook survey_save, survey_answer_save, survey_answer_saved;
crm_audit case_audit;
extern const struct crm_lint_check lint_case[], lint_survey_answer[];

bool case_is_open(const struct crm_record *c);

/* Fills what is blank of a case: what was delivered by its serial number or its
 * delivery line, until when that has a warranty, the contract it falls under, and
 * who pays.  Another serial number finds all of it anew.  What an import says of
 * a case that is over is all there is. */
crm_hook fill_cover;

/* ---- survey.c ---- */

/* Asks whom a case is for what the surveys ask when one is closed. */
enum crm_status
surveys_on_close(const struct crm_saving *w, struct crm_err *err);

/* ---- due.c, survey-due.c: clocks ---- */

enum crm_status
response_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
resolution_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status reply_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status survey_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status low_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
