/*
 * due --pipe: a message to a command, and what it says is marked behind that.  While
 * the command runs no lock is held, and the keys of the message are held anew before
 * it, so that a long list of slow deliveries loses none to another job.
 */
#include "task.h"

/* The keys of lines, as an array of their own. */
static struct crm_said *
keys_of(struct crm_cmd *c, const struct due_post *post,
    const struct due_item *item, size_t n)
{
	struct crm_said *k = crm_alloc_n(c->arena, n, sizeof *k);

	for (size_t i = 0; i < n; i++)
		k[i] = post->keys[item[i].line];
	return k;
}

enum crm_status
due_hold(struct crm_cmd *c, const struct due_post *post, struct due_item *item,
    size_t *n, struct crm_err *err)
{
	struct crm_said *k;
	size_t kept = 0;
	enum crm_status st;

	if (post->keys == NULL || !crm_has(c, CRM_OPT_PIPE))
		return CRM_OK;
	k = keys_of(c, post, item, *n);
	st = crm_notices_take(
	    c->store, c->opt[CRM_OPT_MARK], crm_cmd_instant(c), k, *n, err);
	for (size_t i = 0; i < *n && st == CRM_OK; i++) {
		post->keys[item[i].line] = k[i];
		if (k[i].taken)
			item[kept++] = item[i];
	}
	*n = kept;
	return st;
}

/* What was delivered is said, what was not is free at once. */
static enum crm_status
mark(struct crm_cmd *c, const struct due_post *post,
    const struct due_item *item, size_t n, bool said, struct crm_err *err)
{
	struct crm_said *k;

	if (post->keys == NULL)
		return CRM_OK;
	k = keys_of(c, post, item, n);
	for (size_t i = 0; i < n; i++) {
		k[i].said = said;
		post->keys[item[i].line].taken = false; /* all is noted */
	}
	return crm_notices_said(
	    c->store, c->opt[CRM_OPT_MARK], crm_cmd_instant(c), k, n, err);
}

static void
complain(struct crm_cmd *c, const char *whom, int ended, size_t n)
{
	if (ended == CRM_DELIVERY_TIMED_OUT)
		crm_note(c,
		    "%s: the command of --pipe took longer than %d seconds and was "
		    "ended; not delivered: %zu",
		    whom, CRM_DELIVERY_SECONDS, n);
	else
		crm_note(c,
		    "%s: the command of --pipe ended with status %d; not "
		    "delivered: %zu",
		    whom, ended, n);
}

enum crm_status
due_deliver(struct crm_cmd *c, const struct due_post *post,
    const struct due_item *item, size_t n, const char *whom,
    const struct crm_buf *message, bool *taken, struct crm_err *err)
{
	const char *command = c->opt[CRM_OPT_PIPE];
	struct crm_text text = { message->data, message->len };
	enum crm_status st;
	int ended = 0;

	*taken = true;
	for (size_t i = 0; i < n; i++)
		post->said[item[i].line] = true;
	if (command == NULL) {
		crm_out_write(c->out, text.p, text.n);
		return CRM_OK;
	}
	st = crm_deliver(command, text, CRM_DELIVERY_SECONDS, &ended, err);
	if (st != CRM_OK)
		return st;
	*taken = ended == 0;
	if (!*taken)
		complain(c, whom, ended, n);
	return mark(c, post, item, n, *taken, err);
}
