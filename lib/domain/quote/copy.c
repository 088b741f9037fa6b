/* What a quote becomes: the next version of it, or an order. */
#include "quote.h"

#include "domain/document/copy.h"

#include <string.h>

/* What belongs to the one quote alone. */
static const char *const own[] = { "number", "status", "revision", "previous",
	"feedback", "reason", "sent_on", "decided_on", "order", "contract",
	"valid_until", "quoted_on", "ext", NULL };

static const struct document_lines_of lines = { "quote-line", "quote" };

/* QT-20261121-0001-R2 of QT-20261121-0001. */
static struct crm_text
next_number(
    struct crm_arena *a, const struct crm_record *quote, int64_t revision)
{
	struct crm_text number = text_of(quote, "number");
	size_t n = number.n;

	while (n > 0 && number.p[n - 1] >= '0' && number.p[n - 1] <= '9')
		n--;
	if (n >= 2 && n < number.n && number.p[n - 1] == 'R' &&
	    number.p[n - 2] == '-')
		number.n = n - 2;
	if (number.n == 0)
		return number;
	return crm_text_of(crm_sprintf(
	    a, "%.*s-R%lld", (int)number.n, number.p, (long long)revision));
}

enum crm_status
quote_next(struct crm_store *s, const struct crm_record *quote, int64_t until,
    int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = quote->entity;
	const struct crm_value *revision = value_of(quote, "revision");
	int64_t next = (revision->kind == CRM_INT ? revision->i : 1) + 1;
	const struct crm_value *valid = value_of(quote, "valid_until");
	int64_t today = crm_store_clock(s)->today;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	document_copy(&r, quote, own);
	/* What has not ended goes on. */
	if (until == CRM_DATE_MIN && valid->kind == CRM_INT &&
	    valid->i >= today)
		until = valid->i;
	crm_record_set(&r, field_of(e, "number"),
	    crm_value_text(next_number(&a, quote, next)));
	crm_record_set(&r, field_of(e, "revision"), crm_value_int(next));
	crm_record_set(&r, field_of(e, "previous"), crm_value_int(quote->id));
	crm_record_set(&r, field_of(e, "quoted_on"), crm_value_int(today));
	if (until != CRM_DATE_MIN)
		crm_record_set(
		    &r, field_of(e, "valid_until"), crm_value_int(until));
	if ((st = document_own_rate(s, &r, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	if (st == CRM_OK)
		st = document_copy_lines(
		    s, &lines, quote->id, &lines, r.id, NULL, NULL, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

/* What it becomes: a draft of that kind, of its day. */
static enum crm_status
become(struct crm_store *s, const struct crm_record *quote, const char *kind,
    const char *day, const struct document_lines_of *to, int64_t *id,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), kind);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	document_copy(&r, quote, own);
	crm_record_set(
	    &r, field_of(e, day), crm_value_int(crm_store_clock(s)->today));
	if (crm_field_index(e, CRM_TEXT("quote")) >= 0)
		crm_record_set(
		    &r, field_of(e, "quote"), crm_value_int(quote->id));
	if ((st = document_own_rate(s, &r, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	if (st == CRM_OK)
		st = document_copy_lines(
		    s, &lines, quote->id, to, r.id, NULL, NULL, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
quote_order(struct crm_store *s, const struct crm_record *quote, int64_t *id,
    struct crm_err *err)
{
	static const struct document_lines_of to = { "order-line", "order" };

	return become(s, quote, "order", "ordered_on", &to, id, err);
}

enum crm_status
quote_contract(struct crm_store *s, const struct crm_record *quote, int64_t *id,
    struct crm_err *err)
{
	static const struct document_lines_of to = { "contract-line",
		"contract" };

	return become(s, quote, "contract", "drawn_on", &to, id, err);
}

/* The documents that a quote becomes, by its field that says so. */
enum crm_status
quote_origin(struct crm_store *s, const struct crm_record *document,
    struct crm_origin *out, struct crm_err *err)
{
	static const char *const became[] = { "order", "contract" };
	const struct crm_value of = crm_value_int(document->id);
	const char *name = document->entity->def->name;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value quote = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(became); i++)
		if (strcmp(name, became[i]) == 0)
			st = crm_get_int(s,
			    crm_sprintf(&a,
				"SELECT max(\"id\") FROM quote "
				"WHERE \"%s\" = ? AND \"status\" = 'accepted' "
				"AND \"deleted\" IS NULL",
				became[i]),
			    &of, 1, &quote, err);
	if (quote.kind == CRM_INT)
		*out = (struct crm_origin){ quote.i, &quote_lines_kind, false };
	crm_arena_free(&a);
	return st;
}
