/* The steps of an approval, as a text. */
#include <crm/domain/matrix.h>

#include <string.h>

/* Cuts off what stands before the first of some characters, trimmed; *cut is which
 * it was, 0 at the end. */
static struct crm_text
cut_at(struct crm_text *rest, const char *at, char *cut)
{
	struct crm_text part = *rest;
	size_t i;

	for (i = 0; i < rest->n && strchr(at, rest->p[i]) == NULL; i++)
		;
	*cut = i < rest->n ? rest->p[i] : '\0';
	part.n = i;
	i += i < rest->n;
	rest->p += i;
	rest->n -= i;
	return crm_text_trim(part);
}

static enum crm_status
add(struct crm_approval_step *step, struct crm_text name, struct crm_err *err)
{
	if (name.n == 0)
		return crm_fail(err, CRM_INVALID,
		    "a name is missing: a step is a role or a login, joined by "
		    "+ (all) or | (one of them), the next behind a >");
	if (step->n == CRM_APPROVERS_MAX)
		return crm_fail(err, CRM_INVALID,
		    "a step has at most %d approvers", CRM_APPROVERS_MAX);
	step->who[step->n++] = name;
	return CRM_OK;
}

static enum crm_status
parse_step(
    struct crm_text t, struct crm_approval_step *step, struct crm_err *err)
{
	char cut, how = '\0';
	enum crm_status st;

	*step = (struct crm_approval_step){ .n = 0 };
	do {
		st = add(step, cut_at(&t, "+|", &cut), err);
		if (st == CRM_OK && cut != '\0' && how != '\0' && cut != how)
			st = crm_fail(err, CRM_INVALID,
			    "a step is joined by + or by |, not by both");
		how = cut != '\0' ? cut : how;
	} while (st == CRM_OK && cut != '\0');
	step->all = how == '+';
	return st;
}

enum crm_status
crm_route_parse(struct crm_text t, struct crm_route *out, struct crm_err *err)
{
	enum crm_status st;
	char cut;

	out->n = 0;
	t = crm_text_trim(t);
	if (t.n == 0)
		return CRM_OK;
	do {
		if (out->n == CRM_STEPS_MAX)
			return crm_fail(err, CRM_INVALID,
			    "a route has at most %d steps", CRM_STEPS_MAX);
		st = parse_step(cut_at(&t, ">", &cut), &out->step[out->n], err);
		out->n++;
	} while (st == CRM_OK && cut != '\0');
	return st;
}
