/* Names of a template and the records behind them: names.c says what a name is, values.c
 * what it is of a record. */
#ifndef DOCUMENT_NAMES_H
#define DOCUMENT_NAMES_H

#include "print.h"

#include <crm/store/view.h>

/* What belongs to the records of a kind, as a list. */
struct part {
	const char *name;
	const struct crm_entity *entity;
	int field; /* its reference to them */
};

struct shape {
	const struct crm_entity *e; /* NULL: sums of a tax */
	bool known;                 /* its parts are */
	struct part *part;
	size_t n_parts;
	const struct crm_entity *lines; /* those that are taxed, or NULL */
	struct crm_view *view;          /* NULL: not opened yet */
	const struct crm_column *column;
	size_t n_columns;
};

struct record {
	const struct shape *shape;
	int64_t id;
	struct crm_value *cell; /* of the view; NULL: not read yet */
	/* Of a tax: */
	struct crm_value rate;
	int64_t sum[3]; /* net, tax, gross */
	struct crm_text currency;
};

struct names {
	struct crm_store *s;
	const struct crm_dict *d;
	struct crm_arena *a;      /* of shapes, for good */
	struct crm_arena records; /* until the next document */
	bool chinese;
	struct shape *shape; /* of each kind, and of taxes behind them */
};

/* ---- names.c ---- */

/* The names of a tax; ends with name NULL. */
extern const struct crm_field names_of_tax[];
/* A list of that name, or NULL. */
const struct part *find_part(const struct shape *s, struct crm_text name);
/* A field by its name, or in Chinese by its label; -1. */
int find_field(const struct shape *s, struct crm_text name, bool *is_id);

/* ---- values.c ---- */

/* The value of a name that is known, as struct crm_template_source has it. */
enum crm_status names_get(void *ctx, const void *shape, const void *record,
    struct crm_text name, struct crm_template_value *out, struct crm_err *err);

#endif
