/*
 * Records out of the book: a list of columns over an entity as a stream of
 * typed cells, ready for a writer.
 */
#ifndef CRM_VIEW_H
#define CRM_VIEW_H

#include <crm/store/store.h>
#include <crm/io/writer.h>

struct crm_view_opts {
	const struct crm_columns *columns;
	const struct crm_filter *where; /* or NULL */
	const struct crm_sort *sort; /* or NULL: by id, or by order of `ids` */
	const int64_t *ids;          /* only these, in this order; NULL: all */
	size_t n_ids;
	int64_t limit; /* -1: none */
	bool hidden;   /* deleted records instead of live ones */
	bool by_id;    /* crm_view_seek gives one record at a time;
					 * those of `ids` where that is given, each
					 * in its turn */
	bool chinese;  /* labels */
	bool tones;    /* what cells say beyond their text, for colour */
};

struct crm_view;

enum crm_status crm_view_open(struct crm_store *s, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_arena *arena,
    struct crm_view **out, struct crm_err *err);
const struct crm_column *crm_view_columns(const struct crm_view *v, size_t *n);
/* Cells of a row: the columns, and behind them the currencies and tones that
 * columns point to. */
size_t crm_view_width(const struct crm_view *v);
/* NULL in *cells at the end.  Cells are valid until the next call. */
enum crm_status crm_view_next(
    struct crm_view *v, struct crm_value **cells, struct crm_err *err);
/* The cells of one record, hidden or not; CRM_NOTFOUND. */
enum crm_status crm_view_seek(struct crm_view *v, int64_t id,
    struct crm_value **cells, struct crm_err *err);
void crm_view_close(struct crm_view *v); /* NULL is fine */

#endif
