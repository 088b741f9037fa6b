/* What a training says of the model by a split in time, and beside it what the steps
 * said that the same records were in. */
#include "cli/internal.h"

#include <crm/cli/verbs.h>

#include <crm/base/date.h>
#include <crm/domain/bayes.h>

static void
tell_split(const struct crm_cmd *c, const struct crm_bayes_judged *j)
{
	struct crm_buf day = CRM_BUF_INIT;

	if (j->closed == 0) {
		crm_note(c,
		    "judged by time: learned from the first %lld, asked "
		    "about the %lld behind them",
		    (long long)j->learned, (long long)j->model.n);
		return;
	}
	crm_date_format(&day, j->closed);
	crm_note(c,
	    "judged by time: learned from %lld that had closed by %s, asked "
	    "about %lld that closed later, as they stood behind that day",
	    (long long)j->learned, day.data, (long long)j->model.n);
	crm_buf_free(&day);
}

/* Of those that all came alike none was to be told apart. */
static const char *
area_text(const struct crm_bayes_quality *q, struct crm_buf *b)
{
	crm_buf_clear(b);
	if (q->auc < 0)
		crm_buf_char(b, '-');
	else
		crm_buf_printf(b, "%.4f", q->auc);
	return b->data;
}

static void
tell_quality(const struct crm_cmd *c, const struct crm_bayes_judged *j)
{
	const struct crm_bayes_quality *m = &j->model, *s = &j->own,
				       *b = &j->beside;
	struct crm_buf area = CRM_BUF_INIT;

	crm_note(c,
	    "the model: AUC %s, Brier score %.4f, log loss %.4f (n %lld)",
	    area_text(m, &area), m->brier, m->log_loss, (long long)m->n);
	if (s->n > 0)
		crm_note(c,
		    "the stage's own probability: AUC %s, Brier score %.4f, "
		    "log loss %.4f (n %lld)",
		    area_text(s, &area), s->brier, s->log_loss,
		    (long long)s->n);
	else if (j->closed != 0)
		crm_note(c,
		    "the stage's own probability: not known, as they were "
		    "closed when they came into the book");
	if (s->n > 0 && s->n < m->n)
		crm_note(c,
		    "the model, of those whose stage then is known: AUC %s, "
		    "Brier score %.4f, log loss %.4f (n %lld)",
		    area_text(b, &area), b->brier, b->log_loss,
		    (long long)b->n);
	crm_buf_free(&area);
}

/* In percent. */
static double
mean(double sum, int64_t n)
{
	return n == 0 ? 0 : 100 * sum / (double)n;
}

static void
tell_tenth(const struct crm_cmd *c, const struct crm_bayes_judged *j, int i)
{
	bool two = j->own.n > 0;
	const struct crm_bayes_tenth *m = two ? &j->beside.tenth[i]
					      : &j->model.tenth[i];
	const struct crm_bayes_tenth *s = &j->own.tenth[i];
	int from = 100 / CRM_BAYES_TENTHS * i,
	    to = from + 100 / CRM_BAYES_TENTHS;

	if (m->n == 0 && s->n == 0)
		return;
	if (two)
		crm_note(c,
		    "%d-%d %%: model n %lld, predicted %.1f %%, came %.1f "
		    "%%; stage n %lld, predicted %.1f %%, came %.1f %%",
		    from, to, (long long)m->n, mean(m->said, m->n),
		    mean((double)m->came, m->n), (long long)s->n,
		    mean(s->said, s->n), mean((double)s->came, s->n));
	else
		crm_note(c,
		    "%d-%d %%: model n %lld, predicted %.1f %%, came %.1f %%",
		    from, to, (long long)m->n, mean(m->said, m->n),
		    mean((double)m->came, m->n));
}

void
crm_tell_judged(const struct crm_cmd *c, const struct crm_bayes_judged *j)
{
	int i;

	if (j->learned == 0 || crm_has(c, CRM_OPT_QUIET))
		return;
	tell_split(c, j);
	tell_quality(c, j);
	for (i = 0; i < CRM_BAYES_TENTHS; i++)
		tell_tenth(c, j, i);
}
