/*
 * Learned probability: what leads that were won and lost have in common.
 *
 * Naive Bayes: each value of a field speaks for or against by its log-odds,
 *
 *   ln((won + 0.1) / (Σ won + 0.1 k)) - ln((lost + 0.1) / (Σ lost + 0.1 k))
 *
 * over the k values of the field, and the log-odds of all fields add up.
 * Fields that say the same would count twice: each has a weight, fitted to the
 * training records by logistic regression with a pull towards 1.  A plain model
 * has weights of 1.  Numbers and dates are binned.  Values met too rarely
 * say nothing, and how often that is, the training records tell themselves: parts
 * of them are left aside and judged.  What the model said of those, less sure or
 * surer than was right, scales and moves its log-odds (Platt); the last two fifths
 * count twice, the second time as those before them alone foretell them, as records
 * to come are less like these than these are like each other.  Blanks are a value.
 *
 * The second learner is logistic regression with a coefficient for each value,
 * pulled towards what naive Bayes says of it (bayes-refine.c).  It has the word where
 * it foretells the parts left aside better.  On real leads (tests/bench/scoring) its
 * AUC is 0.844 and its log loss 0.479, where weights alone have 0.842 and 0.485;
 * whether it, and the double count, are right was judged on the last 1,000 of the
 * 4,000 training leads, learned from the first 300, 1,000 and 3,000.  Weights, bins of common numbers
 * and blanks as a value were chosen on the training part of real leads alone
 * (tests/bench/scoring): trained on the first 2,000 and 3,000 of them, judged on
 * the next 1,000, the AUC rose from 0.813 and 0.806 to 0.893 and 0.877.
 *
 * Counts and weights are records (model, model-value), so a model is exported,
 * dated and undone as everything is, and one that was imported gives the same
 * probabilities.
 */
#ifndef CRM_BAYES_H
#define CRM_BAYES_H

#include <crm/store/write.h>

/* ---- bayes.c: the arithmetic ---- */

enum {
	CRM_BAYES_LEAST = 50, /* observations of a value that counts, where
				 nothing was chosen */
	CRM_BAYES_BINS = 10,
	CRM_BAYES_EDGES = 40, /* at most that many edges */
};

struct crm_bayes_sums {
	int64_t won, lost; /* of a field */
	size_t values;
};

double
crm_bayes_log_odds(int64_t won, int64_t lost, const struct crm_bayes_sums *all);

/*
 * Where the bins of sorted numbers begin, ascending; the first bin has no edge.
 * Plain: at the deciles.  Else a number that is a tenth of all or more is a bin
 * of its own, and the others are parted at their own deciles.
 */
size_t crm_bayes_edges(
    const int64_t *sorted, size_t n, bool plain, int64_t edge[CRM_BAYES_EDGES]);
/* The bin of a number: 0 below the first edge. */
size_t crm_bayes_bin(const int64_t *edge, size_t n, int64_t v);

/* Training records: which value each has in each field, and what the values
 * say. */
struct crm_bayes_data {
	size_t records, fields;
	const uint32_t *value;     /* records x fields */
	const double *const *odds; /* by field, then value */
	const bool *won;
};

/* The intercept and the weights behind it, rounded to millionths.  A weight below
 * 0 takes back what other fields overstate.  `w` has room for 1 + fields.  Rough:
 * until a step makes all records less surprising by under 0.01 together; for
 * comparing models. */
void crm_bayes_fit(const struct crm_bayes_data *d, bool rough, int64_t *w);
/* How much less likely than certain an outcome was: -ln of its probability. */
double crm_bayes_surprise(double log_odds, bool won);
/* The intercept of a plain model. */
int64_t crm_bayes_prior(int64_t won, int64_t lost);
/* A double in millionths, rounded half away from zero. */
int64_t crm_bayes_millionths(double v);
/* The probability that belongs to log-odds, in millionths. */
int64_t crm_bayes_probability(double log_odds);

/* ---- bayes-train.c ---- */

struct crm_bayes_training {
	const char *name;               /* of the model */
	const char *fields;             /* "source,country" */
	const char *won, *lost;         /* expressions; NULL: a lead's */
	const struct crm_filter *where; /* only these records, or NULL */
	bool plain;
	const struct crm_entity *of; /* the kind of record; NULL: leads */
	struct crm_text class;       /* that those won have; empty: none */
};

enum { CRM_BAYES_TENTHS = 10 };

/* How right shares were that somebody gave. */
struct crm_bayes_quality {
	int64_t n;
	double auc, brier, log_loss; /* auc < 0: all came alike */
	struct crm_bayes_tenth {
		int64_t n, came;
		double said;       /* their sum */
	} tenth[CRM_BAYES_TENTHS]; /* by what was said */
};

/* By a split in time. */
struct crm_bayes_judged {
	int64_t learned; /* records; 0: there are too few on either side */
	int64_t closed;  /* the day by which those had; 0: as they came */
	struct crm_bayes_quality model;
	/* The steps that the same records were in then, and the model of those of
	 * which that is known. */
	struct crm_bayes_quality own, beside;
};

struct crm_bayes_trained {
	int64_t model, won, lost;
	bool made;  /* not there before */
	bool tells; /* of leads left aside, more than the share of won ones */
	struct crm_bayes_judged judged;
};

/*
 * Learns from the records that are won or lost (both: won), and makes the model
 * the only active one of its kind of record and its class.  One that has the name gets new values; the old ones are
 * hidden.  CRM_RULE where none is won or none lost.  Inside a transaction.
 */
enum crm_status
crm_bayes_train(struct crm_store *s, const struct crm_bayes_training *t,
    struct crm_bayes_trained *out, struct crm_err *err);

/* ---- classes.c ---- */

struct crm_class_training {
	const struct crm_entity *of;
	const char *name;               /* of the models, before their class */
	const char *fields;             /* what they look at */
	const char *field;              /* a folded text: whose values are the
					 * classes */
	const char *when;               /* an expression: which records count */
	const struct crm_filter *where; /* only these, or NULL */
};

struct crm_class_trained {
	struct crm_bayes_trained *model; /* one a class */
	size_t n;
	size_t small; /* classes with too few records */
};

/* Learns the classes of a field anew, one model each; those of classes that are
 * gone are turned off.  CRM_RULE where there are not two.  Inside a
 * transaction; lives in the arena. */
enum crm_status
crm_classes_train(struct crm_store *s, const struct crm_class_training *t,
    struct crm_arena *a, struct crm_class_trained *out, struct crm_err *err);

struct crm_suggester;

struct crm_suggestion {
	struct crm_text class; /* empty: nothing was learned */
	int64_t probability;   /* millionths */
};

/* Lives in the arena. */
enum crm_status
crm_suggester_open(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_suggester **out, struct crm_err *err);
/* The class that a record likeliest has. */
enum crm_status crm_suggest(const struct crm_suggester *g, int64_t id,
    struct crm_suggestion *out, struct crm_err *err);

#endif
