/* Members of campaigns: leads and contacts. */
#ifndef CRM_CAMPAIGN_H
#define CRM_CAMPAIGN_H

#include <crm/query/filter.h>
#include <crm/store/write.h>

enum crm_enrolled {
	CRM_ENROLL_NEW,       /* a member now */
	CRM_ENROLL_MEMBER,    /* one already */
	CRM_ENROLL_OPTED_OUT, /* does not want to be contacted */
};

/*
 * A segment whose records may become members: its filter, and of which kind they
 * are.  `of` says whose segment it is, "lead" or "contact", or is empty: the
 * one that there is.  CRM_USAGE where both kinds have one of that name, or none.
 */
enum crm_status crm_enroll_segment(struct crm_store *s, struct crm_text name,
    struct crm_text of, struct crm_arena *arena, const struct crm_entity **e,
    struct crm_filter **where, struct crm_err *err);
/* Locks the campaign: of two that enroll at once one waits, so that nobody
 * becomes a member twice. */
enum crm_status
crm_enroll_begin(struct crm_store *s, int64_t campaign, struct crm_err *err);
/* Makes a lead or a contact a member of a campaign.  *id is the new member. */
enum crm_status
crm_enroll(struct crm_store *s, int64_t campaign, const struct crm_entity *e,
    int64_t who, enum crm_enrolled *done, int64_t *id, struct crm_err *err);

#endif
