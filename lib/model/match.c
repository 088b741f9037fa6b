/* What a header means: names, labels and aliases, squeezed. */
#include "internal.h"

#include <string.h>

/* A name outranks a label, a label an alias: a user's field may bear what is
 * an alias of another. */
enum rank { BY_NAME, BY_LABEL, BY_ALIAS, RANKS };

static bool
bears(const struct crm_field *f, enum rank rank, struct crm_text s)
{
	switch (rank) {
	case BY_NAME:
		return word_means(s, f->name);
	case BY_LABEL:
		return word_means(s, f->en) || word_means(s, f->zh);
	default:
		return list_means(s, f->aliases);
	}
}

static int
find_rank(
    const struct crm_entity *e, enum rank rank, struct crm_text s, bool *is_id)
{
	struct crm_text stem = s;

	*is_id = false;
	for (size_t i = 0; i < e->n; i++)
		if (bears(e->field[i], rank, s))
			return (int)i;
	*is_id = true;
	if (stem.n > 1 && stem.p[stem.n - 1] == 's')
		stem.n--; /* "Associated Company IDs" */
	if (stem.n <= 2 || memcmp(stem.p + stem.n - 2, "id", 2) != 0)
		return -1;
	stem.n -= 2;
	for (size_t i = 0; i < e->n; i++)
		if (e->field[i]->type == CRM_T_REF &&
		    bears(e->field[i], rank, stem))
			return (int)i;
	/* "Member ID" is rather the record's own. */
	for (size_t i = 0; i < e->n && rank == BY_ALIAS; i++)
		if (e->field[i]->type == CRM_T_ANY &&
		    (bears(e->field[i], BY_NAME, stem) ||
			bears(e->field[i], BY_ALIAS, stem)))
			return (int)i;
	return -1;
}

static int
match_squeezed(const struct crm_entity *e, struct crm_text s, bool *is_id)
{
	int found = -1;

	for (int rank = 0; rank < RANKS && found < 0 && s.n > 0; rank++)
		found = find_rank(e, rank, s, is_id);
	return found;
}

/* "Tax %" is the rate, where "Tax" is an amount. */
static int
match_percent(const struct crm_entity *e, struct crm_text s)
{
	for (int rank = 0; rank < RANKS && s.n > 0; rank++)
		for (size_t i = 0; i < e->n; i++)
			if (e->field[i]->type == CRM_T_PERCENT &&
			    bears(e->field[i], (enum rank)rank, s))
				return (int)i;
	return -1;
}

/* ---- what forms and people put around a header ---- */

static bool
begins_with(struct crm_text t, const char *begin)
{
	size_t n = strlen(begin);

	return t.n > n && memcmp(t.p, begin, n) == 0;
}

static bool
ends_with(struct crm_text t, const char *end)
{
	size_t n = strlen(end);

	return t.n > n && memcmp(t.p + t.n - n, end, n) == 0;
}

/* Whether what stands in brackets says that a value has to be there. */
static bool
is_mark(struct crm_text t)
{
	return crm_header_is(
	    t, "required|mandatory|optional|必填|必填项|必须|选填|可选|非必填");
}

/* Takes a mark in these brackets off the end of a header, or off its beginning. */
static bool
take_mark(struct crm_text *t, const char *open, const char *close)
{
	size_t no = strlen(open), nc = strlen(close), at, end;

	if (ends_with(*t, close)) {
		end = t->n - nc;
		for (at = end; at-- > 0;)
			if (at + no <= end && memcmp(t->p + at, open, no) == 0)
				break;
		if (at < end &&
		    is_mark(
			(struct crm_text){ t->p + at + no, end - at - no })) {
			t->n = at;
			return true;
		}
	}
	if (begins_with(*t, open)) {
		for (end = no; end + nc < t->n; end++)
			if (memcmp(t->p + end, close, nc) == 0)
				break;
		if (end + nc < t->n &&
		    is_mark((struct crm_text){ t->p + no, end - no })) {
			t->p += end + nc;
			t->n -= end + nc;
			return true;
		}
	}
	return false;
}

struct crm_text
crm_header_bare(struct crm_text t)
{
	static const char *const brackets[][2] = { { "(", ")" }, { "[", "]" },
		{ "（", "）" }, { "【", "】" } };
	static const char *const bare[] = { "非必填", "必填项", "必填",
		"选填" };
	size_t i, n;

	for (i = 0; i < sizeof brackets / sizeof brackets[0]; i++)
		if (take_mark(&t, brackets[i][0], brackets[i][1]))
			return crm_text_trim(t);
	for (i = 0; i < sizeof bare / sizeof bare[0]; i++) {
		n = strlen(bare[i]);
		if (ends_with(t, bare[i]))
			return (struct crm_text){ t.p, t.n - n };
		if (begins_with(t, bare[i]))
			return crm_text_trim(
			    (struct crm_text){ t.p + n, t.n - n });
	}
	return t;
}

/* Takes pictures out of a squeezed header: what is beyond the plane of letters, and
 * the signs of U+2190 to U+2BFF. */
static void
drop_pictures(struct crm_buf *b)
{
	const char *p = b->data, *end = b->data + b->len, *from;
	char *to = b->data;

	while ((from = p) < end) {
		unsigned c = crm_utf8_next(&p, end);

		if ((c >= 0x2190 && c <= 0x2BFF) || c >= 0x1F000)
			continue;
		memmove(to, from, (size_t)(p - from));
		to += p - from;
	}
	b->len = (size_t)(to - b->data);
}

/* Takes off a squeezed header how long the ids below it are, as others say it:
 * "Account ID 18", "Account ID (18)". */
static bool
take_length(struct crm_buf *b)
{
	static const char *const lengths[] = { "id18", "id15" };
	size_t i, n;

	for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		n = strlen(lengths[i]);
		if (b->len < n ||
		    memcmp(b->data + b->len - n, lengths[i], n) != 0)
			continue;
		b->len -= n - strlen("id");
		return true;
	}
	return false;
}

int
crm_field_match(const struct crm_entity *e, struct crm_text header, bool *is_id)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool ignored;
	int found = -1;

	if (is_id == NULL)
		is_id = &ignored;
	*is_id = false;
	header = crm_header_own(e, header);
	crm_squeeze(&b, header);
	if (header.n > 0 && memchr(header.p, '%', header.n) != NULL)
		found = match_percent(e, (struct crm_text){ b.data, b.len });
	if (found < 0)
		found = match_squeezed(
		    e, (struct crm_text){ b.data, b.len }, is_id);
	if (found < 0 && header.n > 0) {
		crm_buf_clear(&b);
		crm_squeeze(&b, crm_header_bare(crm_text_trim(header)));
		drop_pictures(&b);
		found = match_squeezed(
		    e, (struct crm_text){ b.data, b.len }, is_id);
	}
	if (found < 0 && take_length(&b))
		found = match_squeezed(
		    e, (struct crm_text){ b.data, b.len }, is_id);
	if (found < 0)
		*is_id = false;
	crm_buf_free(&b);
	return found;
}

/* ---- what a word of a command means ---- */

static bool
is_ascii(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] >= 0x80)
			return false;
	return true;
}

/* Another field that bears what `found` does, by the same rank; -1: none. */
static int
find_twin(const struct crm_entity *e, enum rank rank, struct crm_text s,
    bool is_id, int found)
{
	if (is_id)
		s.n -= strlen("id");
	for (size_t i = (size_t)found + 1; i < e->n; i++)
		if ((!is_id || e->field[i]->type == CRM_T_REF) &&
		    bears(e->field[i], rank, s))
			return (int)i;
	return -1;
}

/* By label and alias; *twin is -1 where it is the only one. */
static int
find_borne(
    const struct crm_entity *e, struct crm_text name, bool *is_id, int *twin)
{
	struct crm_buf b = CRM_BUF_INIT;
	int found = -1;

	crm_squeeze(&b, name);
	for (int rank = 0; rank < RANKS && found < 0 && b.len > 0; rank++) {
		struct crm_text s = { b.data, b.len };

		found = find_rank(e, (enum rank)rank, s, is_id);
		if (found >= 0)
			*twin = find_twin(e, (enum rank)rank, s, *is_id, found);
	}
	crm_buf_free(&b);
	return found;
}

static enum crm_status
no_field(const struct crm_entity *e, struct crm_text name, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *near = crm_field_nearest(e, name, &a);
	char quoted[CRM_QUOTE_SIZE];

	crm_quote(quoted, name);
	if (near[0] != '\0')
		crm_fail(err, CRM_USAGE, "no field '%s' in %s; nearest: %s",
		    quoted, crm_entity_word(e), near);
	else
		crm_fail(err, CRM_USAGE, "no field '%s' in %s", quoted,
		    crm_entity_word(e));
	crm_arena_free(&a);
	return CRM_USAGE;
}

enum crm_status
crm_field_named(const struct crm_entity *e, struct crm_text name, int *field,
    bool *is_id, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	bool as_id = false;
	int twin = -1;

	*field = crm_field_index(e, name);
	if (*field >= 0)
		as_id = !crm_text_is(name, e->field[*field]->name);
	else if (!is_ascii(name))
		*field = find_borne(e, name, &as_id, &twin);
	if (is_id != NULL)
		*is_id = as_id;
	if (*field < 0)
		return no_field(e, name, err);
	if (twin < 0)
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "'%s' means %s and %s of a %s; write which",
	    crm_quote(quoted, name), e->field[*field]->name,
	    e->field[twin]->name, crm_entity_word(e));
}

enum crm_name_part
crm_name_part(struct crm_text header)
{
	static const char *const words[] = {
		[CRM_NAME_GIVEN] = "first name|given name|forename|prénom|"
				   "vorname|名",
		[CRM_NAME_MIDDLE] = "middle name|middle initial",
		[CRM_NAME_FAMILY] = "last name|family name|surname|"
				    "nom de famille|nachname|姓|姓氏",
	};
	int i = 0;

	while (i < CRM_NAME_WHOLE && !crm_header_is(header, words[i]))
		i++;
	return (enum crm_name_part)i;
}

/* ---- kinds ---- */

static bool
kind_bears(const struct crm_entity_def *def, struct crm_text s)
{
	return word_means(s, def->name) || word_means(s, def->en) ||
	    word_means(s, def->zh) || list_means(s, def->aliases);
}

const struct crm_entity *
crm_dict_kind(const struct crm_dict *d, struct crm_text word)
{
	const struct crm_entity *found = NULL;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text s, singular;

	crm_squeeze(&b, word);
	s = singular = (struct crm_text){ b.data, b.len };
	if (s.n > 1 && s.p[s.n - 1] == 's')
		singular.n--;
	for (size_t i = 0; i < d->n && found == NULL && s.n > 0; i++)
		if (kind_bears(d->entity[i]->def, s) ||
		    kind_bears(d->entity[i]->def, singular))
			found = d->entity[i];
	crm_buf_free(&b);
	return found;
}
