/*
 * Surveys: whom they ask, and what they answered (DOMAIN §2).
 *
 * One that is sent is an answer without a score: it has the token of its link.
 * A person answers a survey once for each occasion, a case or a round; who
 * answers again, by a later answer, is counted by that.
 */
#ifndef CRM_SURVEY_H
#define CRM_SURVEY_H

#include <crm/store/write.h>

enum crm_asked_how {
	CRM_SURVEY_SENT,
	CRM_SURVEY_ALREADY,   /* was asked on this occasion */
	CRM_SURVEY_OPTED_OUT, /* does not want to be contacted */
	CRM_SURVEY_NOBODY,    /* the case names no contact */
	CRM_SURVEY_HOWS,
};

/* Locks the survey: of two that send at once one waits, so that nobody is asked
 * twice.  CRM_RULE where it is not active. */
enum crm_status
crm_survey_begin(struct crm_store *s, int64_t survey, struct crm_err *err);
/* Asks a contact, or the contact of a case about it.  *id is the new answer. */
enum crm_status
crm_survey_send(struct crm_store *s, int64_t survey, const struct crm_entity *e,
    int64_t who, enum crm_asked_how *how, int64_t *id, struct crm_err *err);
/* The contacts whom a periodic survey asks today: who fulfil its condition, have
 * not left, and were not asked within its days.  CRM_RULE for another. */
enum crm_status crm_survey_round(struct crm_store *s, int64_t survey,
    struct crm_arena *a, int64_t **contacts, size_t *n, struct crm_err *err);

struct crm_survey_said {
	int64_t score;
	struct crm_text comment; /* or empty */
	bool again;              /* instead of what was answered before */
};

/* What somebody with a token answers.  CRM_NOTFOUND where the token is none,
 * CRM_RULE where it was used, CRM_INVALID for a score out of scale. */
enum crm_status crm_survey_answer(struct crm_store *s, struct crm_text token,
    const struct crm_survey_said *said, int64_t *id, enum crm_action *done,
    struct crm_err *err);
/* Opens the task that follows up a low score, where there is none.  CRM_RULE
 * where it is not low. */
enum crm_status crm_survey_follow(struct crm_store *s, int64_t answer,
    enum crm_action *done, struct crm_err *err);

#endif
