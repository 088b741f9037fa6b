/* The verbs that every entity has, and the small ones among them. */
#include "cli/internal.h"

#include <stdio.h>
#include <string.h>

static enum crm_status verb_add(struct crm_cmd *c, struct crm_err *err);
static enum crm_status each_set(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

static const struct crm_word add_words[] = {
	CRM_WORD_FIELDS(0),
	{ .name = NULL },
};
static const struct crm_word set_words[] = {
	CRM_WORD_FIELDS(CRM_W_NEEDED),
	{ .name = NULL },
};

#define CHANGES (CRM_V_WRITE | CRM_V_IDS)
#define CHANGE_GROUPS (CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP)

static const struct crm_verb verbs[] = {
	{ .name = "list",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_LIST | CRM_G_IN | CRM_G_AS_OF,
	    .operands = "[ID… | -]",
	    .help = "print records, all or those that fulfil -w",
	    .run = verb_list },
	{ .name = "show",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_AS_OF | CRM_G_ALL_OF,
	    .operands = "ID… | -",
	    .help = "print everything about records",
	    .run = verb_show },
	{ .name = "add",
	    .flags = CRM_V_WRITE | CRM_V_FREE | CRM_V_MAKES,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_LIKE,
	    .operands = "[-]",
	    .words = add_words,
	    .help = "make a record, or one for each row of a stream",
	    .run = verb_add },
	{ .name = "import",
	    .flags = CRM_V_WRITE | CRM_V_FILE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_IMPORT |
		CRM_G_YES,
	    .operands = "[FILE]",
	    .help = "take records from a file",
	    .run = verb_import },
	{ .name = "set",
	    .flags = CHANGES | CRM_V_UNMOVED | CRM_V_SEEN,
	    .groups = CHANGE_GROUPS | CRM_G_YES,
	    .operands = "ID… | -",
	    .words = set_words,
	    .help = "change fields",
	    .each = each_set },
	{ .name = "delete",
	    .flags = CHANGES | CRM_V_AGAIN | CRM_V_ASKS | CRM_V_HIDES |
		CRM_V_SEEN,
	    .groups = CHANGE_GROUPS | CRM_G_YES,
	    .operands = "ID… | -",
	    .help = "hide records; restore brings them back",
	    .each = each_delete },
	{ .name = "restore",
	    .flags = CHANGES | CRM_V_AGAIN | CRM_V_HIDDEN,
	    .groups = CHANGE_GROUPS,
	    .operands = "ID… | -",
	    .help = "bring deleted records back",
	    .each = each_restore },
	{ .name = "history",
	    .flags = CRM_V_IDS | CRM_V_HIDDEN,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_SINCE | CRM_G_CHANGES,
	    .operands = "ID… | -",
	    .help = "who changed what, when and why",
	    .run = verb_history },
	{ .name = "watch",
	    .flags = CHANGES,
	    .groups = CHANGE_GROUPS,
	    .operands = "ID… | -",
	    .help = "hear of changes of records, see crm-task(1)",
	    .told = N_("watched"),
	    .each = each_watch },
	{ .name = "unwatch",
	    .flags = CHANGES,
	    .groups = CHANGE_GROUPS,
	    .operands = "ID… | -",
	    .help = "hear of them no more",
	    .told = N_("no longer watched"),
	    .each = each_unwatch },
	{ .name = "fields",
	    .groups = CRM_G_OUT,
	    .help = "the fields, their types and labels",
	    .run = verb_fields },
	{ .name = "template",
	    .groups = CRM_G_OUT,
	    .help = "an empty CSV with the headers and allowed values",
	    .run = verb_template },
	{ .name = NULL },
};

const struct crm_verb *
generic_verbs(void)
{
	return verbs;
}

static const struct crm_verb *
find_in(const struct crm_verb *v, const char *name)
{
	for (; v != NULL && v->name != NULL; v++)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

const struct crm_verb *
find_verb(const struct crm_noun *n, const char *name)
{
	const struct crm_verb *v = find_in(n->verbs, name);

	if (v == NULL && n->generic)
		v = find_in(verbs, name);
	return v;
}

/* ---- set, delete, restore ---- */

static enum crm_status
each_set(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_status st;

	crm_record_init(&patch, c->entity, c->arena);
	patch.id = id;
	patch.version = crm_seen_version(c, id);
	/* Only for amounts need the record be read before it is changed. */
	if (c->by_record) {
		struct crm_record now;
		int owner;

		st = crm_load(c->store, c->entity, id, c->arena, &now, err);
		if (st != CRM_OK)
			return st;
		if (c->entity->currency >= 0)
			patch.v[c->entity->currency] =
			    now.v[c->entity->currency];
		if ((owner = crm_currency_owner(c->store, c->entity)) >= 0)
			patch.v[owner] = now.v[owner];
	}
	st = crm_fill_fields(c, &patch, err);
	return st != CRM_OK ? st : crm_update(c->store, &patch, done, err);
}

enum crm_status
each_delete(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t seen = crm_seen_version(c, id);
	enum crm_status st = CRM_OK;

	*done = CRM_ACT_DELETED;
	if (seen != 0)
		st = crm_unmoved(c->store, c->entity, id, seen, err);
	return st != CRM_OK ? st : crm_hide(c->store, c->entity, id, err);
}

enum crm_status
each_restore(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	*done = CRM_ACT_RESTORED;
	return crm_unhide(c->store, c->entity, id, err);
}

/* ---- add ---- */

static enum crm_status
add_all(struct crm_cmd *c, struct crm_err *err)
{
	struct like_list *like;
	enum crm_status st;
	size_t i;

	st = like_open(c, &like, err);
	c->state = like;
	for (i = 0; i < c->n_new && st == CRM_OK; i++) {
		struct crm_record *r = &c->new_record[i];

		if ((st = like_before(c, like, r, err)) != CRM_OK ||
		    (st = crm_insert(c->store, r, err)) != CRM_OK)
			break;
		like_after(c, like, r->id);
		c->count[CRM_ACT_INSERTED]++;
		crm_id_list_add(&c->changed, c->arena, c->new_record[i].id);
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

static struct crm_record *
new_record(struct crm_cmd *c)
{
	struct crm_record *r;

	c->new_record = crm_grow(c->arena, c->new_record, c->n_new, &c->cap_new,
	    sizeof *c->new_record);
	r = &c->new_record[c->n_new++];
	crm_record_init(r, c->entity, c->arena);
	return r;
}

/* Whether the kind has a reference that is called as the kind that it is to: that is
 * meant by its key then, and not the partner, who is a customer too. */
static bool
has_namesake(const struct crm_entity *e, const struct crm_entity *ref)
{
	int i = crm_field_index(e, crm_text_of(ref->def->name));

	return i >= 0 && e->field[i]->type == CRM_T_REF &&
	    strcmp(e->field[i]->ref, ref->def->name) == 0;
}

/* Whether a stream's column feeds a reference of the new record: customer_id
 * feeds `customer`, else every reference to a customer; `about` takes the first
 * key. */
static enum crm_status
fill_reference(struct crm_cmd *c, struct crm_record *r, size_t i,
    struct crm_reader *in, const struct crm_row *row, struct crm_err *err)
{
	const struct crm_field *f = r->entity->field[i];
	const struct crm_entity *ref = f->type == CRM_T_REF
	    ? crm_dict_find(c->dict, f->ref)
	    : NULL;
	size_t col;

	if (r->given[i] || !may_give(c->verb, r->entity, (int)i) ||
	    (ref == NULL && f->type != CRM_T_ANY))
		return CRM_OK;
	for (col = 0; col < row->n && col < crm_reader_columns(in); col++) {
		struct crm_text name = crm_reader_column(in, col);
		struct crm_text text = crm_text_trim(row->cell[col].text);
		struct crm_text code;
		int64_t number;

		if (text.n == 0 || !crm_id_split(text, &code, &number))
			continue;
		/* A list of bare ids has the new kind's own key for a name; each says
		 * itself of which kind it is. */
		if (ref != NULL && crm_text_is(code, ref->def->code) &&
		    crm_text_is(name, r->entity->field[r->entity->id]->name))
			name = crm_text_of(ref->def->name);
		/* Of records of several kinds, as of what is to be done next. */
		else if (ref == NULL && crm_text_is(name, "record"))
			;
		else if (name.n < 4 ||
		    memcmp(name.p + name.n - 3, "_id", 3) != 0)
			continue;
		else
			name.n -= 3;
		if (ref != NULL && !crm_text_is(name, f->name) &&
		    !crm_text_is(code, ref->def->code))
			continue;
		if (ref != NULL && !crm_text_is(name, f->name) &&
		    (!crm_text_is(name, ref->def->name) ||
			has_namesake(r->entity, ref)))
			continue;
		/* It is an id, whoever bears that for a name. */
		return crm_assign_field(c, r, f->name,
		    crm_text_of(
			crm_sprintf(c->arena, "id:%.*s", (int)text.n, text.p)),
		    err);
	}
	return CRM_OK;
}

/* *linked: a reference was filled from the row; else it stays. */
static enum crm_status
add_row(struct crm_cmd *c, struct crm_reader *in, const struct crm_row *row,
    bool *linked, struct crm_err *err)
{
	struct crm_record *r = new_record(c);
	enum crm_status st;
	size_t i;

	st = crm_fill_fields(c, r, err);
	for (i = 0; i < r->entity->n && st == CRM_OK; i++) {
		bool given = r->given[i];

		st = fill_reference(c, r, i, in, row, err);
		*linked = *linked || (r->given[i] && !given);
	}
	return st == CRM_OK ? crm_fill_added(c, r, err) : st;
}

/* The kind whose records a stream holds: that of its first key. */
static const struct crm_entity *
kind_of_stream(const struct crm_cmd *c, const struct crm_reader *in)
{
	size_t i, k;

	for (i = 0; i < crm_reader_columns(in); i++)
		for (k = 0; k < c->dict->n; k++) {
			const struct crm_entity *e = c->dict->entity[k];

			if (crm_text_is(crm_reader_column(in, i),
				e->field[e->id]->name))
				return e;
		}
	return NULL;
}

/* What a row says of the new record itself is left out, and told: a stream gives
 * references.  A column that belongs to the records of the stream says nothing of
 * the new one, whatever it is called. */
static void
tell_left_out(const struct crm_cmd *c, const struct crm_reader *in)
{
	const struct crm_entity *of = kind_of_stream(c, in);
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < crm_reader_columns(in); i++) {
		struct crm_text name = crm_reader_column(in, i);
		int f = crm_field_index(c->entity, name);

		if (f < 0 ||
		    (c->entity->field[f]->flags & CRM_F_READONLY) != 0 ||
		    (of != NULL && crm_field_index(of, name) >= 0))
			continue;
		crm_buf_printf(
		    &b, "%s%.*s", b.len > 0 ? ", " : "", (int)name.n, name.p);
	}
	if (b.len > 0)
		crm_note(c,
		    "left out: %s; what rows say of it is taken by: %s "
		    "import -",
		    b.data, crm_entity_command(c->entity, c->arena));
	crm_buf_free(&b);
}

/* Of rows that link to nothing each would be a record of nothing. */
static enum crm_status
no_links(const struct crm_cmd *c, struct crm_err *err)
{
	return crm_fail(err, CRM_USAGE,
	    "no column of the stream has ids that a new %s refers to; the rows of "
	    "a file are taken by: %s import -",
	    crm_entity_word(c->entity),
	    crm_entity_command(c->entity, c->arena));
}

static enum crm_status
add_stream(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct crm_row *row;
	bool linked = false;
	enum crm_status st;
	char place[300];

	if ((st = open_stream(c, &in, err)) != CRM_OK)
		return st;
	while ((st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL)
		if ((st = crm_row_check(in, row, err)) != CRM_OK ||
		    (st = add_row(c, in, row, &linked, err)) != CRM_OK) {
			snprintf(place, sizeof place, "%s:%lld",
			    crm_reader_name(in), (long long)row->line);
			crm_print_err(c, place, err);
			err->status = CRM_OK;
			break;
		}
	if (err->status != CRM_OK)
		name_input(crm_reader_name(in), st, err);
	else if (st == CRM_OK && c->n_new > 0 && !linked)
		st = no_links(c, err);
	else if (st == CRM_OK)
		tell_left_out(c, in);
	crm_reader_close(in);
	return st;
}

static enum crm_status
verb_add(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;

	if (c->n_operands > 1 ||
	    (c->n_operands == 1 && strcmp(c->operand[0], "-") != 0))
		return crm_fail(err, CRM_USAGE,
		    "add takes field=value, not "
		    "'%s'",
		    c->operand[0]);
	if (c->n_operands == 1)
		st = add_stream(c, err);
	else if (c->n_assign == 0)
		return crm_fail(err, CRM_USAGE,
		    "add needs field=value; the "
		    "fields are shown by: %s fields",
		    crm_entity_command(c->entity, c->arena));
	else {
		struct crm_record *r = new_record(c);

		st = crm_fill_fields(c, r, err);
		if (st == CRM_OK)
			st = crm_fill_added(c, r, err);
	}
	if (st == CRM_OK)
		st = crm_cmd_write(c, add_all, err);
	if (st == CRM_OK)
		like_tell(c, c->state);
	return st;
}
