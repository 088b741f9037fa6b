/* Statuses and errors. */
#include <crm/base/err.h>

#include "../tap.h"

static void
test_places(void)
{
	char place[CRM_PLACE_SIZE];
	struct crm_err e;

	is_int(crm_fail_line(&e, 3, 0, "no %s", "name"), CRM_INVALID, "a line");
	is_str(e.text, "no name", "the text is without it");
	is_str(crm_err_place(&e, place), "line 3: ", "its place");
	crm_err_in_line(&e, 9);
	is_int(e.line, 3, "it has a line already");
	crm_err_in_file(&e, "a.csv");
	is_str(e.text, "a.csv:3: no name", "of a file");
	is_str(crm_err_place(&e, place), "", "which is said once");
	crm_fail_line(&e, 3, 7, "bad");
	is_str(crm_err_place(&e, place), "line 3, column 7: ", "a column");
	crm_err_in_file(&e, "a.json");
	is_str(e.text, "a.json: line 3, column 7: bad", "of a file");
	crm_fail(&e, CRM_FAIL, "cannot open");
	crm_err_in_file(&e, "b");
	is_str(e.text, "b: cannot open", "of no line");
	crm_err_in_line(&e, 9);
	is_int(e.line, 9, "a line put in later");
	crm_fail(&e, CRM_FAIL, "again");
	is_int(e.line, 0, "cleared by the next");
}

static void
test_more(void)
{
	struct crm_err e;

	is_int(crm_fail_record(&e, CRM_RULE, "%s is %s", "D2", "closed"),
	    CRM_RULE, "about a record");
	is_str(e.text, "D2 is closed", "in the text");
	is_str(e.record, "D2", "and beside it");
	crm_err_in_field(&e, "stage");
	crm_err_in_field(&e, "amount");
	is_str(e.field, "stage", "the first that names a field");
	crm_err_why(&e, CRM_WHY_STALE);
	is_int(e.why, CRM_WHY_STALE, "why");
	crm_fail(&e, CRM_FAIL, "again");
	ok(e.why == CRM_WHY_OTHER && e.record[0] == '\0',
	    "cleared by the next");
	crm_err_why(NULL, CRM_WHY_STALE);
	crm_err_in_field(NULL, "x");
	crm_err_in_line(NULL, 1);
	crm_err_in_file(NULL, "x");
	is_int(crm_fail_line(NULL, 1, 1, "x"), CRM_INVALID, "NULL is fine");
	is_int(
	    crm_fail_record(NULL, CRM_RULE, "%s", "x"), CRM_RULE, "here too");
}

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
	test_places();
	test_more();
	is_int(crm_fail(NULL, CRM_BUSY, "x"), CRM_BUSY, "NULL is fine");
	is_int(crm_fail_field(NULL, CRM_BUSY, "f", "x"), CRM_BUSY, "here too");
	return tap_done();
}
