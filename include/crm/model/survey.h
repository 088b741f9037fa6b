/* What SQL says of surveys, in more than one place. */
#ifndef CRM_MODEL_SURVEY_H
#define CRM_MODEL_SURVEY_H

/* The highest low score of the row x_survey; DOMAIN §2 where it says nothing else. */
#define CRM_SURVEY_LOW_AT \
	"coalesce(x_survey.\"low_at\", CASE x_survey.\"metric\"" \
	" WHEN 'nps' THEN 6 WHEN 'ces' THEN 3 ELSE 2 END)"

#endif
