/* A workbook made in memory: parts stored in a zip archive, uncompressed. */
#ifndef TEST_ZIP_H
#define TEST_ZIP_H

#include <stdint.h>
#include <string.h>

#include <crm/base/mem.h>

struct zip_part {
	const char *name;
	const char *p;
	size_t n;
};

static inline uint32_t
zip_crc(const char *p, size_t n)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)p[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static inline void
zip_put(struct crm_buf *b, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++, v >>= 8)
		crm_buf_char(b, (char)v);
}

/* What the local and the central header share. */
static inline void
zip_entry(struct crm_buf *b, const struct zip_part *p)
{
	zip_put(b, 20, 2);    /* version needed */
	zip_put(b, 0x800, 2); /* names in UTF-8 */
	zip_put(b, 0, 2);     /* stored */
	zip_put(b, 0x5a800000, 4);
	zip_put(b, zip_crc(p->p, p->n), 4);
	zip_put(b, p->n, 4);
	zip_put(b, p->n, 4);
	zip_put(b, strlen(p->name), 2);
	zip_put(b, 0, 2);
}

static inline void
zip_make(struct crm_buf *b, const struct zip_part *part, size_t n)
{
	struct crm_buf central = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		size_t at = b->len;

		crm_buf_add(b, "PK\003\004", 4);
		zip_entry(b, &part[i]);
		crm_buf_str(b, part[i].name);
		crm_buf_add(b, part[i].p, part[i].n);
		crm_buf_add(&central, "PK\001\002", 4);
		zip_put(&central, 20, 2);
		zip_entry(&central, &part[i]);
		zip_put(&central, 0, 10); /* comment, disk, attributes */
		zip_put(&central, at, 4);
		crm_buf_str(&central, part[i].name);
	}
	zip_put(&central, 0x06054b50, 4);
	zip_put(&central, 0, 4);
	zip_put(&central, n, 2);
	zip_put(&central, n, 2);
	zip_put(&central, central.len - 12, 4);
	zip_put(&central, b->len, 4);
	zip_put(&central, 0, 2);
	crm_buf_add(b, central.data, central.len);
	crm_buf_free(&central);
}

#endif
