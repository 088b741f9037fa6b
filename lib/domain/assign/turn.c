/*
 * Assignment: what a rule remembers between its records and from one run to the
 * next, as text that can be read.  Round robin keeps the login of whom it gave
 * the last one: who joins or leaves takes nobody's turn.  Weighted keeps the
 * credit of each who has any: "ann:4, bob:-4".
 */
#include "assign.h"

static struct person *
by_name(const struct rule *r, struct crm_text login, size_t *i)
{
	for (*i = 0; *i < r->n_who; (*i)++)
		if (crm_text_eq(r->who[*i]->login, login))
			return r->who[*i];
	return NULL;
}

/* "ann:4" into the credit of ann; what is none of ours is dropped. */
static void
read_credit(struct rule *r, struct crm_text item)
{
	struct crm_text login = item, number;
	size_t i;

	while (login.n > 0 && login.p[login.n - 1] != ':')
		login.n--;
	if (login.n == 0)
		return;
	number = (struct crm_text){ item.p + login.n, item.n - login.n };
	login.n--;
	if (by_name(r, login, &i) != NULL)
		crm_number_parse(number, 0, 0, &r->credit[i], NULL);
}

void
turn_read(struct run *u, struct rule *r)
{
	struct crm_text rest = r->was, item;

	if (r->method == BY_ROUND_ROBIN)
		r->turn = r->was;
	if (r->method != BY_WEIGHT)
		return;
	r->credit = crm_alloc_n(&u->arena, r->n_who + 1, sizeof *r->credit);
	while (list_item(&rest, &item))
		read_credit(r, item);
}

struct crm_text
turn_text(struct run *u, const struct rule *r)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text text = r->was;
	size_t i;

	if (r->method == BY_ROUND_ROBIN)
		return r->turn;
	if (r->method != BY_WEIGHT)
		return text;
	for (i = 0; i < r->n_who; i++)
		if (r->credit[i] != 0) {
			crm_buf_str(&b, b.len > 0 ? ", " : "");
			crm_buf_add(&b, r->who[i]->login.p, r->who[i]->login.n);
			crm_buf_printf(&b, ":%lld", (long long)r->credit[i]);
		}
	text = (struct crm_text){ b.data, b.len };
	text.p = text_dup(&u->arena, text);
	crm_buf_free(&b);
	return text;
}
