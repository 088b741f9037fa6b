/* Rows cut by a second thread, for readers whose columns stand from the start. */
#ifndef CRM_IO_AHEAD_H
#define CRM_IO_AHEAD_H

#include "impl.h"

struct crm_ahead;

/* NULL where no thread could be had. */
struct crm_ahead *crm_ahead_start(struct crm_reader *r);
void crm_ahead_stop(struct crm_ahead *a); /* NULL is fine */
/* As crm_reader_next. */
enum crm_status
crm_ahead_next(struct crm_ahead *a, struct crm_row **row, struct crm_err *err);
int64_t crm_ahead_offset(const struct crm_ahead *a);

#endif
