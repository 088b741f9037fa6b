/*
 * JSON and NDJSON in: a list of records streamed one by one, or records in a
 * row.  json-scan.c judges the text; cJSON then builds the tree of one record,
 * of which everything but its doubles is used.
 */
#include "impl.h"
#include "json-lib.h"
#include "json-scan.h"

#include <stdlib.h>
#include <string.h>

static const char no_record[] = N_("not a record or a list of records");

enum place { BEGINNING, IN_ARRAY, IN_SEQUENCE, AFTER_ONE, OVER };

struct json {
	struct crm_json_lib lib;
	struct crm_json_scan scan;
	enum place place;
	int64_t last_line; /* where the record before ended */
	cJSON *tree;       /* of the record; cells point into it */
	size_t number;     /* tokens used while it is walked */
	struct crm_buf joined;
	struct crm_arena lists; /* text of arrays */
};

static enum crm_status
json_rewind(struct crm_reader *r, struct crm_err *err)
{
	struct json *j = r->state;

	(void)err;
	crm_json_start(&j->scan, &r->in);
	j->place = BEGINNING;
	return CRM_OK;
}

static enum crm_status
json_open(struct crm_reader *r, struct crm_err *err)
{
	struct json *j = calloc(1, sizeof *j);
	enum crm_status status;

	if (j == NULL)
		crm_oom();
	r->state = j;
	status = crm_json_load(&j->lib, err);
	return status != CRM_OK ? status : json_rewind(r, err);
}

static void
drop_tree(struct json *j)
{
	if (j->tree != NULL)
		j->lib.cJSON_Delete(j->tree);
	j->tree = NULL;
}

/* ---- cells ---- */

static struct crm_text
number_token(struct crm_reader *r, struct json *j)
{
	struct crm_json_token t = { 0, 0 };

	struct crm_buf plain = CRM_BUF_INIT;
	struct crm_text text;

	if (j->number < j->scan.numbers)
		t = j->scan.number[j->number++];
	text = (struct crm_text){ r->in.data + r->in.keep + t.at, t.n };
	if (crm_json_plain(text, &plain))
		text = (struct crm_text){
			crm_strndup(&j->lists, plain.data, plain.len), plain.len
		};
	crm_buf_free(&plain);
	return text;
}

/* Without cJSON's own flags. */
static int
kind_of(const cJSON *v)
{
	return v->type & 0xff;
}

/* Tokens inside a value that is refused are passed by. */
static void
skip_numbers(struct json *j, const cJSON *v)
{
	j->number += kind_of(v) == cJSON_Number;
	for (v = v->child; v != NULL; v = v->next)
		skip_numbers(j, v);
}

static bool
scalar(
    struct crm_reader *r, struct json *j, const cJSON *v, struct crm_cell *cell)
{
	switch (kind_of(v)) {
	case cJSON_String:
		*cell = (struct crm_cell){ crm_text_of(v->valuestring),
			CRM_CELL_TEXT };
		return true;
	case cJSON_Number:
		*cell = (struct crm_cell){ number_token(r, j),
			CRM_CELL_NUMBER };
		return true;
	case cJSON_True:
		*cell = (struct crm_cell){ CRM_TEXT("true"), CRM_CELL_BOOL };
		return true;
	case cJSON_False:
		*cell = (struct crm_cell){ CRM_TEXT("false"), CRM_CELL_BOOL };
		return true;
	case cJSON_NULL:
		*cell = (struct crm_cell){ CRM_TEXT(""), CRM_CELL_NULL };
		return true;
	default:
		return false;
	}
}

/* What is nested is told of a column that is looked at, for other systems put such
 * things beside their values. */
static void
nested_cell(struct json *j, const cJSON *v, struct crm_cell *cell)
{
	skip_numbers(j, v);
	*cell = (struct crm_cell){ CRM_TEXT(""), CRM_CELL_NESTED };
}

/* An empty list says that there is nothing: it clears. */
static const char *
list_cell(struct crm_reader *r, struct json *j, const cJSON *list,
    struct crm_cell *cell)
{
	const char *fault = NULL;
	bool nested = false;

	crm_buf_clear(&j->joined);
	for (const cJSON *v = list->child; v != NULL; v = v->next) {
		struct crm_cell part;

		if (!scalar(r, j, v, &part)) {
			nested_cell(j, v, cell);
			nested = true;
			continue;
		}
		if (part.kind == CRM_CELL_NULL)
			fault = N_("a list that holds null");
		if (v != list->child)
			crm_buf_str(&j->joined, ", ");
		crm_buf_add(&j->joined, part.text.p, part.text.n);
	}
	if (nested)
		return NULL;
	cell->kind = list->child == NULL ? CRM_CELL_NULL : CRM_CELL_TEXT;
	cell->text.n = j->joined.len;
	cell->text.p = crm_strndup(&j->lists, j->joined.data, j->joined.len);
	return fault;
}

/* What is wrong with the value, or NULL. */
static const char *
fill_cell(
    struct crm_reader *r, struct json *j, const cJSON *v, struct crm_cell *cell)
{
	if (scalar(r, j, v, cell))
		return NULL;
	if (kind_of(v) == cJSON_Array)
		return list_cell(r, j, v, cell);
	nested_cell(j, v, cell);
	return NULL;
}

static void
set_absent(struct crm_reader *r, size_t from)
{
	crm_reader_room(r, r->columns);
	for (size_t i = from; i < r->columns; i++)
		r->row.cell[i] = (struct crm_cell){ CRM_TEXT(""),
			CRM_CELL_ABSENT };
	r->row.n = r->columns;
}

static enum crm_status
fill_row(struct crm_reader *r, struct json *j, struct crm_err *err)
{
	enum crm_status status = CRM_OK;
	size_t hint = 0;

	j->number = 0;
	for (const cJSON *v = j->tree->child; v != NULL; v = v->next, hint++) {
		struct crm_text key = crm_text_of(v->string);
		size_t i = crm_reader_find_column(r, key, hint), n = r->columns;
		struct crm_cell extra, *cell = &extra;
		const char *fault = NULL;

		if (i == n && crm_reader_add_column(r, key, err) != CRM_OK)
			return CRM_INVALID;
		set_absent(r, n);
		if (r->row.cell[i].kind != CRM_CELL_ABSENT)
			fault = N_("the key is there twice");
		else
			cell = &r->row.cell[i];
		if (fault != NULL)
			fill_cell(r, j, v, cell);
		else
			fault = fill_cell(r, j, v, cell);
		if (fault != NULL && status == CRM_OK)
			status = crm_fail_field(
			    err, CRM_INVALID, v->string, "%s", crm_tr(fault));
	}
	return status;
}

static enum crm_status
spoiled(const struct crm_reader *r, const struct crm_json_scan *s,
    struct crm_err *err)
{
	char key[sizeof err->field] = "";
	struct crm_text t = { r->in.data + r->in.keep + s->key.at, s->key.n };

	if (crm_utf8_valid(t) == t.n && t.n < sizeof key)
		memcpy(key, t.p, t.n);
	return crm_fail_field(err, CRM_INVALID, key, "%s",
	    crm_tr(crm_json_problem_text(s->problem)));
}

/* The record between keep and pos. */
static enum crm_status
make_row(struct crm_reader *r, struct json *j, struct crm_err *err)
{
	set_absent(r, 0);
	if (j->scan.problem != CRM_JSON_FINE)
		return spoiled(r, &j->scan, err);
	j->tree = j->lib.cJSON_ParseWithLengthOpts(
	    r->in.data + r->in.keep, r->in.pos - r->in.keep, NULL, 0);
	if (j->tree == NULL)
		return crm_fail(err, CRM_INVALID, "cJSON cannot read it");
	return fill_row(r, j, err);
}

/* ---- the document ---- */

static enum crm_status
end_of_text(struct json *j, struct crm_err *err)
{
	j->place = OVER;
	if (crm_json_peek(&j->scan, err) != CRM_JSON_END)
		return crm_json_expected(&j->scan, "nothing more", err);
	return j->scan.status;
}

/* Something that is no record: its syntax is judged first. */
static enum crm_status
not_record(struct json *j, struct crm_err *err)
{
	int64_t line = j->scan.line, column = crm_json_column(&j->scan);
	enum crm_status status = crm_json_value(&j->scan, err);

	if (status == CRM_OK && j->place == BEGINNING)
		status = end_of_text(j, err);
	if (status != CRM_OK)
		return status;
	return crm_fail_line(err, line, column, "%s", crm_tr(no_record));
}

/* Moves to the record's brace.  False in *more where there is none. */
static enum crm_status
first_record(
    struct crm_reader *r, struct json *j, bool *more, struct crm_err *err)
{
	int c = crm_json_peek(&j->scan, err);

	*more = true;
	if (c == CRM_JSON_END && r->format == CRM_FMT_NDJSON) {
		*more = false;
		return j->scan.status;
	}
	if (c != '[' || r->format == CRM_FMT_NDJSON) {
		if (c == '{')
			j->place = r->format == CRM_FMT_JSON ? AFTER_ONE
							     : IN_SEQUENCE;
		return CRM_OK;
	}
	j->place = IN_ARRAY;
	j->scan.depth = 1;
	r->in.pos++;
	if (crm_json_peek(&j->scan, err) != ']')
		return CRM_OK;
	r->in.pos++;
	*more = false;
	return end_of_text(j, err);
}

static enum crm_status
next_element(
    struct crm_reader *r, struct json *j, bool *more, struct crm_err *err)
{
	int c = crm_json_peek(&j->scan, err);

	if (c != ',' && c != ']')
		return crm_json_expected(&j->scan, "',' or ']'", err);
	r->in.pos++;
	*more = c == ',';
	if (!*more)
		return end_of_text(j, err);
	crm_json_peek(&j->scan, err);
	return CRM_OK;
}

static enum crm_status
next_in_sequence(struct json *j, bool *more, struct crm_err *err)
{
	int c = crm_json_peek(&j->scan, err);

	*more = c != CRM_JSON_END;
	if (*more && j->scan.line == j->last_line)
		return crm_json_expected(&j->scan, "a new line", err);
	return j->scan.status;
}

static enum crm_status
find_record(
    struct crm_reader *r, struct json *j, bool *more, struct crm_err *err)
{
	*more = false;
	switch (j->place) {
	case BEGINNING:
		return first_record(r, j, more, err);
	case IN_ARRAY:
		return next_element(r, j, more, err);
	case IN_SEQUENCE:
		return next_in_sequence(j, more, err);
	case AFTER_ONE:
		return end_of_text(j, err);
	default:
		return CRM_OK;
	}
}

static enum crm_status
json_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	struct json *j = r->state;
	enum crm_status status;
	bool more;

	*row = NULL;
	drop_tree(j);
	crm_arena_reset(&j->lists);
	r->in.keep = r->in.pos;
	status = find_record(r, j, &more, err);
	if (status == CRM_OK && more) {
		r->in.keep = r->in.pos;
		r->row.line = j->scan.line;
		crm_json_begin(&j->scan);
		if (crm_json_peek(&j->scan, err) == '{')
			status = crm_json_value(&j->scan, err);
		else
			status = not_record(j, err);
	}
	if (status != CRM_OK || !more) {
		j->place = OVER;
		return status;
	}
	j->last_line = j->scan.line;
	r->row.raw = (struct crm_text){ r->in.data + r->in.keep,
		r->in.pos - r->in.keep };
	*row = &r->row;
	return make_row(r, j, err);
}

static void
json_close(struct crm_reader *r)
{
	struct json *j = r->state;

	if (j == NULL)
		return;
	drop_tree(j);
	crm_json_unload(&j->lib);
	crm_json_free(&j->scan);
	crm_buf_free(&j->joined);
	crm_arena_free(&j->lists);
	free(j);
}

const struct crm_reader_ops crm_json_ops = {
	json_open,
	json_next,
	json_rewind,
	json_close,
};
