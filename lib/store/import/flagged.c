/*
 * Rows that are deleted in the system that they come from: exports have a column for
 * it, as IsDeleted, and a row that says yes is no record here.
 */
#include "import.h"

static const char flag_headers[] =
    "isdeleted|is deleted|deleted flag|delete flag|deletion flag|del flag|"
    "deleted|isdelete|record deleted|是否删除|是否已删除|已删除|删除标记|删除标志|"
    "删除状态";
static const char day_headers[] =
    "deleted at|deleted on|deleted date|deleted time|date deleted|"
    "deletion date|delete date|删除时间|删除日期";

static const struct crm_choice answers[] = {
	{ "yes", "yes", "是", "y|true|t|1|x|deleted|已删除|删除|真" },
	{ "no", "no", "否",
	    "n|false|f|0|active|not deleted|未删除|正常|有效|假" },
	{ NULL, NULL, NULL, NULL },
};

bool
flagged_header(struct import *im, int column, struct crm_text header)
{
	bool flag = crm_header_is(header, flag_headers);

	if (im->flag.n == FLAGS_MAX ||
	    (!flag && !crm_header_is(header, day_headers)))
		return false;
	flagged_add(im, column, flag);
	return true;
}

void
flagged_add(struct import *im, int column, bool flag)
{
	if (im->flag.n < FLAGS_MAX) {
		im->flag.column[im->flag.n] = column;
		im->flag.day[im->flag.n++] = !flag;
	}
	im->used[column] = true;
}

enum crm_status
flagged_row(struct import *im, const struct crm_row *row, bool *yes,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	*yes = false;
	for (i = 0; i < im->flag.n && !*yes; i++) {
		size_t at = (size_t)im->flag.column[i];
		const struct crm_choice *c;
		struct crm_text t;

		if (at >= row->n)
			continue;
		t = crm_text_trim(row->cell[at].text);
		c = crm_choice_find(answers, t);
		if (c == NULL && t.n > 0 && !im->flag.day[i])
			return crm_fail_field(err, CRM_INVALID, "deleted",
			    "'%s' is neither yes nor no", crm_quote(quoted, t));
		*yes = t.n > 0 && c != &answers[1];
	}
	return CRM_OK;
}

void
flagged_tell(struct import *im)
{
	int64_t n = im->count->flagged;
	struct crm_text header;

	if (n == 0 || im->o->note == NULL)
		return;
	header = crm_reader_column(im->r, (size_t)im->flag.column[0]);
	im->o->note(im->o->ctx,
	    crm_sprintf(&im->arena,
		crm_tr("%lld row%s left out: by '%.*s' deleted where %s from; "
		       "--map '%.*s=' takes such rows, too"),
		(long long)n, n == 1 ? "" : "s", (int)header.n, header.p,
		n == 1 ? crm_tr("it comes") : crm_tr("they come"),
		(int)header.n, header.p));
}
