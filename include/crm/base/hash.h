/*
 * Hashes: the same on every machine and in every release, so that they may be
 * stored.  They are no proof against who chooses what is hashed.
 */
#ifndef CRM_HASH_H
#define CRM_HASH_H

#include <crm/base/text.h>

#include <stdint.h>

/* One step: every bit of x reaches the upper half, which comes back down. What
 * x has in its highest bits alone is in few bits of the result, till the next
 * step. */
static inline uint64_t
crm_mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 32);
}

/* A step for the length, so that no text is the beginning of another, and one
 * for each eight bytes. */
uint64_t crm_mix_text(uint64_t h, struct crm_text t);

#endif
