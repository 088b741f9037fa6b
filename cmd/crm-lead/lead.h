/* The verbs of crm-lead, one file a concern. */
#ifndef CRM_CMD_LEAD_H
#define CRM_CMD_LEAD_H

#include <crm/cli/cli.h>

/* move.c: by the verb's step, an enum crm_lead_step */
enum crm_status lead_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* convert.c */
extern const struct crm_word lead_convert_words[];
enum crm_status lead_convert(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* response.c */
enum crm_status lead_response(struct crm_cmd *c, struct crm_err *err);
enum crm_status lead_overdue(struct crm_cmd *c, struct crm_err *err);

/* enroll.c */
extern const struct crm_word lead_enroll_words[];
enum crm_status lead_enroll(struct crm_cmd *c, struct crm_err *err);

/* capture.c */
enum crm_status lead_capture(struct crm_cmd *c, struct crm_err *err);

/* train.c */
extern const struct crm_word lead_train_words[];
enum crm_status lead_train(struct crm_cmd *c, struct crm_err *err);

#endif
