/* SHA-256 (FIPS 180-4), for remembering files, not for secrets. */
#ifndef CRM_SHA256_H
#define CRM_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct crm_sha256 {
	uint32_t h[8];
	uint64_t total; /* bytes so far */
	unsigned char block[64];
};

void crm_sha256_init(struct crm_sha256 *s);
void crm_sha256_add(struct crm_sha256 *s, const void *p, size_t n);
void crm_sha256_hex(struct crm_sha256 *s, char hex[65]);

#endif
