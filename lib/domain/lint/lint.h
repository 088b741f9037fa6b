/* What the files of lint share. */
#ifndef CRM_DOMAIN_LINT_H
#define CRM_DOMAIN_LINT_H

#include <crm/domain/lint.h>

#include "domain/core/core.h"

/* ---- for other areas ---- */

/* ---- lint-value.c: texts that are wrong by themselves ---- */

/* No unified social credit code (统一社会信用代码). */
bool lint_credit_code(struct crm_text value, struct crm_buf *why);
/* A number, as crm_phone_norm stores it, that cannot be called. */
bool lint_phone(struct crm_text value, struct crm_buf *why);
/* The same, or no mobile number where a Chinese one is meant. */
bool lint_mobile(struct crm_text value, struct crm_buf *why);

/* What every kind of owned record is looked at for: `open` says which records
 * count. */
#define LINT_OWNER(open) \
	{ \
		.code = "no-owner", \
		.field = "owner", \
		.where = open " and owner is null and pool is null" \
			      " and created < -1d", \
		.message = "has had no owner for a day, and lies in no pool" \
	}, \
	    { .code = "owner-inactive", \
		    .field = "owner", \
		    .where = open " and owner.active = no", \
		    .message = "its owner is not active any more" }, \
	{ \
		.code = "owner-on-leave", .field = "owner", \
		.where = open \
		    " and owner.leave_from <= today" \
		    " and (owner.leave_until >= today or owner.leave_until is null)", \
		.message = "its owner is on leave" \
	}

#define LINT_PHONES \
	{ .code = "bad-phone", \
		.field = "phone", \
		.where = "phone is not null", \
		.test = lint_phone, \
		.message = "the phone number cannot be called" }, \
	{ \
		.code = "bad-mobile", .field = "mobile", \
		.where = "mobile is not null", .test = lint_mobile, \
		.message = "the mobile number cannot be called" \
	}

#endif
