/* The verbs of crm-lead, one file a concern. */
#ifndef CRM_CMD_LEAD_H
#define CRM_CMD_LEAD_H

#include <crm/cli/cli.h>

/* move.c */
enum crm_status lead_work(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_qualify(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_disqualify(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_recycle(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_duplicate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_reopen(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status lead_reject(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* convert.c */
enum crm_status lead_convert(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* response.c */
enum crm_status lead_response(struct crm_cmd *c, struct crm_err *err);
enum crm_status lead_overdue(struct crm_cmd *c, struct crm_err *err);

/* enroll.c */
enum crm_status lead_enroll(struct crm_cmd *c, struct crm_err *err);

/* capture.c */
enum crm_status lead_capture(struct crm_cmd *c, struct crm_err *err);

/* train.c */
enum crm_status lead_train(struct crm_cmd *c, struct crm_err *err);

#endif
