/* The levers of a simulation, as people write them. */
#include "crm-report.h"

#include <string.h>

enum {
	USUAL_DRAWS = 10000,
	LEAST_DRAWS = 100,
	MOST_DRAWS = 1000000,
	USUAL_SEED = 1,
};
/* Decimals of a share in millionths, and of the same in percent. */
enum { OF_SHARE = 6, OF_PERCENT = 4 };

/* What is no number says, in a sentence about it, what would be right. */
static enum crm_status
refuse(enum crm_status st, const char *option, const char *text,
    const char *sentence, struct crm_err *err)
{
	return st == CRM_OK
	    ? CRM_OK
	    : crm_fail_field(err, CRM_USAGE, option, sentence, text);
}

static bool
ends_with(struct crm_text t, const char *end)
{
	size_t n = strlen(end);

	return t.n >= n && memcmp(t.p + t.n - n, end, n) == 0;
}

/* +10%, -5pp: a share in millionths. */
static enum crm_status
read_change(const struct crm_cmd *c, enum crm_opt o, const char *name,
    bool points, struct crm_lever *out, struct crm_err *err)
{
	const char *text = c->opt[o];
	enum crm_status st = CRM_USAGE;
	struct crm_text t;

	*out = (struct crm_lever){ .given = text != NULL };
	if (text == NULL)
		return CRM_OK;
	t = crm_text_trim(crm_text_of(text));
	out->points = points && ends_with(t, "pp");
	if (out->points || ends_with(t, "%")) {
		t.n -= out->points ? 2 : 1;
		st = crm_number_parse(t, OF_PERCENT, 0, &out->by, err);
	}
	if (st == CRM_OK && out->by < -CRM_WHOLE)
		return crm_fail_field(err, CRM_USAGE, name,
		    "'%.40s' takes more than all away; -100%% is the most",
		    text);
	return points
	    ? refuse(st, name, text,
		  "'%.40s' is not a change like +10%% or +10pp", err)
	    : refuse(st, name, text, "'%.40s' is not a change like -10%%", err);
}

static enum crm_status
read_cycle(const struct crm_cmd *c, int64_t *days, struct crm_err *err)
{
	enum { MOST_DAYS = 3650 };
	const char *text = c->opt[CRM_OPT_CYCLE];
	enum crm_status st;
	struct crm_text t;

	*days = 0;
	if (text == NULL)
		return CRM_OK;
	t = crm_text_trim(crm_text_of(text));
	if (ends_with(t, "d"))
		t.n--;
	st = crm_number_parse(t, 0, 0, days, err);
	if (st == CRM_OK && (*days < -MOST_DAYS || *days > MOST_DAYS))
		st = CRM_USAGE;
	return refuse(st, "--cycle", text,
	    "'%.40s' is not a number of days like -5d", err);
}

/* 0.6 or 60%. */
static enum crm_status
read_chance(struct crm_text t, int64_t *out, struct crm_err *err)
{
	enum crm_status st;

	if (ends_with(t, "%")) {
		t.n--;
		st = crm_number_parse(t, OF_PERCENT, 0, out, err);
	} else {
		st = crm_number_parse(t, OF_SHARE, 0, out, err);
	}
	return st == CRM_OK && (*out < 0 || *out > CRM_WHOLE) ? CRM_USAGE : st;
}

/* Which chance would count, nobody could see. */
static enum crm_status
check_once(const struct crm_cmd *c, const struct crm_stage_lever *s, size_t i,
    struct crm_err *err)
{
	const char *name = crm_fold_dup(c->arena, crm_text_of(s[i].stage)).p;
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(crm_fold_dup(c->arena, crm_text_of(s[k].stage)).p,
			name) == 0)
			return crm_fail_field(err, CRM_USAGE, "--stage",
			    "%s is there twice", s[i].stage);
	return CRM_OK;
}

static enum crm_status
read_stages(struct crm_cmd *c, struct crm_what_if *w, struct crm_err *err)
{
	const char **all = c->opt_all[CRM_OPT_STAGE], *eq;
	struct crm_stage_lever *s;
	enum crm_status st;
	size_t i, n = 0;

	while (all != NULL && all[n] != NULL)
		n++;
	s = crm_alloc_n(c->arena, n + 1, sizeof *s);
	for (i = 0; i < n; i++) {
		eq = strrchr(all[i], '=');
		st = eq == NULL
		    ? CRM_USAGE
		    : read_chance(crm_text_of(eq + 1), &s[i].chance, err);
		if (st != CRM_OK)
			return refuse(st, "--stage", all[i],
			    "'%.40s' is not a stage and its chance like "
			    "proposal=0.6 or proposal=60%%",
			    err);
		s[i].stage = crm_strndup(
		    c->arena, all[i], (size_t)(eq - all[i]));
		if ((st = check_once(c, s, i, err)) != CRM_OK)
			return st;
	}
	w->stage = s;
	w->n_stages = n;
	return CRM_OK;
}

static enum crm_status
read_whole(const char *text, int64_t least, int64_t most, int64_t *out,
    struct crm_err *err)
{
	enum crm_status st;

	if (text == NULL)
		return CRM_OK;
	st = crm_number_parse(crm_text_of(text), 0, 0, out, err);
	return st == CRM_OK && (*out < least || *out > most) ? CRM_USAGE : st;
}

static enum crm_status
read_draws(const struct crm_cmd *c, struct crm_what_if *w, struct crm_err *err)
{
	const char *draws = c->opt[CRM_OPT_DRAWS];
	const char *seed = c->opt[CRM_OPT_SEED];
	enum crm_status st;

	st = refuse(read_whole(draws, LEAST_DRAWS, MOST_DRAWS, &w->draws, err),
	    "--draws", draws,
	    "'%.40s' is not a number of draws, 100 to 1000000", err);
	return st != CRM_OK
	    ? st
	    : refuse(read_whole(seed, 0, INT64_MAX, &w->seed, err), "--seed",
		  seed,
		  "'%.40s' is not a whole number from 0 to 9223372036854775807",
		  err);
}

static enum crm_status
read_target(const struct crm_cmd *c, struct crm_value *out, struct crm_err *err)
{
	const char *text = c->opt[CRM_OPT_TARGET];
	enum crm_status st;
	int64_t v = 0;

	*out = CRM_VALUE_NULL;
	if (text == NULL)
		return CRM_OK;
	st = crm_number_parse(crm_text_of(text),
	    crm_currency_digits(crm_store_currency(c->store)), 0, &v, err);
	*out = crm_value_int(v);
	return refuse(
	    st, "--target", text, "'%.40s' is not an amount like 150000", err);
}

enum crm_status
read_what_if(struct crm_cmd *c, struct crm_what_if *w, struct crm_err *err)
{
	enum crm_status st;

	*w = (struct crm_what_if){ .draws = USUAL_DRAWS, .seed = USUAL_SEED };
	if ((st = read_target(c, &w->target, err)) != CRM_OK ||
	    (st = read_change(c, CRM_OPT_WIN_RATE, "--win-rate", true,
		 &w->win_rate, err)) != CRM_OK ||
	    (st = read_change(c, CRM_OPT_AMOUNT, "--amount", false, &w->amount,
		 err)) != CRM_OK ||
	    (st = read_cycle(c, &w->cycle, err)) != CRM_OK ||
	    (st = read_stages(c, w, err)) != CRM_OK)
		return st;
	return read_draws(c, w, err);
}
