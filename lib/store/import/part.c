/*
 * The identity of a line that has neither id nor key: the document and the number
 * of the line in it, else the document, the product, and the how manieth it is of
 * that product there.  So a corrected file meets the lines that it corrects; one that
 * has numbers, where it had none, fits to the lines without a number by their places.
 */
#include "import.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 1 << 10 };

/* So many rows of one document and product. */
struct part_slot {
	int64_t owner, item; /* owner 0: free */
	int64_t n;
};

static size_t
slot_of(const struct parts *p, int64_t owner, int64_t item)
{
	const int64_t both[] = { owner, item };
	size_t i = (size_t)key_hash(0, (const char *)both, sizeof both);

	for (i &= p->cap - 1; p->slot[i].owner != 0; i = (i + 1) & (p->cap - 1))
		if (p->slot[i].owner == owner && p->slot[i].item == item)
			break;
	return i;
}

static void
grow(struct parts *p)
{
	struct parts old = *p;
	size_t i;

	p->cap = old.cap == 0 ? FIRST_SLOTS : old.cap * 2;
	p->slot = calloc(p->cap, sizeof *p->slot);
	if (p->slot == NULL)
		crm_oom();
	for (i = 0; i < old.cap; i++)
		if (old.slot[i].owner != 0)
			p->slot[slot_of(p, old.slot[i].owner,
			    old.slot[i].item)] = old.slot[i];
	free(old.slot);
}

/* The place of one more among its equals, from 1. */
static int64_t
next_place(struct parts *p, int64_t owner, int64_t item)
{
	struct part_slot *s;

	if (p->n * 2 >= p->cap)
		grow(p);
	s = &p->slot[slot_of(p, owner, item)];
	p->n += s->owner == 0;
	s->owner = owner;
	s->item = item;
	return ++s->n;
}

void
parts_forget(struct import *im)
{
	free(im->parts.slot);
	im->parts.slot = NULL;
	im->parts.n = im->parts.cap = 0;
}

void
parts_start(struct import *im)
{
	const struct crm_entity_def *def = im->e->def;
	struct parts *p = &im->parts;
	size_t i;

	p->owner = p->line = p->item = -1;
	continued_start(im);
	if (def->item == NULL)
		return;
	p->item = crm_field_index(im->e, crm_text_of(def->item));
	p->line = crm_field_index(im->e, crm_text_of(def->line));
	for (i = 0; i < im->e->n; i++)
		if (im->e->field[i]->flags & CRM_F_OWNER)
			p->owner = (int)i;
}

void
parts_fit(struct import *im, struct identity *x)
{
	struct parts *p = &im->parts;
	const struct crm_value *v = im->rec.v;

	x->field[0] = p->owner;
	x->field[1] = p->item;
	x->n = 2;
	x->place = next_place(
	    p, v[p->owner].i, v[p->item].kind == CRM_INT ? v[p->item].i : 0);
}

bool
parts_place(struct import *im, struct identity *x)
{
	struct parts *p = &im->parts;
	const struct crm_value *v = im->rec.v;

	if (p->owner < 0 || v[p->owner].kind != CRM_INT)
		return false;
	x->field[0] = p->owner;
	x->field[1] = p->line;
	x->n = 2;
	x->place = 0;
	if (p->numbered && v[p->line].kind == CRM_INT)
		return true;
	if (p->itemized)
		parts_fit(im, x);
	return p->itemized;
}
