/* Statuses and errors. */
#include <crm/base/err.h>

#include "../tap.h"

int
main(void)
{
	struct crm_err e;
	char big[3000];

	is_int(crm_status_exit(CRM_OK), 0, "ok");
	is_int(crm_status_exit(CRM_FAIL), 1, "fail");
	is_int(crm_status_exit(CRM_USAGE), 2, "usage");
	is_int(crm_status_exit(CRM_NOTFOUND), 3, "not found");
	is_int(crm_status_exit(CRM_INVALID), 4, "invalid");
	is_int(crm_status_exit(CRM_RULE), 5, "rule");
	is_int(crm_status_exit(CRM_DENIED), 6, "denied");
	is_int(crm_status_exit(CRM_BUSY), 75, "busy");
	is_int(crm_status_worse(CRM_INVALID, CRM_NOTFOUND), CRM_NOTFOUND,
	    "3 before 4");
	is_int(
	    crm_status_worse(CRM_NOTFOUND, CRM_RULE), CRM_RULE, "5 before 3");
	is_int(
	    crm_status_worse(CRM_DENIED, CRM_RULE), CRM_DENIED, "6 before 5");
	is_int(crm_status_worse(CRM_DENIED, CRM_FAIL), CRM_FAIL, "1 first");
	is_int(crm_status_worse(CRM_OK, CRM_INVALID), CRM_INVALID, "not ok");

	is_int(
	    crm_fail(&e, CRM_RULE, "no %d", 7), CRM_RULE, "gives the status");
	is_str(e.text, "no 7", "text");
	is_str(e.field, "", "no field");
	is_int(crm_fail_field(&e, CRM_INVALID, "email", "bad"), CRM_INVALID,
	    "with a field");
	is_str(e.field, "email", "field");
	crm_fail(&e, CRM_USAGE, "where");
	is_int(crm_fail_at(&e, "a = b", 4), CRM_USAGE, "keeps the status");
	is_str(e.source, "a = b", "source");
	is_int((long long)e.at, 4, "place");
	crm_fail(&e, CRM_FAIL, "again");
	is_str(e.source, "", "cleared by the next");
	memset(big, 'x', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	crm_fail_field(&e, CRM_FAIL, big, "%s", big);
	crm_fail_at(&e, big, 1);
	is_int((long long)strlen(e.text), sizeof e.text - 1, "text is cut");
	is_int((long long)strlen(e.field), sizeof e.field - 1, "field is cut");
	is_int((long long)strlen(e.source), sizeof e.source - 1, "source too");
	is_int(crm_fail(NULL, CRM_BUSY, "x"), CRM_BUSY, "NULL is fine");
	is_int(crm_fail_field(NULL, CRM_BUSY, "f", "x"), CRM_BUSY, "here too");
	return tap_done();
}
