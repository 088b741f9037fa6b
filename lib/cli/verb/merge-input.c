/* What a merge is about: ids in groups, from operands or a stream. */
#include "merge.h"

#include <crm/cli/verbs.h>

#include <stdlib.h>
#include <string.h>

static void
add_named(struct merging *x, int64_t id, struct crm_text cluster)
{
	x->named = crm_grow(
	    x->c->arena, x->named, x->n, &x->cap, sizeof *x->named);
	x->named[x->n] = (struct named){ id, cluster, x->n, x->n };
	x->n++;
}

/* The record that a text names.  A typed id is kept although it was merged, so
 * that it can be told. */
static enum crm_status
take_name(struct merging *x, struct crm_text t, struct crm_text cluster,
    struct crm_err *err)
{
	const struct crm_entity *e = x->c->entity;
	struct crm_text code;
	enum crm_status st;
	int64_t id, number;

	st = crm_resolve(x->c->store, e, t, false, &id, err);
	if (st != CRM_OK)
		return st;
	if (crm_id_split(t, &code, &number) && crm_text_is(code, e->def->code))
		id = number;
	add_named(x, id, cluster);
	return CRM_OK;
}

/* ---- a stream ---- */

static struct crm_text
cell(const struct crm_reader *r, const struct crm_row *row, const char *name)
{
	size_t i;

	for (i = 0; i < row->n && i < crm_reader_columns(r); i++)
		if (crm_text_is(crm_reader_column(r, i), name))
			return crm_text_trim(row->cell[i].text);
	return (struct crm_text){ NULL, 0 };
}

static bool
has_column(const struct crm_reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++)
		if (crm_text_is(crm_reader_column(r, i), name))
			return true;
	return false;
}

/* Both records of a pair that dupes found.  Those to review are for somebody
 * who looks at them, and writes "sure" or names their ids. */
static enum crm_status
take_pair(struct merging *x, const struct crm_reader *r,
    const struct crm_row *row, struct crm_text id, struct crm_text cluster,
    struct crm_err *err)
{
	struct crm_text other = cell(r, row, "other"), code;
	const struct crm_entity *kind;
	enum crm_status st;
	int64_t number;

	x->paired = true;
	if (crm_text_is(cell(r, row, "class"), "review")) {
		x->review++;
		return CRM_OK;
	}
	if (crm_id_split(other, &code, &number) &&
	    (kind = crm_dict_code(x->c->dict, code)) != NULL &&
	    kind != x->c->entity) {
		x->other_kind++;
		return CRM_OK;
	}
	if ((st = take_name(x, id, cluster, err)) != CRM_OK || other.n == 0 ||
	    (st = take_name(x, other, cluster, err)) != CRM_OK)
		return st;
	x->named[x->n - 1].up = x->n - 2;
	return CRM_OK;
}

static enum crm_status
take_row(struct merging *x, const struct crm_reader *r,
    const struct crm_row *row, const char *key, struct crm_err *err)
{
	struct crm_text cluster = cell(r, row, "cluster");
	struct crm_text id = cell(r, row, key);

	if (!has_column(r, key))
		return crm_fail(err, CRM_USAGE,
		    "%s has no column %s; --ref "
		    "names another",
		    crm_reader_name(r), key);
	if (id.n == 0 || (cluster.n == 0 && has_column(r, "cluster"))) {
		x->c->skipped++;
		return CRM_OK;
	}
	/* It outlives the row. */
	cluster.p = crm_strndup(
	    x->c->arena, cluster.n == 0 ? "" : cluster.p, cluster.n);
	if (has_column(r, "other"))
		return take_pair(x, r, row, id, cluster, err);
	return take_name(x, id, cluster, err);
}

static void
tell_left_out(const struct merging *x)
{
	if (crm_has(x->c, CRM_OPT_QUIET))
		return;
	if (x->review > 0)
		crm_note(x->c, "left out %zu pair%s to review", x->review,
		    x->review == 1 ? "" : "s");
	if (x->other_kind > 0)
		crm_note(x->c,
		    "left out %zu pair%s with a record of another "
		    "kind",
		    x->other_kind, x->other_kind == 1 ? "" : "s");
}

static enum crm_status
read_stream(struct merging *x, struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	const char *key = c->opt[CRM_OPT_REF];
	struct crm_reader *r = NULL;
	struct crm_row *row;
	enum crm_status st;

	if (key == NULL)
		key = c->entity->field[c->entity->id]->name;
	c->from_stdin = true;
	if ((st = open_stream(c, &r, err)) != CRM_OK)
		return st;
	while ((st = crm_reader_next(r, &row, err)) == CRM_OK && row != NULL)
		if ((st = crm_row_check(r, row, err)) != CRM_OK ||
		    (st = take_row(x, r, row, key, err)) != CRM_OK)
			break;
	name_input(crm_reader_name(r), st, err);
	if (st == CRM_OK && c->skipped > 0)
		crm_note(c, "skipped %zu rows without %s", c->skipped,
		    has_column(r, "cluster") ? crm_tr("an id or a cluster")
					     : key);
	if (st == CRM_OK)
		tell_left_out(x);
	crm_reader_close(r);
	return st;
}

/* ---- groups ---- */

/* Union-find over the places of the input; the first place stays above. */
static size_t
root(struct named *named, size_t i)
{
	while (named[i].up != i) {
		named[i].up = named[named[i].up].up;
		i = named[i].up;
	}
	return i;
}

static void
join(struct named *named, size_t a, size_t b)
{
	a = root(named, a);
	b = root(named, b);
	if (a < b)
		named[b].up = a;
	else
		named[a].up = b;
}

static int
by_id(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static int
by_cluster(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int d = crm_text_cmp(x->cluster, y->cluster);

	return d != 0 ? d : (x->at > y->at) - (x->at < y->at);
}

/* `up` is the group by now. */
static int
by_group(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->up != y->up)
		return x->up < y->up ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Pairs hold together where they share a record; ids of one cluster do. */
static void
join_all(struct merging *x)
{
	struct named *sorted = crm_alloc_n(
	    x->c->arena, x->n + 1, sizeof *sorted);
	size_t i;

	if (x->n == 0)
		return;
	memcpy(sorted, x->named, x->n * sizeof *sorted);
	qsort(sorted, x->n, sizeof *sorted, x->paired ? by_id : by_cluster);
	for (i = 1; i < x->n; i++)
		if (x->paired
			? sorted[i].id == sorted[i - 1].id
			: crm_text_eq(sorted[i].cluster, sorted[i - 1].cluster))
			join(x->named, sorted[i - 1].at, sorted[i].at);
	for (i = 0; i < x->n; i++)
		x->named[i].up = root(x->named, i);
	qsort(x->named, x->n, sizeof *x->named, by_group);
}

/* A record that is alone in its cluster has nothing to be merged with. */
static void
leave_alone(struct merging *x)
{
	size_t i, kept = 0;

	for (i = 0; i < x->n_clusters; i++)
		if (x->cluster[i].n > 1 ||
		    x->named[x->cluster[i].first].cluster.n == 0)
			x->cluster[kept++] = x->cluster[i];
	if (kept < x->n_clusters && !crm_has(x->c, CRM_OPT_QUIET))
		crm_note(x->c, "left out %zu record%s alone in a cluster",
		    x->n_clusters - kept, x->n_clusters - kept == 1 ? "" : "s");
	x->n_clusters = kept;
}

/* In the order in which they began. */
static void
make_clusters(struct merging *x)
{
	size_t i;

	join_all(x);
	x->cluster = crm_alloc_n(x->c->arena, x->n + 1, sizeof *x->cluster);
	for (i = 0; i < x->n; i++) {
		if (i == 0 || x->named[i].up != x->named[i - 1].up)
			x->cluster[x->n_clusters++] = (struct cluster){ i, 0 };
		x->cluster[x->n_clusters - 1].n++;
	}
	leave_alone(x);
}

/* ---- operands ---- */

const struct crm_word crm_merge_words[] = {
	{ .name = "into",
	    .type = CRM_T_REF,
	    .help = "the record that stays; else the rules choose" },
	{ .name = NULL },
};

enum crm_status
merge_input(struct merging *x, struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	const struct crm_arg *into = crm_arg(c, "into");
	struct crm_text none = CRM_TEXT("");
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = strcmp(c->operand[i], "-") == 0
		    ? read_stream(x, err)
		    : take_name(x, crm_text_of(c->operand[i]), none, err);
	if (st != CRM_OK)
		return st;
	make_clusters(x);
	if (into->given && x->n_clusters > 1)
		return crm_fail(err, CRM_USAGE,
		    "into=%.*s: one record cannot "
		    "survive %zu clusters",
		    (int)into->text.n, into->text.p, x->n_clusters);
	x->into = crm_arg_int(c, "into");
	return CRM_OK;
}
