/* Base64 (RFC 4648): bytes as letters that any text may hold. */
#ifndef CRM_BASE64_H
#define CRM_BASE64_H

#include <stdbool.h>

#include <crm/base/mem.h>
#include <crm/base/text.h>

/* Appends n bytes as letters, filled up with = to groups of four. */
void crm_base64(struct crm_buf *out, const void *p, size_t n);
/* Appends the bytes that letters stand for; false, with `out` as it was, where they
 * are not what crm_base64() writes. */
bool crm_base64_read(struct crm_buf *out, struct crm_text t);

#endif
