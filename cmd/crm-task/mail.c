/* mail: messages as activities. */
#include "task.h"

#include <crm/domain/intake.h>

#include <string.h>

struct mail {
	struct crm_mailbox *box;
	struct crm_intake intake;
	size_t passed;
	size_t cut;
};

static void
tell(struct crm_cmd *c, const struct mail *k)
{
	const struct crm_intake *in = &k->intake;
	const struct {
		size_t n;
		const char *one, *many;
	} told[] = {
		{ in->made, N_("%zu lead was made"),
		    N_("%zu leads were made") },
		{ in->unknown,
		    N_("%zu is of nobody whom the book knows: left (--create=lead makes leads of people)"),
		    N_("%zu are of nobody whom the book knows: left (--create=lead makes leads of people)") },
		{ in->inside, N_("%zu is between users: left"),
		    N_("%zu are between users: left") },
		{ in->gone, N_("%zu was deleted here: left"),
		    N_("%zu were deleted here: left") },
		{ in->large,
		    N_("%zu file is larger than an attachment may be: left"),
		    N_("%zu files are larger than an attachment may be: left") },
		{ k->cut,
		    N_("%zu is longer than what is kept of its text: cut"),
		    N_("%zu are longer than what is kept of their text: cut") },
		{ k->passed,
		    N_("%zu thing in the mailbox is no message: passed"),
		    N_("%zu things in the mailbox are no messages: passed") },
	};

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (told[i].n > 0 && !crm_has(c, CRM_OPT_QUIET))
			crm_note(c, told[i].n == 1 ? told[i].one : told[i].many,
			    told[i].n);
}

static enum crm_status
take_one(struct crm_cmd *c, struct mail *k, const struct crm_mail *m,
    struct crm_err *err)
{
	enum crm_action done;
	enum crm_status st;
	int64_t id, offset, size;

	st = crm_mail_take(&k->intake, k->box, m, &id, &done, err);
	if (st != CRM_OK)
		return st;
	k->cut += m->cut && done == CRM_ACT_INSERTED;
	crm_cmd_count(c, id, done);
	crm_mailbox_place(k->box, &offset, &size);
	crm_progress(c, "mail", (int64_t)(c->count[done]), offset, size);
	return CRM_OK;
}

static enum crm_status
take_all(struct crm_cmd *c, struct crm_err *err)
{
	struct mail *k = c->state;
	struct crm_arena batch = CRM_ARENA_INIT, one = CRM_ARENA_INIT;
	struct crm_mail m;
	enum crm_status st;
	bool there;

	k->passed = k->cut = 0;
	k->intake = (struct crm_intake){ .store = c->store,
		.arena = &batch,
		.make_leads = crm_has(c, CRM_OPT_CREATE),
		.keep_files = crm_has(c, CRM_OPT_ATTACHMENTS),
		.dry = c->batch.dry_run };
	st = crm_mailbox_rewind(k->box, err);
	while (st == CRM_OK &&
	    (st = crm_mailbox_next(
		 k->box, &one, &m, &there, &k->passed, err)) == CRM_OK &&
	    there) {
		st = take_one(c, k, &m, err);
		crm_arena_reset(&one);
	}
	crm_progress_end(c);
	if (st == CRM_OK)
		st = crm_cmd_print_changed(c, c->entity, err);
	if (st == CRM_OK)
		tell(c, k);
	crm_arena_free(&one);
	crm_arena_free(&batch);
	return st;
}

static enum crm_status
check_options(const struct crm_cmd *c, struct crm_err *err)
{
	const char *create = c->opt[CRM_OPT_CREATE];

	return create == NULL || strcmp(create, "lead") == 0
	    ? CRM_OK
	    : crm_fail(
		  err, CRM_USAGE, "--create: '%s' is not one of lead", create);
}

enum crm_status
task_mail(struct crm_cmd *c, struct crm_err *err)
{
	const char *path = c->n_operands > 0 ? c->operand[0] : "-";
	struct mail *k = crm_alloc(c->arena, sizeof *k);
	enum crm_status st = check_options(c, err);

	if (st != CRM_OK)
		return st;
	c->entity = crm_dict_find(c->dict, "activity");
	st = crm_mailbox_open(path, &k->box, err);
	c->state = k;
	if (st == CRM_OK)
		st = crm_cmd_write(c, take_all, err);
	if (st == CRM_INVALID)
		crm_err_in_file(err, strcmp(path, "-") == 0 ? "stdin" : path);
	crm_mailbox_close(k->box);
	return st;
}
