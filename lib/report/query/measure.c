/* What is kept of a figure while records pass, and its value behind the last. */
#include "query.h"

/* Of a number that is counted in ones the mean has decimals. */
enum { HUNDRED = 100, HUNDREDTH = CRM_WHOLE / HUNDRED };

enum crm_status
measure_add(struct measured *m, const struct figure *f, struct crm_value v,
    struct crm_arena *a, struct crm_err *err)
{
	if (v.kind == CRM_NULL)
		return CRM_OK;
	m->n++;
	switch (f->how) {
	case CRM_SUM:
	case CRM_MEAN:
		return add_money(&m->sum, v.i, err);
	case CRM_MEDIAN:
		numbers_add(&m->all, a, v.i);
		break;
	case CRM_MIN:
	case CRM_MAX:
		m->min = m->n == 1 || v.i < m->min ? v.i : m->min;
		m->max = m->n == 1 || v.i > m->max ? v.i : m->max;
		break;
	case CRM_DISTINCT:
		set_add(&m->seen, v, a);
		break;
	default:
		break;
	}
	return CRM_OK;
}

enum crm_status
measure_merge(struct measured *m, const struct figure *f,
    const struct measured *from, struct crm_arena *a, struct crm_err *err)
{
	(void)f;
	m->unrated |= from->unrated;
	if (from->n == 0)
		return CRM_OK;
	m->min = m->n == 0 || from->min < m->min ? from->min : m->min;
	m->max = m->n == 0 || from->max > m->max ? from->max : m->max;
	m->n += from->n;
	numbers_merge(&m->all, a, &from->all);
	set_merge(&m->seen, from->seen, a);
	return add_money(&m->sum, from->sum, err);
}

/* Of whole numbers a mean has two decimals, of all others the digits that they
 * have. */
static struct crm_value
mean(const struct measured *m, const struct figure *f)
{
	if (f->field->type == CRM_T_INT)
		return crm_value_int(HUNDREDTH *
		    crm_div_round((__int128)m->sum * HUNDRED, m->n));
	return crm_value_int(crm_div_round(m->sum, m->n));
}

static struct crm_value
median(struct measured *m, const struct figure *f)
{
	const struct numbers *all = &m->all;

	numbers_sort(&m->all);
	if (f->field->type == CRM_T_INT)
		return numbers_median(all);
	return crm_value_int(crm_div_round(
	    (__int128)all->v[(all->n - 1) / 2] + all->v[all->n / 2], 2));
}

struct crm_value
measure_value(struct measured *m, const struct figure *f)
{
	switch (f->how) {
	case CRM_COUNT:
		return crm_value_int(m->n);
	case CRM_DISTINCT:
		return crm_value_int(set_size(m->seen));
	case CRM_SUM:
		/* What nothing in it has a rate for is not known to be nothing. */
		return m->n == 0 && m->unrated ? CRM_VALUE_NULL
					       : crm_value_int(m->sum);
	default:
		break;
	}
	if (m->n == 0)
		return CRM_VALUE_NULL;
	return f->how == CRM_MEAN  ? mean(m, f)
	    : f->how == CRM_MEDIAN ? median(m, f)
	    : f->how == CRM_MIN    ? crm_value_int(m->min)
				   : crm_value_int(m->max);
}
