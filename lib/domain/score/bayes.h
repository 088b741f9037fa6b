/* What the files of the learned probability share. */
#ifndef CRM_DOMAIN_BAYES_H
#define CRM_DOMAIN_BAYES_H

#include <crm/domain/bayes.h>

#include <crm/domain/area.h>

#include "domain/core/core.h"

/* ---- bayes-field.c: the fields that a model looks at ---- */

struct bayes_field {
	const char *name; /* as it was written */
	struct crm_path path;
	const struct crm_field *field;
	bool number; /* its values are binned */
};

/* What the value of a field is to a model: nothing, a number in millionths, or
 * a text, folded. */
struct bayes_cell {
	bool blank;
	int64_t number;
	struct crm_text text; /* until the buffer is used again */
};

/* Reads "source,country"; CRM_USAGE for a field that is none, is there twice,
 * or that only verbs change: those tell how it ended. */
enum crm_status bayes_fields(struct crm_store *s, const struct crm_entity *e,
    struct crm_text list, struct crm_arena *a, struct bayes_field **out,
    size_t *n, struct crm_err *err);
void bayes_cell(const struct crm_dict *d, const struct bayes_field *f,
    struct crm_value v, struct crm_buf *tmp, struct bayes_cell *out);
/* Appends "from..to" as people read it; without an end where it is NULL. */
void bayes_range(const struct bayes_field *f, const int64_t *from,
    const int64_t *to, struct crm_buf *out);

/* ---- bayes-words.c: texts and how often they were met ---- */

struct bayes_word {
	struct crm_text text;
	int64_t won, lost;
	uint32_t value; /* of the model, when it is known */
};

struct bayes_words {
	struct crm_arena *arena;
	struct bayes_word *word; /* in the order in which they came */
	size_t n, cap;
	uint32_t *slot; /* index + 1, 0: free */
	size_t n_slots;
};

/* The index of a word, added where it is new. */
size_t bayes_word(struct bayes_words *w, struct crm_text t);

/* ---- bayes-life.c: records as they were while they were open ---- */

/* Whether it tells how a record ended. */
bool bayes_is_late(const struct crm_entity *e, const char *field);
/* Appends " FROM …" with the records as t; with a life, a row for each
 * first of a month on which one was open. */
enum crm_status bayes_from(struct crm_store *s, const struct crm_entity *e,
    const struct crm_life *life, struct crm_sql *sql, struct crm_err *err);
/* Appends what a field had in such a row. */
void bayes_value_sql(const struct crm_entity *e, const struct crm_life *life,
    const struct bayes_field *f, struct crm_sql *sql);

/* Appends ", day of the row, day it closed, share of its step then"; the last is null
 * where it was closed when it came into the book. */
void bayes_time_sql(struct crm_store *s, const struct crm_entity *e,
    const struct crm_life *life, struct crm_sql *sql);

/* ---- bayes-rows.c: the training records ---- */

#define BAYES_BLANK INT64_MIN

struct bayes_time {
	int64_t day, closed; /* 0 where records are learned from as they are */
	int64_t own; /* of its step then, in millionths, or BAYES_BLANK */
};

struct bayes_rows {
	const struct bayes_field *field;
	size_t fields, n;
	struct crm_buf cells;      /* int64_t by record, field: a number, the
					 * index of a word, or BAYES_BLANK */
	struct crm_buf won;        /* bool */
	struct crm_buf again;      /* bool: of the record of the row before */
	struct crm_buf time;       /* struct bayes_time */
	int64_t last;              /* the id of that */
	struct bayes_words *words; /* by field */
	int64_t n_won, n_lost;
};

enum crm_status
bayes_read(struct crm_store *s, const struct crm_bayes_training *t,
    struct crm_arena *a, struct bayes_rows *r, struct crm_err *err);
int64_t bayes_at(const struct bayes_rows *r, size_t record, size_t field);
bool bayes_won(const struct bayes_rows *r, size_t record);
bool bayes_again(const struct bayes_rows *r, size_t record);
struct bayes_time bayes_time(const struct bayes_rows *r, size_t record);
void bayes_rows_free(struct bayes_rows *r);

/* ---- bayes-table.c: what the values of a field were worth ---- */

enum bayes_part { BAYES_VALUE, BAYES_BIN, BAYES_EMPTY, BAYES_REST };

struct bayes_value {
	enum bayes_part part;
	struct crm_text text;
	bool has_low;
	int64_t low, won, lost;
};

struct bayes_table {
	struct bayes_value *value;
	size_t n;
	double *odds; /* of the first learner */
	double *own;  /* of the second; NULL: not asked */
};

struct bayes_how {
	bool plain;
	int64_t least;    /* values met less often say nothing */
	const bool *left; /* by record: left aside, not counted; or NULL */
};

/* Counts field `f`, and puts the index of each record's value into
 * of[record * fields + f], of those left aside too.  Words that are met too
 * rarely become one value, the rest. */
void
bayes_count(const struct bayes_rows *r, size_t f, const struct bayes_how *how,
    struct crm_arena *a, struct bayes_table *t, uint32_t *of);
/* Fills the log-odds of a table, as if values met less than `least` times were
 * its rest. */
void bayes_speak(struct bayes_table *t, int64_t least);
/* The log-odds of a value, 0 where it was met too rarely. */
double bayes_odds(const struct bayes_value *v, int64_t least,
    const struct crm_bayes_sums *sums);

/* ---- bayes-refine.c: the second learner ---- */

/* Fills `own` of the tables, the arena's, from the weights of the first learner;
 * gives the intercept.  Rough: for comparing models. */
double bayes_refine(const struct crm_bayes_data *d, struct bayes_table *table,
    const int64_t *weight, double pull, bool rough, struct crm_arena *keep);

/* ---- bayes-choose.c: how often a value must be met, and which learner ---- */

struct bayes_choice {
	int64_t least; /* count of a value that counts */
	double pull;   /* of the second learner; 0: the first is better */
	/* Of records left aside, calibrated; < 0: there were too few. */
	double auc, brier, log_loss;
	bool tells; /* of records left aside more than the share of won ones
			* does, and by more than chance would */
	/* What log-odds of records left aside are to be multiplied by, and then
	 * moved by, to be least surprising: a model is too sure of what it has
	 * not seen.  1 and 0 where it is plain, or little is known. */
	double scale, shift;
};

/* Chooses the least count and the learner that make records which were left aside,
 * a fifth of the training records after the other, least surprising. */
struct bayes_choice bayes_choose(const struct bayes_rows *r, bool plain);

/* ---- bayes-judge.c: by a split in time ---- */

struct bayes_guess {
	double said; /* what orders them */
	bool won;
};

/* How often a won one has more than a lost one, ties being half; below 0 where all
 * came alike.  Sorts them. */
double bayes_area(struct bayes_guess *g, size_t n);

/* What a model learned from the first four fifths says of the last fifth: of deals
 * by the day on which they closed, each as it stood on the first of the month behind
 * that on which the others had closed; of others in the order in which they came. */
void bayes_judge(
    const struct bayes_rows *r, bool plain, struct crm_bayes_judged *out);

/* ---- bayes-model.c: the model that is active ---- */

struct bayes_model;

struct bayes_evidence {
	const char *field;
	struct crm_text value;
	double log_odds;
	int64_t n;
};

/* The newest active model of a kind of record that tells no class, NULL where
 * there is none. */
enum crm_status bayes_load(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct bayes_model **out, struct crm_err *err);
/* The active models of its classes, by id. */
enum crm_status bayes_load_classes(struct crm_store *s,
    const struct crm_entity *e, struct crm_arena *a, struct bayes_model ***out,
    size_t *n, struct crm_err *err);
/* The class that a model tells. */
struct crm_text bayes_class(const struct bayes_model *m);
size_t bayes_size(const struct bayes_model *m); /* fields, and the intercept */
/* Appends ", value, …" to a select list over rows t. */
void bayes_select(const struct bayes_model *m, struct crm_sql *sql);
/* Evidence i of the values of a row, the first in column `col`.  Number 0 is
 * what was so without any field.  The value lives in the model, or is NULL. */
void bayes_weigh(const struct bayes_model *m, const struct crm_stmt *q, int col,
    size_t i, struct bayes_evidence *out);

#endif
