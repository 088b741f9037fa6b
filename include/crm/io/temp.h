/* Temporary files: without a name, gone with the process. */
#ifndef CRM_TEMP_H
#define CRM_TEMP_H

#include <stddef.h>

#include <crm/base/err.h>

/* A new one in TMPDIR, or -1 with err filled. */
int crm_temp_file(struct crm_err *err);
/* The folder temporary files go to. */
const char *crm_temp_dir(void);
/* Writes all; 0 or the errno. */
int crm_write_all(int fd, const char *p, size_t n);

#endif
