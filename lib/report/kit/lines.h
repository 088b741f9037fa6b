/* Columns and rows of figures. */
#ifndef CRM_REPORT_LINES_H
#define CRM_REPORT_LINES_H

#include "dimension.h"

/* ---- lines.c: columns and rows of figures ---- */

/* A column of a report, as its table says it. */
struct heading {
	const char *name, *en, *zh;
	enum crm_type type;
	enum crm_role role;
	/* A rate: the columns of the two counts that it is of, from 1, for its
	 * interval; else 0. */
	int rate_of[2];
	const struct crm_choice *choices; /* of an enumeration */
	const char
	    *of; /* the kind whose field of the name has them; of an id, whose
			 * it is */
	bool worded;   /* texts that are words of ours, N_() */
	bool in_base;  /* money with its digits whatever the row's currency */
	bool overlaps; /* a record is in several rows: they have no sum */
	/* A count or a sum of records whose rows have no sum: of none it is 0.  A row
	 * whose first such figure is blank is of no records. */
	bool nothing;
	enum crm_scale scale; /* of a figure */
	bool hidden;          /* no column: a count that a rate is of */
};

/* Its cell stands among the others, for the interval of a rate. */
#define HIDDEN_COUNT \
	{ \
		.name = "", .type = CRM_T_INT, .role = CRM_ROLE_FIGURE, \
		.hidden = true \
	}

#define NOTE_HEADING \
	{ \
		.name = "note", .en = "Note", .zh = "备注", \
		.type = CRM_T_TEXT, .worded = true \
	}

/* What a row says. */
enum row_kind {
	ROW_PLAIN,
	ROW_REST,
	ROW_REST_SUBTOTAL, /* over several rows of the rest */
	ROW_SUBTOTAL,
	ROW_TOTAL,
};
extern const struct crm_choice row_kinds[];
/* The column that tells it. */
struct crm_column kind_column(const struct crm_report_opts *o);

/* What its column is, also where it does not say so. */
enum crm_role heading_role(const struct heading *h);

struct lines {
	const struct crm_report_opts *o;
	const struct heading *h;
	size_t n_h, n_d; /* headings; dimensions before them */
	bool kinds;      /* the last column tells them */
	struct crm_value *cells;
	const struct crm_sink *sink;
};

/* Gives the sink the columns: the dimensions', the headings', with --interval
 * the ends of each rate's behind it, and where rows are of several kinds
 * `row`.  A heading of the role CRM_ROLE_CURRENCY names that of all money. */
enum crm_status lines_begin(struct lines *l, struct crm_store *s,
    const struct crm_report_opts *o, const struct dimensions *d,
    const struct heading *h, size_t n, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);
/* A row: a cell a dimension, a cell a heading. */
enum crm_status lines_put(struct lines *l, const struct crm_value *by,
    const struct crm_value *cells, const char *kind, struct crm_err *err);

#endif
