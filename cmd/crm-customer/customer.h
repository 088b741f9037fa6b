/* What the files of crm-customer share. */
#ifndef CRM_CMD_CUSTOMER_H
#define CRM_CMD_CUSTOMER_H

#include <crm/cli/cli.h>

/* grade.c */
enum crm_status customer_grade(struct crm_cmd *c, struct crm_err *err);
/* care.c */
enum crm_status customer_care(struct crm_cmd *c, struct crm_err *err);
/* group.c */
enum crm_status customer_group(struct crm_cmd *c, struct crm_err *err);

/* case.c; case_move by the verb's step, an enum crm_case_step */
enum crm_status case_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status case_split(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status case_sla(struct crm_cmd *c, struct crm_err *err);

/* survey.c */
extern const struct crm_word survey_answer_words[];
enum crm_status survey_send(struct crm_cmd *c, struct crm_err *err);
enum crm_status survey_answer(struct crm_cmd *c, struct crm_err *err);
enum crm_status survey_follow(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

#endif
