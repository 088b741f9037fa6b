/* The fields whose names are nearest to one that there is not: for messages. */
#include "internal.h"

#include <string.h>

enum {
	NEAREST = 3,       /* names that a message lists */
	CONTAINED_MIN = 4, /* bytes of a word that tells when it is within */
};

struct near {
	const struct crm_field *field;
	bool as_id;
	size_t distance;
};

static bool
within(struct crm_text part, struct crm_text whole)
{
	return part.n >= CONTAINED_MIN &&
	    memmem(whole.p, whole.n, part.p, part.n) != NULL;
}

static size_t
word_distance(struct crm_text s, struct crm_text word, struct crm_buf *tmp)
{
	struct crm_text w;
	size_t d;

	crm_buf_clear(tmp);
	crm_squeeze(tmp, word);
	w = (struct crm_text){ tmp->data, tmp->len };
	d = crm_distance(s, w);
	return d > 1 && (within(s, w) || within(w, s)) ? 1 : d;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
field_distance(
    struct crm_text s, const struct crm_field *f, struct crm_buf *tmp)
{
	const char *list = f->aliases;
	size_t d = word_distance(s, crm_text_of(f->name), tmp);

	d = least(d, word_distance(s, crm_text_of(f->en), tmp));
	d = least(d, word_distance(s, crm_text_of(f->zh), tmp));
	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, "|");

		d = least(
		    d, word_distance(s, (struct crm_text){ list, n }, tmp));
		list += n + (list[n] == '|');
	}
	return d;
}

static size_t
id_distance(struct crm_text s, const struct crm_field *f, struct crm_buf *tmp)
{
	struct crm_buf name = CRM_BUF_INIT;
	size_t d;

	crm_buf_printf(&name, "%s_id", f->name);
	d = word_distance(s, (struct crm_text){ name.data, name.len }, tmp);
	crm_buf_free(&name);
	return d;
}

/* Puts it in its place among the nearest so far, behind its equals. */
static void
keep_near(struct near near[NEAREST], size_t *n, struct near it)
{
	size_t i = *n;

	while (i > 0 && near[i - 1].distance > it.distance)
		i--;
	if (i == NEAREST)
		return;
	if (*n < NEAREST)
		++*n;
	memmove(&near[i + 1], &near[i], (*n - i - 1) * sizeof *near);
	near[i] = it;
}

const char *
crm_field_nearest(
    const struct crm_entity *e, struct crm_text name, struct crm_arena *arena)
{
	struct crm_buf squeezed = CRM_BUF_INIT, tmp = CRM_BUF_INIT;
	struct near near[NEAREST];
	struct crm_text s;
	size_t n = 0, far;
	char *list = crm_strdup(arena, "");

	crm_squeeze(&squeezed, name);
	s = (struct crm_text){ squeezed.data, squeezed.len };
	far = (s.n + 2) / 3; /* a third of it may be wrong */
	for (size_t i = 0; i < e->n; i++) {
		struct near it = { e->field[i], false, 0 };

		it.distance = field_distance(s, it.field, &tmp);
		if (it.distance <= far)
			keep_near(near, &n, it);
		if (it.field->type != CRM_T_REF)
			continue;
		it.as_id = true;
		it.distance = id_distance(s, it.field, &tmp);
		if (it.distance <= far)
			keep_near(near, &n, it);
	}
	for (size_t i = 0; i < n; i++)
		list = crm_sprintf(arena, "%s%s%s%s", list, i > 0 ? ", " : "",
		    near[i].field->name, near[i].as_id ? "_id" : "");
	crm_buf_free(&squeezed);
	crm_buf_free(&tmp);
	return list;
}
