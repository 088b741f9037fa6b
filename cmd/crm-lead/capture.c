/* capture: leads to confirm, from vCards and from the text of scanned cards. */
#include "lead.h"

#include <crm/domain/capture.h>

#include <string.h>

#define TO_CONFIRM "to-confirm"

static enum crm_status
check_usable(const struct crm_cards *cards, struct crm_err *err)
{
	size_t i;

	if (cards->n == 0)
		return crm_fail(err, CRM_INVALID, "there is no card in it");
	for (i = 0; i < cards->n; i++)
		if (!crm_card_usable(&cards->card[i]))
			return crm_fail_line(err, cards->card[i].line, 0,
			    "the card that begins here says nobody: no name, "
			    "company, e-mail or phone");
	return CRM_OK;
}

static enum crm_status
read_cards(struct crm_cmd *c, const char *path, struct crm_cards *cards,
    struct crm_err *err)
{
	struct crm_words *w;
	struct crm_text text;
	enum crm_status st;

	st = crm_text_read(
	    path, c->opt[CRM_OPT_ENCODING], c->arena, &text, err);
	if (st != CRM_OK)
		return st;
	if (text.n == 0)
		return CRM_OK;
	if (crm_is_vcards(text))
		st = crm_vcards_read(text, c->arena, cards, err);
	else if ((st = crm_words_load(c->store, c->arena, &w, err)) == CRM_OK)
		st = crm_cards_read(w, text, c->arena, cards, err);
	return st == CRM_OK ? check_usable(cards, err) : st;
}

/* The tags of the command, and that it is to be confirmed. */
static enum crm_status
tag(struct crm_cmd *c, struct crm_record *r, struct crm_err *err)
{
	int i = crm_field_index(r->entity, CRM_TEXT("tags"));
	const struct crm_value *v = &r->v[i];
	const char *tags = TO_CONFIRM;

	if (v->kind == CRM_STR)
		tags = crm_sprintf(
		    c->arena, "%.*s, " TO_CONFIRM, (int)v->t.n, v->t.p);
	return crm_assign_field(c, r, "tags", crm_text_of(tags), err);
}

/* What the card says counts more than what the command says. */
static enum crm_status
fill(struct crm_cmd *c, const struct crm_card *card, struct crm_record *r,
    struct crm_err *err)
{
	enum crm_status st = crm_fill_fields(c, r, err);
	int i;

	for (i = 0; i < CRM_CARD_PARTS && st == CRM_OK; i++)
		if (card->part[i].n > 0)
			st = crm_assign_field(c, r,
			    crm_card_field((enum crm_card_part)i),
			    card->part[i], err);
	if (st == CRM_OK)
		st = crm_fill_added(c, r, err);
	return st == CRM_OK ? tag(c, r, err) : st;
}

static enum crm_status
make_records(
    struct crm_cmd *c, const struct crm_cards *cards, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	c->new_record = crm_alloc_n(
	    c->arena, cards->n + 1, sizeof *c->new_record);
	for (i = 0; i < cards->n && st == CRM_OK; i++) {
		crm_record_init(&c->new_record[i], c->entity, c->arena);
		st = fill(c, &cards->card[i], &c->new_record[i], err);
	}
	c->n_new = cards->n;
	return st;
}

static enum crm_status
insert_all(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->n_new && st == CRM_OK; i++) {
		/* The body may run again. */
		struct crm_record r = c->new_record[i];

		if ((st = crm_insert(c->store, &r, err)) == CRM_OK)
			crm_cmd_count(c, r.id, CRM_ACT_INSERTED);
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
lead_capture(struct crm_cmd *c, struct crm_err *err)
{
	const char *path = c->n_operands > 0 ? c->operand[0] : "-";
	const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
	struct crm_cards cards = { NULL, 0, 0 };
	enum crm_status st;

	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "capture reads one file, not "
		    "'%s' too",
		    c->operand[1]);
	if ((st = read_cards(c, path, &cards, err)) != CRM_OK) {
		if (st != CRM_USAGE)
			crm_err_in_file(err, name);
		return st;
	}
	st = make_records(c, &cards, err);
	return st == CRM_OK ? crm_cmd_write(c, insert_all, err) : st;
}
