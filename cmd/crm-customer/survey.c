/* survey: asking people, and what they answer. */
#include "customer.h"

#include <crm/domain/survey.h>

#include <string.h>

/* ---- send ---- */

/* Whom the command is about, before the batch. */
struct sending {
	int64_t survey;
	bool stream;
	struct crm_id_list id;
	struct crm_id_list of_case; /* 1 where the id is a case's */
};

static enum crm_status
take_cell(
    struct crm_cmd *c, void *ctx, struct crm_text text, struct crm_err *err)
{
	struct sending *x = ctx;
	const struct crm_entity *e = NULL;
	struct crm_text code;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int64_t id;

	if (crm_id_split(text, &code, &id))
		e = crm_dict_code(c->dict, code);
	if (e == NULL ||
	    (strcmp(e->def->name, "case") != 0 &&
		strcmp(e->def->name, "contact") != 0))
		return crm_fail(err, CRM_USAGE,
		    "'%s' is not the id of a case or a contact",
		    crm_quote(quoted, text));
	if ((st = crm_resolve(c->store, e, text, false, &id, err)) != CRM_OK)
		return st;
	crm_id_list_add(&x->id, c->arena, id);
	crm_id_list_add(
	    &x->of_case, c->arena, strcmp(e->def->name, "case") == 0);
	return CRM_OK;
}

static void
sum_up(struct crm_cmd *c, const size_t *count)
{
	static const char *const why[] = {
		[CRM_SURVEY_ALREADY] = N_("asked already"),
		[CRM_SURVEY_OPTED_OUT] = N_("left, or not to be contacted"),
		[CRM_SURVEY_NOBODY] = N_("without a contact"),
	};

	for (int i = CRM_SURVEY_ALREADY; i < CRM_SURVEY_HOWS; i++)
		if (count[i] > 0 && !crm_has(c, CRM_OPT_QUIET))
			crm_note(
			    c, "left out: %zu %s", count[i], crm_tr(why[i]));
}

static enum crm_status
send_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *of[] = { crm_dict_find(c->dict, "contact"),
		crm_dict_find(c->dict, "case") };
	struct sending *x = c->state;
	size_t i, count[CRM_SURVEY_HOWS] = { 0 }, n = x->id.n;
	enum crm_asked_how how;
	enum crm_status st = crm_survey_begin(c->store, x->survey, err);
	int64_t *who = x->id.id, id;

	if (st == CRM_OK && !x->stream)
		st = crm_survey_round(
		    c->store, x->survey, c->arena, &who, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_survey_send(c->store, x->survey,
		    of[x->stream && x->of_case.id[i] != 0], who[i], &how, &id,
		    err);
		if (st != CRM_OK)
			break;
		count[how]++;
		if (how == CRM_SURVEY_SENT)
			crm_cmd_count(c, id, CRM_ACT_INSERTED);
		crm_progress(
		    c, "asked", (int64_t)i + 1, (int64_t)i + 1, (int64_t)n);
	}
	crm_progress_end(c);
	if (st != CRM_OK)
		return st;
	sum_up(c, count);
	return crm_cmd_print_changed(
	    c, crm_dict_find(c->dict, "survey-answer"), err);
}

enum crm_status
survey_send(struct crm_cmd *c, struct crm_err *err)
{
	static const char *const keys[] = { "case_id", "contact_id", NULL };
	struct sending x = { .survey = 0 };
	enum crm_status st;

	x.stream = c->n_operands == 2 && strcmp(c->operand[1], "-") == 0;
	if (c->n_operands == 0 || c->n_operands > 2 ||
	    (c->n_operands == 2 && !x.stream))
		return crm_fail(err, CRM_USAGE,
		    "send needs one survey, and - for the cases or contacts of "
		    "a stream; without, a periodic one asks who is due");
	if ((st = crm_resolve(c->store, c->entity, crm_text_of(c->operand[0]),
		 false, &x.survey, err)) != CRM_OK)
		return st;
	if (x.stream)
		st = crm_read_cells(c, keys, take_cell, &x, err);
	c->state = &x;
	if (st == CRM_OK)
		st = crm_cmd_write(c, send_all, err);
	c->state = NULL;
	return st;
}

/* ---- answer ---- */

const struct crm_word survey_answer_words[] = {
	{ .name = "score",
	    .type = CRM_T_INT,
	    .flags = CRM_W_NEEDED,
	    .arg = "N",
	    .help = "CSAT 1 to 5, NPS 0 to 10, CES 1 to 7" },
	{ .name = "comment", .type = CRM_T_TEXT, .help = "what was said" },
	{ .name = "again",
	    .type = CRM_T_BOOL,
	    .arg = "yes",
	    .help = "in the place of an earlier answer" },
	{ .name = NULL },
};

static enum crm_status
answer_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_survey_said said = { .score = crm_arg_int(c, "score"),
		.comment = crm_arg_text(c, "comment"),
		.again = crm_arg_int(c, "again") != 0 };
	enum crm_action done;
	int64_t id;
	enum crm_status st = crm_survey_answer(
	    c->store, crm_text_of(c->operand[0]), &said, &id, &done, err);

	if (st != CRM_OK)
		return st;
	crm_cmd_count(c, id, done);
	return crm_cmd_print_changed(
	    c, crm_dict_find(c->dict, "survey-answer"), err);
}

enum crm_status
survey_answer(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "answer needs one token: crm-customer survey answer TOKEN "
		    "score=N");
	return crm_cmd_write(c, answer_body, err);
}

enum crm_status
survey_follow(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_survey_follow(c->store, id, done, err);
}
