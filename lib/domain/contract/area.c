/* Contracts, their lines, clauses and signatures. */
#include "contract.h"

#include <crm/domain/approval.h>

/* It is signed, and over, on days of its own. */
static const char *const of_contracts[] = { "status", "status_reason",
	"signed_on", "closed_on", "archive_no", NULL };

static const struct crm_trade kinds[] = {
	{ "contract",
	    .rules = { .save = contract_save,
		.hide = contract_hide,
		.saved = contract_saved,
		.undo = contract_undo,
		.reverse = contract_reverse,
		.dated = "drawn_on",
		.undated = of_contracts },
	    .first = "-coalesce(t.\"drawn_on\", -1000000)",
	    .unposted = "status in (draft, in_review, approved)",
	    .consent = &contract_consent },
	{ "contract-line",
	    .rules = { .save = contract_line_save,
		.worked = &crm_line_worked,
		.hide = contract_part_hide,
		.saved = contract_line_saved,
		.undo = contract_part_undo } },
	{ "clause",
	    .rules = { .save = contract_part_save,
		.hide = contract_part_hide,
		.saved = crm_consent_part,
		.undo = contract_part_undo } },
	{ "signature",
	    .rules = { .save = signature_save,
		.hide = signature_hide,
		.saved = signature_saved,
		.undo = signature_undo } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ "contract", "a contract ends; as long before as its notice says",
	    contract_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { contract_audit, NULL };

const struct crm_area area_contract = { .name = "contract",
	.kinds = kinds,
	.alarms = alarms,
	.audits = audits,
	.origin = contract_origin };
