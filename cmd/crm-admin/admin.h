/* The verbs of crm-admin, one file each where they are more than a few lines. */
#ifndef CRM_ADMIN_H
#define CRM_ADMIN_H

#include <crm/cli/cli.h>

enum crm_status admin_init(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_migrate(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_backup(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_copy(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_restore(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_check(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_views(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_log(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_undo(struct crm_cmd *c, struct crm_err *err);
enum crm_status admin_feed(struct crm_cmd *c, struct crm_err *err);

/* clock.c */
extern const struct crm_word clock_words[];
enum crm_status admin_clock(struct crm_cmd *c, struct crm_err *err);

/* approval.c: by the verb's step, an enum crm_decision */
extern const struct crm_word approval_words[], delegate_words[],
    add_step_words[];
enum crm_status approval_delegate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status approval_add_step(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status approval_decide(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* ---- route.c ---- */

extern const struct crm_word route_words[];
enum crm_status approval_test(struct crm_cmd *c, struct crm_err *err);

/* ---- period.c ---- */

extern const struct crm_word period_close_words[], period_reopen_words[];
enum crm_status period_close(struct crm_cmd *c, struct crm_err *err);
enum crm_status period_check(struct crm_cmd *c, struct crm_err *err);
enum crm_status period_reopen(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* ---- right.c ---- */

enum crm_status admin_explain(struct crm_cmd *c, struct crm_err *err);

/* ---- template.c ---- */

extern const struct crm_word template_load_words[], template_text_words[];
enum crm_status template_load(struct crm_cmd *c, struct crm_err *err);
enum crm_status template_text(struct crm_cmd *c, struct crm_err *err);

/* ---- automation.c ---- */

enum crm_status automation_test(struct crm_cmd *c, struct crm_err *err);

#endif
