/* The dictionary is sane: nothing in its tables means two things. */
#include "../tap.h"

#include <stdlib.h>
#include <sys/types.h>
#include <time.h>

#include <crm/model/model.h>

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_dict *dict;

static const char *
squeezed(struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *s;

	crm_squeeze(&b, t);
	s = crm_strndup(&arena, b.data, b.len);
	crm_buf_free(&b);
	return s;
}

/* A header must mean this field, and this way. */
static int
means(const struct crm_entity *e, size_t field, struct crm_text header,
    bool as_id)
{
	bool is_id;
	int got = crm_field_match(e, header, &is_id);

	if (got == (int)field && is_id == as_id)
		return 0;
	printf("# %s: '%.*s' is meant for %s, matches %s%s\n", e->def->name,
	    (int)header.n, header.p, e->field[field]->name,
	    got < 0 ? "nothing" : e->field[got]->name, is_id ? "_id" : "");
	return 1;
}

static int
list_conflicts(const struct crm_entity *e, size_t i)
{
	const char *p = e->field[i]->aliases;
	int bad = 0;

	while (p != NULL && *p != '\0') {
		size_t n = strcspn(p, "|");
		struct crm_text t = { p, n };

		bad += means(e, i, t, false);
		if (squeezed(t)[0] == '\0')
			bad++;
		p += n + (p[n] == '|');
	}
	return bad;
}

static int
field_conflicts(const struct crm_entity *e, size_t i)
{
	const struct crm_field *f = e->field[i];
	int bad = means(e, i, crm_text_of(f->name), false) +
	    means(e, i, crm_text_of(f->en), false) +
	    means(e, i, crm_text_of(f->zh), false) + list_conflicts(e, i);

	if (f->type != CRM_T_REF)
		return bad;
	return bad +
	    means(e, i, crm_text_of(crm_sprintf(&arena, "%s_id", f->name)),
		true) +
	    means(
		e, i, crm_text_of(crm_sprintf(&arena, "%s ID", f->en)), true) +
	    means(e, i, crm_text_of(crm_sprintf(&arena, "%sID", f->zh)), true);
}

static void
test_headers(void)
{
	for (size_t i = 0; i < dict->n; i++) {
		const struct crm_entity *e = dict->entity[i];
		int bad = 0;

		for (size_t j = 0; j < e->n; j++)
			bad += field_conflicts(e, j);
		ok(bad == 0, "%s: every header means one field", e->def->name);
	}
}

static void
add_choice(const char ***words, size_t *n, const char *word, size_t len)
{
	*words = realloc(*words, (*n + 1) * sizeof **words);
	(*words)[(*n)++] = squeezed((struct crm_text){ word, len });
}

/* Words of one choice; a choice may repeat itself ("A", "A"). */
static void
add_choice_words(const struct crm_choice *c, const char ***words, size_t *n)
{
	const char *p = c->aliases;

	add_choice(words, n, c->code, strlen(c->code));
	add_choice(words, n, c->en, strlen(c->en));
	add_choice(words, n, c->zh, strlen(c->zh));
	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, "|");

		add_choice(words, n, p, len);
		p += len + (p[len] == '|');
	}
}

static int
choice_conflicts(const struct crm_field *f)
{
	const char **words = NULL;
	size_t *of, n = 0;
	int bad = 0;

	of = calloc(1000, sizeof *of);
	for (size_t c = 0; f->choices[c].code != NULL; c++) {
		size_t from = n;

		add_choice_words(&f->choices[c], &words, &n);
		for (; from < n; from++)
			of[from] = c;
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			if (of[i] == of[j] || strcmp(words[i], words[j]) != 0)
				continue;
			printf("# %s: '%s' means both %s and %s\n", f->name,
			    words[i], f->choices[of[i]].code,
			    f->choices[of[j]].code);
			bad++;
		}
	}
	free(words);
	free(of);
	return bad;
}

static int
default_fails(const struct crm_entity *e, const struct crm_field *f)
{
	static const struct crm_clock clock = {
		.now = 1790000000, .today = 20717, .fiscal_start = 1
	};
	struct crm_parse p = { .dict = dict,
		.clock = &clock,
		.base_currency = "CNY",
		.arena = &arena };
	struct crm_value v;
	struct crm_err err;

	if (f->def == NULL)
		return 0;
	if (f->type != CRM_T_REF &&
	    crm_value_parse(
		&p, f, crm_text_of(f->def), CRM_TEXT(""), &v, &err) == CRM_OK &&
	    v.kind != CRM_NULL)
		return 0;
	printf("# %s.%s: default '%s'\n", e->def->name, f->name, f->def);
	return 1;
}

/* How many of a list of kinds, joined by |, there are not. */
static int
kinds_missing(const char *list)
{
	char name[80];
	int bad = 0;

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, "|");

		snprintf(name, sizeof name, "%.*s", (int)n, list);
		bad += crm_dict_find(dict, name) == NULL;
		list += n + (list[n] == '|');
	}
	return bad;
}

static int
field_faults(const struct crm_entity *e, const struct crm_field *f)
{
	int bad = default_fails(e, f);

	if (f->type == CRM_T_REF)
		bad += f->ref == NULL || crm_dict_find(dict, f->ref) == NULL;
	else if (f->type == CRM_T_ANY)
		bad += kinds_missing(f->ref);
	else
		bad += f->ref != NULL;
	if (f->type == CRM_T_ENUM)
		bad += f->choices == NULL || choice_conflicts(f) != 0;
	else
		bad += f->choices != NULL;
	bad += ((f->flags & CRM_F_DERIVED) != 0) != (f->sql != NULL);
	bad += (f->flags & CRM_F_FOLDED) != 0 && !crm_type_is_text(f->type);
	bad += (f->flags & CRM_F_CODE) != 0 && f->type != CRM_T_TEXT;
	bad += f->en == NULL || f->zh == NULL;
	bad += (f->flags & CRM_F_REQUIRED) != 0 &&
	    (f->flags & CRM_F_READONLY) != 0;
	if (bad > 0)
		printf("# %s.%s is not sound\n", e->def->name, f->name);
	return bad;
}

static bool
is_listed_column(const struct crm_entity *e, const char *name, size_t n)
{
	int i = crm_field_index(e, (struct crm_text){ name, n });

	return i >= 0 && strlen(e->field[i]->name) == n &&
	    (e->field[i]->flags & CRM_F_DERIVED) == 0;
}

static int
entity_faults(const struct crm_entity *e)
{
	const struct crm_entity_def *d = e->def;
	const char *p = d->indexes;
	char id[80];
	int bad = 0;

	snprintf(id, sizeof id, "%s_id", d->name);
	for (char *c = id; *c != '\0'; c++)
		*c = *c == '-' ? '_' : *c;
	bad += strcmp(e->field[0]->name, id) != 0;
	bad += e->field[0]->type != CRM_T_ID || e->id != 0;
	for (int k = 0; k < CRM_KEY_FIELDS; k++) {
		bad += (d->key[k] != NULL) != (e->key[k] >= 0);
		/* No second record of a key for the blanks around it. */
		bad += e->key[k] >= 0 &&
		    crm_field_is_prose(e->field[e->key[k]]);
	}
	while (p != NULL && *p != '\0') {
		size_t n = strcspn(p, ",|");

		bad += !is_listed_column(e, p, n);
		p += n + (p[n] != '\0');
	}
	bad += e->created < 0 || e->deleted < 0;
	bad += strcmp(e->field[e->n - 1]->name, "deleted") != 0;
	for (size_t i = 0; i < e->n; i++) {
		bad += field_faults(e, e->field[i]);
		bad += crm_field_index(e, crm_text_of(e->field[i]->name)) !=
		    (int)i;
	}
	return bad;
}

static void
test_entities(void)
{
	for (size_t i = 0; i < dict->n; i++) {
		const struct crm_entity *e = dict->entity[i];
		int twins = 0;

		ok(entity_faults(e) == 0, "%s is sound", e->def->name);
		for (size_t j = 0; j < i; j++) {
			const struct crm_entity_def *o = dict->entity[j]->def;

			twins += strcmp(o->name, e->def->name) == 0 ||
			    strcmp(o->code, e->def->code) == 0 ||
			    strcmp(o->table, e->def->table) == 0;
		}
		is_int(twins, 0, "its name, code and table are its own");
		ok(crm_dict_find(dict, e->def->name) == e &&
			crm_dict_code(dict, crm_text_of(e->def->code)) == e,
		    "and find it");
	}
	ok(crm_dict_find(dict, "nothing") == NULL &&
		crm_dict_code(dict, CRM_TEXT("XX")) == NULL,
	    "what is not there");
}

static void
test_peers(void)
{
	static const struct {
		const char *entity, *headers; /* header=field, joined by | */
	} peers[] = {
		{ "lead",
		    "Email=email|Phone Number=phone|Lead Status=status|"
		    "Record ID=ext|Associated Company=company|LeadSource=source|"
		    "Country/Region=country|Contact owner=owner|Company=company|"
		    "Original Source=source|Lead Name=name|Lead Owner=owner|"
		    "EMAIL ADDRESS=email|Sales Rep=owner|Industry=industry|"
		    "full_name=name|phone_number=phone|state=region|id=ext|"
		    "campaign_name=campaign|Nom=name|Téléphone=phone|"
		    "Entreprise=company|Statut=status|公司=company|手机号=mobile|"
		    "线索来源=source|负责人=owner|ＥＭＡＩＬ=email|Prospect ID=ext" },
		{ "customer",
		    "account=name|sector=industry|revenue="
		    "annual_revenue|year_established=founded|employees=employees|"
		    "subsidiary_of=parent|CompanyName=name|PostalCode=postcode|"
		    "Fax=fax|Annual Revenue=annual_revenue|客户名称=name|"
		    "客户编号=code" },
		{ "deal",
		    "opportunity_id=ext|sales_agent=owner|product=product|"
		    "account=customer|deal_stage=stage|engage_date=opened_on|"
		    "close_date=closed_on|close_value=amount|Deal Name=name|"
		    "Close Date=closed_on|客户名称=customer|预计成交日期="
		    "expected_close|输单原因=close_reason|Lost Reason=close_reason" },
		{ "product",
		    "product=name|series=category|sales_price="
		    "list_price|ProductName=name|QuantityPerUnit=unit|UnitPrice="
		    "list_price|ReorderLevel=reorder_level" },
		{ "user",
		    "sales_agent=name|manager=manager|regional_office="
		    "region" },
		{ "order",
		    "OrderDate=ordered_on|RequiredDate="
		    "requested_on|ShippedDate=shipped_on|ShipVia=carrier|Freight="
		    "freight|ShipName=ship_name|ShipPostalCode=ship_postcode|"
		    "ShipCountry=ship_country|订单号=number" },
		{ "order-line",
		    "UnitPrice=unit_price|Quantity=quantity|"
		    "Discount=discount" },
	};

	for (size_t i = 0; i < sizeof peers / sizeof peers[0]; i++) {
		const struct crm_entity *e = crm_dict_find(
		    dict, peers[i].entity);
		const char *p = peers[i].headers;
		int bad = 0;

		while (*p != '\0') {
			size_t n = strcspn(p, "="), m = strcspn(p + n, "|");
			int f = crm_field_index(
			    e, (struct crm_text){ p + n + 1, m - 1 });

			bad += f < 0 ||
			    means(
				e, (size_t)f, (struct crm_text){ p, n }, false);
			p += n + m + (p[n + m] == '|');
		}
		is_int(bad, 0, "headers of other systems");
	}
}

static void
test_match(void)
{
	const struct crm_entity *e = crm_dict_find(dict, "deal");
	bool is_id;
	int i;

	i = crm_field_match(e, CRM_TEXT("Customer ID"), &is_id);
	is_str(e->field[i]->name, "customer", "a typed id by its label");
	ok(is_id, "is known as one");
	i = crm_field_match(e, CRM_TEXT("AccountId"), &is_id);
	is_str(e->field[i]->name, "customer", "a typed id by an alias");
	ok(is_id, "is known as one too");
	i = crm_field_match(e, CRM_TEXT("客户"), &is_id);
	ok(i >= 0 && !is_id, "the reference itself is none");
	is_int(crm_field_match(e, CRM_TEXT(""), NULL), -1, "no header");
	is_int(crm_field_match(e, CRM_TEXT("--- "), NULL), -1, "only marks");
	is_int(crm_field_match(e, CRM_TEXT("frobnicate"), &is_id), -1,
	    "an unknown header");
	ok(!is_id, "is no id");
	is_str(crm_field_nearest(e, CRM_TEXT("onwer"), &arena), "owner",
	    "the nearest name");
	is_str(crm_field_nearest(e, CRM_TEXT("custmer_id"), &arena),
	    "customer_id, customer", "the nearest id");
	is_str(crm_field_nearest(e, CRM_TEXT("qqqqqq"), &arena), "",
	    "none is near");
	ok(strstr(crm_field_nearest(e, CRM_TEXT("Amuont"), &arena), "amount") !=
		NULL,
	    "swapped letters");
	ok(crm_field_index(e, CRM_TEXT("owner_id")) ==
		crm_field_index(e, CRM_TEXT("owner")),
	    "NAME_id by name");
	is_int(crm_field_index(e, CRM_TEXT("amount_id")), -1,
	    "only references have one");
	is_int(crm_field_index(e, CRM_TEXT("Owner")), -1, "names are exact");
	is_str(crm_field_label(e->field[0], true), "商机ID", "label");
}

static void
test_custom(void)
{
	static const struct crm_choice colours[] = {
		{ "red", NULL, NULL, NULL },
		{ "blue", NULL, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};
	static const struct crm_field colour = { .name = "colour",
		CRM_T_ENUM,
		CRM_F_CUSTOM,
		.choices = colours,
		.custom_id = 7 };
	static const struct crm_field sector = { .name = "sector",
		CRM_T_TEXT,
		CRM_F_CUSTOM,
		.en = "Sector",
		.custom_id = 8 };
	static const struct crm_field bad[] = {
		{ .name = "Colour", CRM_T_TEXT, CRM_F_CUSTOM },
		{ .name = "email", CRM_T_TEXT, CRM_F_CUSTOM },
		{ .name = "owner_id", CRM_T_TEXT, CRM_F_CUSTOM },
		{ .name = "kind", CRM_T_ENUM, CRM_F_CUSTOM },
		{ .name = "other", CRM_T_REF, CRM_F_CUSTOM, .ref = "moon" },
		{ .name = "other", CRM_T_ID, CRM_F_CUSTOM },
	};
	struct crm_dict *d = crm_dict_new(&arena);
	const struct crm_entity *e = crm_dict_find(d, "lead");
	struct crm_err err;
	size_t n = e->n;

	ok(crm_dict_add(d, "lead", &colour, &err) == CRM_OK, "a custom field");
	ok(crm_dict_add(d, "lead", &sector, &err) == CRM_OK, "and another");
	is_int(e->n, n + 2, "join the entity");
	ok(crm_field_index(e, CRM_TEXT("colour")) == (int)n,
	    "behind the system's");
	ok(crm_field_match(e, CRM_TEXT("Sector"), NULL) == (int)n + 1,
	    "its name outranks an alias");
	is_str(crm_field_label(&colour, true), "colour", "label by default");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		is_int(crm_dict_add(d, "lead", &bad[i], &err), CRM_INVALID,
		    bad[i].name);
	is_int(crm_dict_add(d, "moon", &colour, &err), CRM_INVALID,
	    "no such entity");
	is_str(err.text, "'moon' is not an entity", "the message");
	is_int(crm_dict_find(dict, "lead")->n, n,
	    "another dictionary does not have it");
}

/* What a word of a command means: more than a header, where two fields bear it. */
static void
test_named(void)
{
	static const struct crm_field twins[] = {
		{ "hue", CRM_T_TEXT, CRM_F_CUSTOM, "Hue", "色调", "颜色" },
		{ "tint", CRM_T_TEXT, CRM_F_CUSTOM, "Tint", "色彩", "颜色" },
	};
	struct crm_dict *d = crm_dict_new(&arena);
	const struct crm_entity *e = crm_dict_find(d, "deal");
	struct crm_err err;
	bool is_id;
	int i;

	crm_dict_add(d, "deal", &twins[0], &err);
	crm_dict_add(d, "deal", &twins[1], &err);
	is_int(crm_field_named(e, CRM_TEXT("customer_id"), &i, &is_id, &err),
	    CRM_OK, "a name");
	ok(is_id && strcmp(e->field[i]->name, "customer") == 0,
	    "of the id of a reference");
	is_int(crm_field_named(e, CRM_TEXT("客户ID"), &i, &is_id, &err), CRM_OK,
	    "a label");
	ok(is_id && strcmp(e->field[i]->name, "customer") == 0, "of one too");
	is_int(crm_field_named(e, CRM_TEXT("色调"), &i, &is_id, &err), CRM_OK,
	    "a label");
	ok(!is_id && strcmp(e->field[i]->name, "hue") == 0,
	    "of a user's field");
	is_int(crm_field_named(e, CRM_TEXT("颜色"), &i, NULL, &err), CRM_USAGE,
	    "what two fields bear is refused");
	is_str(err.text, "'颜色' means hue and tint of a deal; write which",
	    "with both");
	is_int(crm_field_named(e, CRM_TEXT("Hue"), &i, NULL, &err), CRM_USAGE,
	    "a label in ASCII is no name");
	is_str(err.text, "no field 'Hue' in deal; nearest: hue", "but near");
}

static void
test_speed(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct timespec from, to;
	double us;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int i = 0; i < 100; i++) {
		crm_dict_new(&a);
		crm_arena_free(&a);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	us = ((double)(to.tv_sec - from.tv_sec) * 1e9 +
		 (double)(to.tv_nsec - from.tv_nsec)) /
	    100 / 1000;
	ok(us < 2000, "a dictionary opens at once");
	printf("# %.1f us\n", us);
}

int
main(void)
{
	dict = crm_dict_new(&arena);
	test_entities();
	test_headers();
	test_peers();
	test_match();
	test_custom();
	test_named();
	test_speed();
	crm_arena_free(&arena);
	return tap_done();
}
