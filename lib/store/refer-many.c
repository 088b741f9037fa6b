/*
 * Several records in one text where one is meant: "C1;C2", as exports have them that
 * join what belongs together.
 */
#include "find.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 40 };

/* What parts ids, and what parts names, which have commas of their own. */
static const char *const id_marks[] = { ";", "|", ",", "\n", "、", "；", "，" };
static const char *const name_marks[] = { ";", "|", "\n", "、", "；" };

struct marks {
	const char *const *mark;
	size_t n;
};

static const struct marks between_ids = { id_marks,
	sizeof id_marks / sizeof *id_marks };
static const struct marks between_names = { name_marks,
	sizeof name_marks / sizeof *name_marks };

/* How long the mark at p is; 0: there is none. */
static size_t
mark_at(const struct marks *m, const char *p, const char *end)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		size_t n = strlen(m->mark[i]);

		if ((size_t)(end - p) >= n && memcmp(p, m->mark[i], n) == 0)
			return n;
	}
	return 0;
}

/* The next part that is not blank; false behind the last. */
static bool
next_part(const struct marks *m, struct crm_text *rest, struct crm_text *part)
{
	const char *p = rest->p, *end = rest->p + rest->n;
	size_t n = 0;

	do {
		const char *from = p;

		while (p < end && (n = mark_at(m, p, end)) == 0)
			p++;
		*part = crm_text_trim(
		    (struct crm_text){ from, (size_t)(p - from) });
		p += p < end ? n : 0;
	} while (part->n == 0 && p < end);
	*rest = (struct crm_text){ p, (size_t)(end - p) };
	return part->n > 0;
}

/* How many parts there are, and how many of these are a record by `is`. */
struct parted {
	size_t n, records;
};

static struct parted
count_parts(const struct marks *m, struct crm_text text,
    bool (*is)(
	struct crm_store *s, const struct crm_entity *e, struct crm_text part),
    struct crm_store *s, const struct crm_entity *e)
{
	struct crm_text part, rest = text;
	struct parted all = { 0, 0 };
	size_t whole = crm_text_trim(text).n;

	while (next_part(m, &rest, &part) && part.n < whole) {
		all.n++;
		all.records += is(s, e, part);
	}
	return all;
}

static bool
is_id(struct crm_store *s, const struct crm_entity *e, struct crm_text part)
{
	const struct crm_entity *kind;
	int64_t id;

	return find_id(s->dict, part, &kind, &id) && (e == NULL || kind == e);
}

static bool
is_record(struct crm_store *s, const struct crm_entity *e, struct crm_text part)
{
	struct crm_reference r = { .text = part };
	struct crm_err none;
	int64_t id;

	return crm_refer(s, e, &r, &id, &none) == CRM_OK;
}

/* All have to read as ids; of names one will do, for the others may
 * be new. */
bool
refer_is_several(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r)
{
	struct parted ids, names;

	if (r->text.n > 0 && r->text.p[0] == '=')
		return false;
	ids = count_parts(&between_ids, r->text, is_id, s, e);
	if (ids.n > 1 && ids.records == ids.n)
		return true;
	if (e == NULL)
		return false;
	names = count_parts(&between_names, r->text, is_record, s, e);
	return names.n > 1 && names.records > 0;
}

enum crm_status
refer_several(const char *kind, struct crm_text text, struct crm_err *err)
{
	struct crm_buf t = CRM_BUF_INIT;
	enum crm_status st;

	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&t, text);
	st = crm_fail(err, CRM_RULE,
	    "'%s' names several %ss, and only one can stand here: keep one, make a row "
	    "of each, or write it with a = in front where it is one name",
	    t.data, kind);
	crm_buf_free(&t);
	return st;
}
