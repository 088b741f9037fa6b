/* What SQL says of activities, in more than one place. */
#ifndef CRM_ACTIVITY_H
#define CRM_ACTIVITY_H

/* What a task, an activity or a file may be about. */
#define CRM_KINDS_ABOUT "lead|contact|customer|deal|order|project"

/* When the activity `a` of one record is: the sum keeps a server from the index on the
 * time alone, in which it would look through the activities of all records for those
 * of one. */
#define CRM_ACTIVITY_AT(a) a ".\"at\" + 0"

/* Conditions on the row `a` of an activity of one record: it was not called off; and
 * it is over, or has begun. */
#define CRM_ACTIVITY_HELD(a) " AND coalesce(" a ".\"cancelled\", 0) = 0"
#define CRM_ACTIVITY_HAPPENED(a) \
	CRM_ACTIVITY_HELD(a) " AND " CRM_ACTIVITY_AT(a) " <= {now}"
/* It is still to come. */
#define CRM_ACTIVITY_AHEAD(a) \
	CRM_ACTIVITY_HELD(a) " AND " CRM_ACTIVITY_AT(a) " > {now}"

/* Open tasks about a record of the kind with the code. */
#define CRM_OPEN_TASKS_ABOUT(code) \
	" FROM task x_task WHERE x_task.\"about\" = '" code "' || $.id" \
	" AND x_task.\"status\" IN ('todo', 'doing')" \
	" AND x_task.deleted IS NULL"

/* The day of the next thing that is to be done about such a record: when an open task
 * is due, or a meeting or another activity is to be.  Whether any activity is ahead
 * is asked once a statement: where none is, none is looked up for each record.  It is
 * asked of the last one: for whether there is one, a server reads from the first; and
 * of those with a time, as all have, for only these are in the index on it. */
#define CRM_NEXT_ACTIVITY(code) \
	"(CASE WHEN (SELECT max(\"at\") FROM activity" \
	" WHERE \"at\" IS NOT NULL) > {now}" \
	" THEN (SELECT min(x_next.\"day\") FROM (" \
	"SELECT x_task.\"due\" AS \"day\"" CRM_OPEN_TASKS_ABOUT( \
	    code) " UNION ALL " \
		  "SELECT {day x_activity.\"at\"} FROM activity x_activity" \
		  " WHERE x_activity.\"about\" = '" code "' || $.id" \
		  " AND x_activity.deleted IS NULL" CRM_ACTIVITY_AHEAD( \
		      "x_activity") ") x_next) ELSE (SELECT min(x_task.\"due\" + 0)" CRM_OPEN_TASKS_ABOUT(code) ") END)"

/* Which records of the kind with the code such rows are about: nothing else begins
 * so, and 'L1x' in a damaged book is just the name of none. */
#define CRM_ABOUT_KIND(a, code) \
	a ".\"about\" >= '" code "0' AND " a ".\"about\" < '" code ":'"

/* The last activity and the next one of all records of the kind with the code: as the
 * fields of those names have it of one. */
#define CRM_GATHER_ACTIVITY(name, code) \
	static const struct crm_gather name = { \
		.rows = \
		    "SELECT x_activity.\"about\" AS \"of\"," \
		    " CASE WHEN x_activity.\"at\" <= {now}" \
		    " THEN x_activity.\"at\" END AS \"last\"," \
		    " CASE WHEN x_activity.\"at\" > {now}" \
		    " THEN {day x_activity.\"at\"} END AS \"next\"" \
		    " FROM activity x_activity WHERE " CRM_ABOUT_KIND("x_activity", code) " AND x_activity.deleted IS NULL" CRM_ACTIVITY_HELD( \
			"x_activity") " UNION ALL SELECT x_task.\"about\"," \
				      " NULL, x_task.\"due\"" \
				      " FROM task x_task WHERE " CRM_ABOUT_KIND( \
					  "x_task", \
					  code) " AND x_task.\"status\" IN ('todo', 'doing')" \
						" AND x_task.deleted IS NULL", \
		.kept = "max(x_.\"last\") AS \"last\"," \
			" min(x_.\"next\") AS \"next\"", \
		.of = "'" code "' || $.\"id\"", \
	}

#endif
