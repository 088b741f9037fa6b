/* A cell, or two, of a reference. */
#include "import.h"

#include <string.h>

enum { SHOWN_NAME = 60 };

/* From here on a text stands for another, as if --value had said so. */
static void
stands_for(
    struct import *im, struct feed *f, struct crm_text from, struct crm_text to)
{
	struct value_map *v = crm_alloc(&im->arena, sizeof *v);

	v->from = (struct crm_text){ crm_strndup(&im->arena, from.p, from.n),
		from.n };
	v->to = to;
	v->next = f->values;
	f->values = v;
}

const char *
import_our_word(
    const struct crm_choice *list, struct crm_text word, bool chinese)
{
	const struct crm_choice *c = crm_choice_find(list, word);

	return c == NULL ? NULL : chinese ? c->zh : c->code;
}

struct crm_text
our_pipeline(struct crm_text named)
{
	return crm_header_is(named,
		   "pipeline|sales pipeline|default pipeline|deal pipeline|"
		   "standard|main pipeline|默认|默认流程|默认销售流程|销售流程|"
		   "标准流程|标准销售流程")
	    ? CRM_TEXT("default")
	    : named;
}

/* "Closed Won (Sales Pipeline)", as HubSpot has it: the word, where the pipeline
 * behind it is the one that is named, or with none the one that a new book has. */
static struct crm_text
without_pipeline(struct crm_text word, struct crm_text named)
{
	struct crm_text in;
	size_t i;

	if (word.n == 0 || word.p[word.n - 1] != ')')
		return word;
	for (i = word.n - 1; i > 1 && word.p[i] != '('; i--)
		continue;
	in = (struct crm_text){ word.p + i + 1, word.n - i - 2 };
	if (word.p[i] != '(' || word.p[i - 1] != ' ' ||
	    (named.n > 0 ? !crm_text_eq(in, named)
			 : our_pipeline(in).p == in.p))
		return word;
	return (struct crm_text){ word.p, i - 1 };
}

/* The word of other systems in a text, alone or behind a pipeline, and the text
 * with ours in its place. */
static bool
another_word(struct import *im, const struct feed *f, const struct lookup *l,
    bool chinese, struct crm_text *word, struct crm_text *ours)
{
	const struct crm_choice *list = l->e->def->words;
	const char *known;
	struct crm_text text = l->ref.text, named = { NULL, 0 }, line, bare;
	const char *slash = f->part_column < 0 ? NULL
					       : memchr(text.p, '/', text.n);

	if (list == NULL)
		return false;
	*word = text;
	bare = without_pipeline(text, named);
	if ((known = import_our_word(list, bare, chinese)) != NULL) {
		*ours = crm_text_of(known);
		return true;
	}
	if (slash == NULL)
		return false;
	word->p = slash + 1;
	word->n = text.n - (size_t)(slash + 1 - text.p);
	named = (struct crm_text){ text.p, (size_t)(slash - text.p) };
	line = our_pipeline(named);
	bare = without_pipeline(*word, named);
	known = import_our_word(list, bare, chinese);
	if (known == NULL && line.p == named.p && bare.n == word->n)
		return false;
	*ours = crm_text_of(crm_sprintf(&im->row, "%.*s/%.*s", (int)line.n,
	    line.p, (int)(known == NULL ? bare.n : strlen(known)),
	    known == NULL ? bare.p : known));
	return true;
}

/* Whether people wrote it, and no other system's id. */
static bool
is_word(const struct lookup *l)
{
	return l->ref.how == CRM_REFER_NAME || l->ref.how == CRM_REFER_KEY;
}

/* What the cell has, without the part of the key that stands in another: --value
 * is asked with that. */
static struct crm_text
cell_of(const struct feed *f, struct crm_text t)
{
	const char *slash = f->part_column < 0 ? NULL : memchr(t.p, '/', t.n);

	return slash == NULL
	    ? t
	    : (struct crm_text){ slash + 1, t.n - (size_t)(slash + 1 - t.p) };
}

/* What a cell refers to: by its name, or by that which other systems give to
 * what a new book has under its own. */
static enum crm_status
refer(struct import *im, struct feed *f, const struct lookup *l,
    struct crm_value *out, bool *later, struct crm_err *err)
{
	enum crm_status st = import_reference(im, l, out, later, err);
	struct lookup other = *l;
	struct crm_text word;
	struct crm_err none;
	int chinese;

	if (is_word(l))
		beside_keep(im, f, l->ref.text);
	if (st == CRM_INVALID && is_word(l) &&
	    beside_first(im, f, l->ref.text, out))
		return CRM_OK;
	if (st != CRM_INVALID || f->ref == NULL || l->ref.how == CRM_REFER_ID ||
	    l->ref.how == CRM_REFER_NO_ID)
		return st;
	for (chinese = 0; chinese < 2 && is_word(l); chinese++) {
		if (!another_word(im, f, l, chinese, &word, &other.ref.text))
			continue;
		st = import_reference(im, &other, out, later, &none);
		if (st != CRM_OK && !beside_first(im, f, other.ref.text, out))
			continue;
		if (crm_text_eq(word, l->ref.text))
			stands_for(im, f, word, other.ref.text);
		return CRM_OK;
	}
	mistakes_unknown(im, f, cell_of(f, l->ref.text), err);
	return st;
}

static enum crm_status
not_its_name(const struct import *im, const struct feed *f,
    struct crm_text name, struct crm_text typed, struct crm_err *err)
{
	const char *field = im->e->field[f->field]->name;
	struct crm_text ids = crm_reader_column(im->r, (size_t)f->id_column);
	struct crm_text names;

	if (name.n > SHOWN_NAME)
		name.n = SHOWN_NAME;
	if (f->n == 0)
		return crm_fail_field(err, CRM_INVALID, field,
		    "'%.*s' is not the name of %.*s; clear one of %s and %s_id",
		    (int)name.n, name.p, (int)typed.n, typed.p, field, field);
	names = crm_reader_column(im->r, (size_t)f->column[0]);
	return crm_fail_field(err, CRM_INVALID, field,
	    "'%.*s' is not the name of %.*s; clear one of the two, or --map "
	    "'%.*s=' goes by the column '%.*s' alone, --map '%.*s=' by '%.*s'",
	    (int)name.n, name.p, (int)typed.n, typed.p, (int)names.n, names.p,
	    (int)ids.n, ids.p, (int)ids.n, ids.p, (int)names.n, names.p);
}

/* The field that the texts of a reference are of, where that is told. */
static const struct crm_field *
text_field(const struct crm_entity *e, const char *by)
{
	int field = by != NULL ? crm_field_index(e, crm_text_of(by))
	    : e->key[1] >= 0   ? e->key[1]
			       : e->key[0];

	return field < 0 ? NULL : e->field[field];
}

/* Whether records go by a code there, which a spreadsheet takes for a number. */
static bool
go_by_code(const struct crm_entity *e, const char *by)
{
	const struct crm_field *fd = e == NULL ? NULL : text_field(e, by);

	return e == NULL ||
	    (fd != NULL && (fd->flags & (CRM_F_CODE | CRM_F_EXT)) != 0);
}

static bool
is_digits(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return i == t.n;
}

struct crm_text
import_bare_ref(struct import *im, struct feed *f, const struct crm_entity *e,
    const struct crm_reference *r)
{
	struct crm_text t = import_bare(im, f, r->text, false), bare;
	struct crm_reference whole = *r;
	enum crm_status st;
	struct crm_err none;
	int64_t id;

	if (t.n == 0 || t.p[t.n - 1] != '0' ||
	    (bare = crm_undress(t, true)).n == t.n || !is_digits(bare) ||
	    !go_by_code(e, r->by))
		return t;
	whole.text = t;
	st = e != NULL ? crm_refer(im->s, e, &whole, &id, &none)
		       : crm_refer_any(im->s, im->e->field[f->field]->ref,
			     &whole, &e, &id, &none);
	if (st == CRM_OK)
		return t;
	f->met.undressed++;
	return bare;
}

enum crm_status
import_convert_ref(struct import *im, struct feed *f, struct crm_text name,
    struct crm_text typed, struct crm_err *err)
{
	const struct crm_reference named = { .text = name, .by = f->by };
	struct lookup look;
	struct crm_value v;
	enum crm_status st;
	bool later, agrees;

	name = import_bare_ref(im, f, f->ref, &named);
	typed = import_bare(im, f, typed, true);
	look = import_lookup(im, f, name, typed);
	st = f->beside ? about_whose(im, f, &look.ref, err) : CRM_OK;
	if (st == CRM_OK)
		st = refer(im, f, &look, &v, &later, err);
	if (st != CRM_OK)
		return st;
	if (later) {
		self_defer(im, &look);
		im->defers = true;
		return CRM_OK;
	}
	if (typed.n > 0 && name.n > 0) {
		st = crm_is_name(im->s, f->ref, v.i, name, &agrees, err);
		if (st != CRM_OK)
			return st;
		if (!agrees)
			return not_its_name(im, f, name, typed, err);
	}
	crm_record_set(&im->rec, f->field, v);
	return CRM_OK;
}
