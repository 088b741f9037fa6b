/*
 * Scores of leads and deals: the points of the score-rules that hold, which may
 * decay, and of leads the grade that they come to and the learned probability.
 *
 * A score that is neither blank nor what the rules gave last (`scored`) was
 * given by hand and stays; clearing it gives it back to the rules.
 */
#ifndef CRM_SCORE_H
#define CRM_SCORE_H

#include <crm/store/write.h>

/* What a rule or a field adds. */
struct crm_contribution {
	int64_t rule;         /* id of a score-rule; 0: of the model */
	struct crm_text name; /* of the rule */
	int64_t points;
	struct crm_value age; /* in days; null where nothing decays */
	int64_t decayed;      /* points of today, in millionths */
	const char *field;    /* of the model; "(all)": before any field */
	struct crm_text value;
	int64_t log_odds; /* weighted, in millionths */
	int64_t n;        /* training records it rests on */
};

struct crm_score {
	struct crm_value points;      /* of the rules; null: there are none */
	struct crm_value probability; /* null: there is no model */
	bool manual;                  /* the record keeps its own score */
	struct crm_value score;       /* what it comes to */
	struct crm_value grade;       /* text; null: leave it */
	const struct crm_contribution *why;
	size_t n;
};

struct crm_scorer;

/* Reads rules, grades and the active model; what it gives lives in the arena.
 * CRM_RULE where there is neither rule nor model, or one cannot be used. */
enum crm_status crm_scorer_open(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_scorer **out, struct crm_err *err);
/* What a record comes to.  Texts live in the scorer or the arena. */
enum crm_status crm_score(struct crm_scorer *sc, int64_t id,
    struct crm_arena *a, struct crm_score *out, struct crm_err *err);
/* That these are about to be written, in this order: they are asked about some
 * hundred at a time, as they are before the first of them is written.  The ids
 * are the caller's and stay. */
void crm_score_these(struct crm_scorer *sc, const int64_t *ids, size_t n);
/* The same, written. */
enum crm_status crm_score_write(struct crm_scorer *sc, int64_t id,
    enum crm_action *done, struct crm_err *err);
/* Which records are scored where none are named. */
const char *crm_score_open(const struct crm_entity *e);

#endif
