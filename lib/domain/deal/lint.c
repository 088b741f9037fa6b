/* What is amiss with deals. */
#include "deal.h"

#include "domain/lint/lint.h"

#include <crm/model/activity.h>

#define OPEN "stage.type = open"

/* As many days as an idle deal may be, where its stage does not say. */
#define IDLE_DAYS "30"

/* The last day on which anything happened with it, else that of its birth. */
#define LAST_DAY \
	"(SELECT max(x_d.d) FROM (" \
	"SELECT max(v.\"moved_on\") AS d FROM visit v WHERE v.\"deal\" = $.id" \
	" AND v.\"deleted\" IS NULL UNION ALL " \
	"SELECT max(a.\"at\") / 86400 FROM activity a WHERE" \
	" a.\"about\" = 'D' || $.id AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HAPPENED( \
	    "a") " UNION ALL " \
		 "SELECT coalesce($.\"opened_on\", $.\"created\" / 86400)) x_d)"

const struct crm_lint_check lint_deal[] = {
	{ .code = "past-close",
	    .field = "expected_close",
	    .where = OPEN " and expected_close < today",
	    .message = "was expected to close on a day that has passed" },
	{ .code = "no-close-date",
	    .field = "expected_close",
	    .where = OPEN " and expected_close is null",
	    .message = "does not say when it is expected to close" },
	{ .code = "no-next-step",
	    .field = "next_step",
	    .where = OPEN " and next_step is null",
	    .sql =
		"NOT EXISTS (SELECT 1 FROM task x WHERE"
		" x.\"about\" = 'D' || $.id AND x.\"status\" IN ('todo', 'doing')"
		" AND x.\"deleted\" IS NULL)",
	    .message = "is open and has neither a next step nor an open task" },
	{ .code = "no-amount",
	    .field = "amount",
	    .where = OPEN " and (amount is null or amount = 0)",
	    .message = "is open and has no amount" },
	{ .code = "amount-not-lines",
	    .field = "amount",
	    .where = "amount is not null",
	    .sql = "$.\"amount\" <> (SELECT sum(x.\"amount\") FROM deal_line x"
		   " WHERE x.\"deal\" = $.id AND x.\"deleted\" IS NULL)",
	    .message = "its amount is not what its lines come to" },
	{ .code = "negative-amount",
	    .field = "amount",
	    .where = "amount < 0",
	    .message = "has an amount below zero" },
	{ .code = "closed-before-opened",
	    .field = "closed_on",
	    .where = "cycle < 0",
	    .message = "was closed before it was opened" },
	{ .code = "open-with-closing-date",
	    .field = "closed_on",
	    .where = OPEN " and closed_on is not null",
	    .message = "is open and says when it was closed" },
	{ .code = "closed-without-date",
	    .field = "closed_on",
	    .where = "not " OPEN " and closed_on is null",
	    .message = "is closed and does not say when" },
	{ .code = "probability-mismatch",
	    .field = "probability",
	    .where = "stage.type = won and probability < 100%"
		     " or stage.type = lost and probability > 0%"
		     " or " OPEN
		     " and (probability = 0% or probability = 100%)",
	    .message = "has a probability that its stage contradicts" },
	{ .code = "lost-without-reason",
	    .field = "close_reason",
	    .where = "stage.type = lost and close_reason is null",
	    .message = "was lost and does not say why" },
	{ .code = "owner-inactive",
	    .field = "owner",
	    .where = OPEN " and owner.active = no",
	    .message = "its owner is not active any more" },
	{ .code = "no-owner",
	    .field = "owner",
	    .where = OPEN " and owner is null",
	    .message = "is open and nobody's" },
	{ .code = "stuck",
	    .field = "stage",
	    .where = OPEN,
	    .sql = "{today} - " LAST_DAY " > coalesce((SELECT x_s.\"rot_days\""
		   " FROM stage x_s WHERE x_s.id = $.\"stage\"), " IDLE_DAYS
		   ")",
	    .message = "nothing has happened with it for longer than its stage "
		       "allows, else 30 days" },
	{ .code = "no-decision-maker",
	    .field = "contact",
	    .where = "stage.category in (best_case, commit) and " OPEN,
	    .sql = "NOT EXISTS (SELECT 1 FROM deal_party x WHERE"
		   " x.\"deal\" = $.id AND x.\"role\" = 'decision_maker'"
		   " AND x.\"deleted\" IS NULL) AND NOT EXISTS (SELECT 1 FROM"
		   " contact c WHERE c.\"customer\" = $.\"customer\""
		   " AND c.\"role\" = 'decision_maker'"
		   " AND c.\"deleted\" IS NULL)",
	    .message = "is forecast, and nobody knows who decides" },
	{ .code = NULL },
};
