/* What the files of crm-report share. */
#ifndef CRM_REPORT_PROGRAM_H
#define CRM_REPORT_PROGRAM_H

#include <crm/cli/cli.h>
#include <crm/report/report.h>
#include <crm/report/simulate.h>

/* A report with the options of the command; `query`: of the report of that name, else
 * NULL. */
enum crm_status print_report(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_query *query, struct crm_err *err);

/* query.c: any table without SQL. */
extern const struct crm_verb query_verb;

/* statement.c: accounts of customers. */
extern const struct crm_verb statement_verb, mail_statement_verb;

/* view.c: views, and files of reports. */
enum crm_status run_view(struct crm_cmd *c, struct crm_err *err);
enum crm_status lint_views(struct crm_cmd *c, struct crm_err *err);
/* Refuses a line that cannot be run, where it is written. */
enum crm_status judge_view(struct crm_cmd *c, int64_t id, struct crm_err *err);

/* The name and the line of a view. */
enum crm_status view_read(struct crm_cmd *c, int64_t id, const char **name,
    const char **command, struct crm_err *err);
/* Runs a line; errors say of which view or place it is. */
enum crm_status view_run(struct crm_cmd *c, const char *name, const char *line,
    struct crm_out *out, enum crm_format format, struct crm_err *err);

/* document.c: several reports as one document, where the format has them so.
 * document_end ends and closes it; st: how that went which is in it. */
struct document {
	struct crm_writer *w;
};
void document_begin(struct crm_cmd *c, struct document *d);
enum crm_status document_end(struct crm_cmd *c, struct document *d,
    enum crm_status st, struct crm_err *err);
/* A report, and those that it has beside it: of the same records and days. */
enum crm_status
run_beside(struct crm_cmd *c, const struct crm_report *r, struct crm_err *err);

/* schedule.c: who gets what, and when. */
enum crm_status list_due(struct crm_cmd *c, struct crm_err *err);
enum crm_status mail_due(struct crm_cmd *c, struct crm_err *err);
enum crm_status each_sent(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* what-if.c: the levers among the options; without any what is usual. */
enum crm_status
read_what_if(struct crm_cmd *c, struct crm_what_if *w, struct crm_err *err);

#endif
