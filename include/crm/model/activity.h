/* What SQL says of activities, in more than one place. */
#ifndef CRM_ACTIVITY_H
#define CRM_ACTIVITY_H

/* Conditions on the row `a` of an activity: it was not called off; and it is over, or
 * has begun. */
#define CRM_ACTIVITY_HELD(a) " AND coalesce(" a ".\"cancelled\", 0) = 0"
#define CRM_ACTIVITY_HAPPENED(a) \
	CRM_ACTIVITY_HELD(a) " AND " a ".\"at\" <= {now}"

#endif
