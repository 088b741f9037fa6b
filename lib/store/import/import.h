/* What the files of the import share. */
#ifndef CRM_STORE_IMPORT_H
#define CRM_STORE_IMPORT_H

#include "state.h"

/* options.c: what feeds a field, made where nothing has fed it yet. */
struct feed *feed_of(struct import *im, int field);
/* The field that an option names; CRM_USAGE where there is none, or nobody may
 * import it. */
enum crm_status field_named(struct import *im, struct crm_text name,
    const char *option, int *field, struct crm_err *err);
/* Reads --value, --null, --scale and --default. */
enum crm_status import_options(struct import *im, struct crm_err *err);

/* header.c: the first column of exactly that name, from one on; -1: none. */
int header_named(const struct import *im, struct crm_text name, size_t from);
/* What is wrong with the headers, told all at once. */
struct header_faults {
	int *unknown; /* columns that match no field */
	size_t n, cap, others;
	struct crm_err first; /* of the others */
};
void header_unknown(struct import *im, struct header_faults *f, int column);
void header_fault(
    struct import *im, struct header_faults *f, const struct crm_err *err);
/* The failure, where there is one. */
enum crm_status header_tell(
    struct import *im, const struct header_faults *f, struct crm_err *err);
/* Two columns of one name; of one field. */
enum crm_status header_twice(const struct import *im, struct crm_text name,
    size_t a, size_t b, struct crm_err *err);
enum crm_status header_both_mean(
    const struct import *im, int a, int b, int field, struct crm_err *err);

/* map.c: what feeds what, from the headers and the options. */
enum crm_status import_map(struct import *im, struct crm_err *err);
/* JSON rows may bring new columns. */
enum crm_status import_map_more(struct import *im, struct crm_err *err);

/* absent.c: a column that a saved mapping names is not there. */
void absent_add(struct import *im, struct crm_text header, int field);
/* Once all columns feed something: CRM_USAGE where one cannot be done without. */
enum crm_status absent_tell(struct import *im, struct crm_err *err);

/* flagged.c: whether a header says that rows are deleted where they come from; it is
 * kept in mind then. */
bool flagged_header(struct import *im, int column, struct crm_text header);
/* A column of yes and no, or of when. */
void flagged_add(struct import *im, int column, bool flag);
/* Whether the row is deleted there. */
enum crm_status flagged_row(struct import *im, const struct crm_row *row,
    bool *yes, struct crm_err *err);
/* Behind the last row. */
void flagged_tell(struct import *im);

/* keyed.c: the reference that a header names by the key of its record, as "Customer
 * Code" does, or -1. */
int keyed_header(struct import *im, struct crm_text header);

/* target.c: what a name behind = of --map means. */
enum crm_status import_target(struct import *im, struct crm_text text,
    struct target *out, struct crm_err *err);
/* The reference that a derived field is a part of the key of, or -1. */
int qualified_by(const struct import *im, int field);
/* The field of that name, if it is such a one, or -1. */
int qualifier_named(const struct import *im, struct crm_text name);
/* Puts the part of the key that the row has before the name. */
enum crm_status qualify(struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *t, struct crm_err *err);
/* Where the row has that part, and no name: a new record begins in the first open
 * one with it; one that is there has it already, or the row is refused. */
enum crm_status qualified_alone(struct import *im, const struct crm_row *row,
    int64_t id, struct crm_err *err);
/* row-ref.c: the pipeline that a new book has, where others call theirs so that has
 * no other name; else the one that is named. */
struct crm_text our_pipeline(struct crm_text named);

/* about.c: a reference to a record of any kind. */
/* A column of it; false where there are too many. */
bool about_add(struct import *im, int column, const struct target *t);
/* Whether the header is that of a kind, or of kinds; it then feeds it. */
bool about_header(struct import *im, int column, struct crm_text header);
enum crm_status about_convert(struct import *im, struct feed *f,
    const struct crm_row *row, struct crm_err *err);
/* The same of a default. */
enum crm_status about_text(
    struct import *im, struct feed *f, struct crm_text t, struct crm_err *err);
void about_told(struct import *im);
/* Whether a reference stands beside one to any kind, and what that names says whose
 * record is meant. */
bool about_tells_apart(const struct import *im, const struct feed *f);
/* Of such a reference: among whose records the row's is. */
enum crm_status about_whose(struct import *im, const struct feed *f,
    struct crm_reference *ref, struct crm_err *err);

/* person.c: whether a column has a part of a person's name, which is kept in
 * mind. */
bool person_header(struct import *im, struct crm_text header, int column);
/* Once all columns are seen: they feed the name, or are added to those left out
 * where something else does. */
void person_map(struct import *im, struct crm_buf *left);
/* Chinese parts as one name, in im->join; false where they are no such. */
bool person_join(struct import *im, const struct crm_text *part, int n);

/* look.c: CRM_NUM_MIXED where semicolons part the cells, and nothing says that the
 * file has a decimal point: it is then one of those that write 1,5. */
int look_beside(const struct import *im);
/* The decimal sign of each column, from all of its numbers. */
enum crm_status import_look(struct import *im, struct crm_err *err);
/* Whether another number of its column may settle how this one is read. */
bool
import_doubts(const struct import *im, const struct feed *f, struct crm_text t);

/* told.c: what was done to values, said once a column. */
void told_value(struct import *im, struct feed *f, struct crm_text t);
/* Around the insert of a row: amounts that were blank, and have a value behind it. */
void told_blank(struct import *im);
void told_worked_out(struct import *im);
void told_all(struct import *im);

/* further.c: of cells with several addresses or numbers. */
void further_start(struct import *im);
/* Whether there is a place for more than one of that type. */
bool further_has(const struct import *im, enum crm_type type);
/* Keeps those behind the first of the cell at hand. */
enum crm_status
further_take(struct import *im, const struct feed *f, struct crm_err *err);
/* Puts them into the row's record. */
enum crm_status further_put(struct import *im, struct crm_err *err);
/* Beside those that the record has. */
enum crm_status further_join(
    struct import *im, const struct crm_record *now, struct crm_err *err);

/* refused.c: what an earlier import said of a row that it refused. */
void refused_start(struct import *im);
void refused_row(struct import *im, const struct crm_row *row);
/* Whether it was refused for that field. */
bool refused_for(const struct import *im, int field);
/* CRM_INVALID where a cell of the field lost digits then, and still has. */
enum crm_status refused_digits(const struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_err *err);
/* Whether the id was nobody's then. */
bool refused_id(struct import *im, int field, struct crm_text id);
/* The row has the identity of the one in that line. */
enum crm_status refused_twice(int64_t before, struct crm_err *err);
enum crm_status
refused_otherwise(const struct import *im, int64_t id, struct crm_err *err);
/* Whether it was refused for that, and has the other no more beside it. */
bool refused_was_twice(const struct import *im, struct crm_err *err);
/* The row is that record, with other values. */
enum crm_status
refused_is(const struct import *im, int64_t id, struct crm_err *err);
/* The record that it was refused for being, or 0. */
int64_t refused_as(const struct import *im);
/* Whether the sign was the decimal one of the column. */
bool refused_sign(struct import *im, const struct feed *f,
    const struct crm_row *row, int sign);
/* Whether the row at hand has such signs. */
bool refused_has_signs(const struct import *im);
/* Adds the signs that are settled to the reasons of the row at hand. */
void refused_keep_signs(struct import *im);

/* mistakes.c: one more of the row at hand; the failure that they are together,
 * where there are any. */
void mistakes_add(struct import *im, const struct crm_err *err);
enum crm_status mistakes_end(struct import *im, struct crm_err *err);
/* Kinds that are set up before there are records: stages, users, pools. */
bool is_set_up(const struct crm_entity *e);
/* The error is that of a value which means nothing here. */
void mistakes_unknown(struct import *im, const struct feed *f,
    struct crm_text t, struct crm_err *err);
/* Behind the last row: each such value. */
void mistakes_tell(struct import *im);
void mistakes_free(struct import *im);

/* layout.c: the columns of a bank's export, before each is looked at for itself. */
void layout_map(struct import *im, struct crm_buf *left);
/* Once all columns feed something: whether the key is made of what rows say. */
void layout_key(struct import *im);
/* The amount of a row, with the sign that another column says. */
enum crm_status layout_way(struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *amount, struct crm_err *err);
/* Once the row is a record: the key that it has not, and what there was then. */
void layout_row(struct import *im, const struct crm_row *row);
/* Behind the last row. */
void layout_tell(struct import *im);

/* cell.c: the text that feeds a field: one cell, or several joined by a blank,
 * with single blanks in them.
 * *clear where a cell says so, *number where one is a number of JSON.  What a
 * spreadsheet shows for an error is refused. */
enum crm_status
import_text(struct import *im, const struct feed *f, const struct crm_row *row,
    bool *clear, bool *number, struct crm_text *out, struct crm_err *err);
/* Whether --null says that the text means blank; whether it is what a spreadsheet
 * shows of an error; the failure that it is one. */
bool
cell_is_null(const struct import *im, const struct feed *f, struct crm_text t);
bool cell_is_error(struct crm_text t);
enum crm_status cell_refuse_error(
    const struct crm_field *fd, struct crm_text t, struct crm_err *err);
/* Whether a text that is not empty may be what a spreadsheet shows of an error. */
static inline bool
begins_error(struct crm_text t)
{
	return t.p[0] == '#' || t.p[0] == 'E';
}

/* Whether nobody sees anything in a text, or it is the formula of an empty one. */
bool cell_is_nothing(struct crm_text t);
/* Whether a text that is not empty may be so. */
static inline bool
begins_nothing(struct crm_text t)
{
	const unsigned char c = (unsigned char)t.p[0];

	return c <= ' ' || c == '=' || (c >= 0xC2 && c <= 0xE3) || c >= 0xEF;
}

/* Whether there is nothing in a cell, or nothing that anybody sees. */
static inline bool
cell_is_empty(struct crm_text t)
{
	return t.n == 0 || (begins_nothing(t) && cell_is_nothing(t));
}

/* How Zoho and others export a list of choices that nothing was chosen from. */
static inline bool
says_none(struct crm_text t)
{
	return t.p[0] == '-' &&
	    (crm_text_is(t, "-None-") || crm_text_is(t, "--None--"));
}

/* The same for the common cell, which is taken as it stands; false says nothing
 * but that the long way has to be taken. */
static inline bool
import_plain(const struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *out)
{
	const struct crm_cell *c;

	if (f->n != 1 || f->id_column >= 0 || f->nulls != NULL ||
	    im->nulls[0] != NULL || (size_t)f->column[0] >= row->n)
		return false;
	c = &row->cell[f->column[0]];
	*out = c->text;
	return c->kind == CRM_CELL_TEXT &&
	    (c->text.n == 0 ||
		(!begins_error(c->text) && !says_none(c->text) &&
		    !cell_is_empty(c->text)));
}

/* last.c: gives a field what its cell was in the row before, where it is the same. */
bool last_again(struct import *im, struct feed *f, const struct crm_row *row);
/* Whether what becomes of its cells may be kept. */
bool last_may(const struct import *im, struct feed *f);
/* Keeps what it became; `before`: what was told of the column until then. */
void last_keep(struct import *im, struct feed *f, const struct crm_row *row,
    const struct met_values *before);

/* minutes.c: whether a field is of minutes, and such a text as their number. */
bool minutes_has(const struct crm_field *f);
struct crm_text
minutes_text(struct import *im, struct feed *f, struct crm_text t);

/* clock.c: takes a column that is the day or the time of one field, and the one
 * that has the other. */
enum crm_status
clock_header(struct import *im, int column, bool *taken, struct crm_err *err);
/* Joins a day and a time that are not blank. */
void clock_join(struct import *im, const struct crm_text *part);

/* money.c: whether a field is of money or a price in the record's currency. */
bool money_in_currency(const struct crm_field *f);
/* In which currency the amounts of the row are read; empty: in the base's. */
struct crm_text money_currency(const struct import *im);
/* Looks for the currency of a row that has none of its own in its amounts. */
enum crm_status
money_named(struct import *im, const struct crm_row *row, struct crm_err *err);
/* Whether a header names a currency in brackets at its end, and what is before. */
bool money_in_brackets(struct crm_text header, char code[CRM_CURRENCY_SIZE],
    struct crm_text *bare);
/* CRM_INVALID where the amounts of a new record may be in several. */
enum crm_status money_settled(const struct import *im, struct crm_err *err);
/* That the currency which a header names is that of the row. */
enum crm_status money_headers(
    struct import *im, const struct crm_row *row, struct crm_err *err);
/* Reads the amounts of a row that name a currency in that of the record which the row
 * is a part of, where its kind has none of its own; `now`: the record that it meets, or
 * NULL. */
enum crm_status money_of_owner(struct import *im, const struct crm_row *row,
    const struct crm_record *now, struct crm_err *err);
/* Behind an error about an amount of a kind that has no currency of its own: what
 * to do with one that is named. */
void money_hint(const struct import *im, const struct crm_field *f,
    struct crm_text t, struct crm_err *err);

/* One cell, whichever it is, so. */
enum crm_status
import_cell(struct import *im, const struct feed *f, const struct crm_row *row,
    int column, bool *clear, struct crm_text *out, struct crm_err *err);
/* The typed id beside a reference, so. */
enum crm_status import_id_text(struct import *im, const struct feed *f,
    const struct crm_row *row, bool *clear, struct crm_text *out,
    struct crm_err *err);
/* A name of a record, as it was before a spreadsheet had it; 18.0 is 18 only
 * where `numbers`. */
struct crm_text
import_bare(struct import *im, struct feed *f, struct crm_text t, bool numbers);
/* row-ref.c: the text of a reference, so: where records of that kind go by a code,
 * 18.0 is 18, as it is in their own column, unless one is called 18.0; e NULL: of
 * any kind. */
struct crm_text import_bare_ref(struct import *im, struct feed *f,
    const struct crm_entity *e, const struct crm_reference *r);

/* own-id.c: the record's own id, or another system's. */
/* Whether the file has versions, which only our lists have. */
bool is_our_list(const struct import *im);
enum crm_status
own_id(struct import *im, struct crm_text t, struct crm_err *err);
/* Behind the last row: those of another system among ours are too late. */
void own_id_end(struct import *im);

/* rows.c: the next row that is a record, as crm_reader_next gives it; it is valid
 * until the next call. */
enum crm_status
rows_next(struct import *im, struct crm_row **row, struct crm_err *err);
void rows_free(struct import *im);
/* A row is left out, and will be said to be. */
void rows_leave_out(struct import *im, const struct crm_row *row);

/* sum-word.c: whether a cell may begin so that its row is no record. */
bool sum_may_begin(char c);
/* The one text of a row whose other values are *figures figures; none where there are
 * more texts. */
struct crm_text sum_text(const struct crm_row *row, size_t *figures);
/* What a row is, beside records, that has such a text and so many figures. */
enum beside {
	RECORD,
	LAST_ONLY,  /* it may be one */
	ABOVE_ONLY, /* so may it before the first, where it may be their sum */
	NO_RECORD
};
enum beside sum_judge(struct crm_text t, size_t figures, size_t columns);
/* "共 12 条", "(3 rows)" */
bool sum_is_count(struct crm_text t);
/* Whether the only text of a row begins or ends with a word for a sum. */
bool sum_is_named(const struct crm_row *row);
/* Whether a text has a word for a sum, or is a count. */
bool sum_says(struct crm_text t);

/* header-row.c: whether a row is the header again. */
bool header_again(const struct import *im, const struct crm_row *row);
/* Whether a row below the header says of its columns what they want. */
bool header_describes(const struct crm_row *row);
/* The failure that it is one of other columns. */
enum crm_status header_other(
    const struct import *im, const struct crm_row *row, struct crm_err *err);

/* unnamed.c: notes a column that has no header; false: it has one. */
bool unnamed_header(struct import *im, int column);
/* CRM_USAGE where the row has a value there. */
enum crm_status
unnamed_row(struct import *im, const struct crm_row *row, struct crm_err *err);
void unnamed_tell(struct import *im);

/* footing.c: whether nothing but figures is in a row. */
bool footing_bare(struct import *im, const struct crm_row *row);
/* Whether it has a value, no word for a sum, where a record has an identity. */
bool footing_identified(struct import *im, const struct crm_row *row);
/* Whether its first cell alone has a value. */
bool footing_lone(const struct crm_row *row);
/* Whether it may be a line behind the table, padded to the width of that. */
bool footing_padded(struct import *im, const struct crm_row *row);
/* Whether the record at hand has a figure that is the sum of those above, and no key
 * or a word for a sum; without the word it has to be `whole`, with no value refused. */
bool footing_is(struct import *im, const struct crm_row *row, bool whole);
/* Its figures are added to those above; a sum stood there, of a part. */
void footing_add(struct import *im, const struct crm_row *row);
void footing_part(struct import *im);
void footing_tell(struct import *im);

/* Whether a failure is the row's fault. */
static inline bool
is_row_error(enum crm_status st)
{
	return st == CRM_INVALID || st == CRM_NOTFOUND || st == CRM_RULE;
}

/* row.c: a row's cells as im->rec. */
/* What --value makes of a text. */
struct crm_text
import_mapped(struct import *im, const struct feed *f, struct crm_text t);
enum crm_status import_convert(
    struct import *im, const struct crm_row *row, struct crm_err *err);
/* row-ref.c: a reference, by name or typed id or both; these must agree. */
enum crm_status import_convert_ref(struct import *im, struct feed *f,
    struct crm_text name, struct crm_text typed, struct crm_err *err);
/* meet.c: what becomes of a row that is a record which is there; `before`: the line
 * of an earlier row that was the same, or 0. */
enum crm_status meet_record(struct import *im, const struct crm_row *row,
    int64_t id, int64_t before, enum crm_action *done, struct crm_err *err);
/* row.c: reads what is money again, where the row does not say in which currency and
 * its record is in another than the book. */
/* Reads the amounts of the row again, in the currency that it has now. */
enum crm_status import_amounts(
    struct import *im, const struct crm_row *row, struct crm_err *err);
enum crm_status import_in_currency(struct import *im, const struct crm_row *row,
    struct crm_value currency, struct crm_err *err);
/* What of the command line is read like: +3d may be said. */
struct crm_parse default_parse(const struct import *im);
/* Defaults of the command line for a new record. */
enum crm_status import_defaults(
    struct import *im, const struct crm_row *row, struct crm_err *err);
/* The currency that they say for amounts which come without one. */
enum crm_status import_default_currency(
    struct import *im, const struct crm_row *row, struct crm_err *err);
/* Of one that is there, where it and the row have nothing. */
enum crm_status
import_fill_defaults(struct import *im, const struct crm_row *row,
    const struct crm_record *now, struct crm_err *err);
/* either.c: what is closed, and open by the row, has no day of its end any more. */
enum crm_status either_reopen(
    struct import *im, const struct crm_record *now, struct crm_err *err);
/* row-ref.c: what a new book calls it, in one of its languages; NULL: as in the
 * other. */
const char *import_our_word(
    const struct crm_choice *list, struct crm_text word, bool chinese);
/* beside.c: the name alone that a row has of one that may be one of several. */
void beside_forget(struct import *im);
void beside_keep(struct import *im, const struct feed *f, struct crm_text word);
/* Of several the one beside the first there is; false where that is none. */
bool beside_first(struct import *im, const struct feed *f, struct crm_text word,
    struct crm_value *out);
/* Once it is known which record the row is: the one beside what that has. */
enum crm_status
beside_place(struct import *im, int64_t id, struct crm_err *err);
/* Of what tells which record a row is, before that is asked. */
enum crm_status import_same_defaults(
    struct import *im, const struct crm_row *row, struct crm_err *err);

/* refs.c */
/* How a row's name and id, of which one may be empty, are looked up. */
struct lookup import_lookup(struct import *im, const struct feed *f,
    struct crm_text name, struct crm_text id);
/* *later: it may stand further down. */
enum crm_status import_reference(struct import *im, const struct lookup *l,
    struct crm_value *out, bool *later, struct crm_err *err);
/* The record that a text names; CRM_INVALID where there is none, but with
 * `make` it is made where that was asked for. */
/* The failure of a reference that refused_id is about. */
enum crm_status was_nobody(
    const struct import *im, const struct lookup *l, struct crm_err *err);
enum crm_status import_look_up(struct import *im, const struct lookup *l,
    bool make, int64_t *id, struct crm_err *err);
/* References that were found before; the record may be of another kind. */
bool import_known(struct import *im, const struct lookup *l,
    const struct crm_entity **e, int64_t *id);
void import_remember(struct import *im, const struct lookup *l,
    const struct crm_entity *e, int64_t id);
/* The failure of a reference as that of its row. */
bool is_id_label(const struct crm_field *f, struct crm_text header);
enum crm_status import_row_error(
    enum crm_status st, const struct crm_field *f, struct crm_err *err);
void import_forget_names(struct import *im);

/* self.c: references of rows to records of their own kind. */
bool self_refers(const struct import *im);
void self_start(struct import *im);
/* Whether an earlier run found the next row bad, and why; or that what it refers
 * to is refused itself. */
enum crm_status self_known(struct import *im, int64_t row, struct crm_err *err);
/* A reference of the row at hand, to be resolved behind the last one. */
void self_defer(struct import *im, const struct lookup *l);
/* What became of a row; id 0: nothing. */
void self_row(struct import *im, int64_t row, int64_t id, bool made);
enum crm_status self_resolve(struct import *im, struct crm_err *err);
void self_free(struct import *im);

/* Of lost.c: tells of the columns that lost their text. */
void lost_tell(struct import *im);

/* way-back.c: a row begins; something is made for it by the way; it is about to be
 * written itself; it ends, and what was written for it is taken back where it is
 * refused, or where it changed nothing itself. */
void way_back_row(struct import *im);
enum crm_status way_back_made(struct import *im, struct crm_err *err);
enum crm_status way_back_write(struct import *im, struct crm_err *err);
enum crm_status way_back_end(
    struct import *im, enum crm_status row, bool kept, struct crm_err *err);

/* missing.c: records that are referred to and made by the way. */
/* Whether what the lookup names may be made, and that was asked for. */
bool missing_may(struct import *im, const struct lookup *l);
enum crm_status missing_make(struct import *im, const struct lookup *l,
    int64_t *id, struct crm_err *err);
/* Appends the way out to the error of a lookup that found nothing. */
void
missing_way_out(struct import *im, const struct lookup *l, struct crm_err *err);
/* What tells records of one name apart, and the row has, too: of a person the reference
 * to a company, of a lot that to its product.  The field of the row, or -1. */
int missing_company(const struct import *im, const struct crm_entity *e);
/* The first field of a kind that does so, or -1. */
int missing_apart(const struct import *im, const struct crm_entity *e);

/* ident.c */
/* Reads what tells records of the kind apart. */
void ident_start(struct import *im);
/* The identity of that kind that im->rec has; false where it has none. */
bool ident_set(struct import *im, struct identity *x, int kind);
/* That of the field of --key with a text. */
void ident_of_text(
    struct import *im, struct identity *x, int field, struct crm_text t);
/* The row's own, once it is a record. */
void ident_row(struct import *im);
/* The record that the row's identity names: 0 for a new one; *line is where
 * the same identity stood before in this file, or 0. */
enum crm_status
ident_find(struct import *im, int64_t *id, int64_t *line, struct crm_err *err);
/* A merged record keeps its keys: the row at hand leaves them alone. */
void ident_leave_keys(struct import *im);

/* same-key.c: values of --key that are the same. */
/* Appends " AND (…)" for the row's value of it, and binds its marks. */
void same_key_condition(const struct import *im, int key, struct crm_buf *sql);
void same_key_bind(struct import *im, int key, struct crm_stmt *q, int mark);
/* Live records that may have it, where these are all. */
enum crm_status same_key_known(
    struct import *im, int key, struct known_ids *out, struct crm_err *err);
/* Notes the record at hand by its further values. */
enum crm_status
same_key_note(struct import *im, int64_t id, int64_t line, struct crm_err *err);
/* How a record writes its key stays: the row's is the same. */
void same_key_leave(struct import *im, const struct crm_record *now);

/* note.c */
/* Notes of what the book has, before the first row. */
enum crm_status note_start(struct import *im, struct crm_err *err);
/* Once the row is a record, before anything else of this: its keys, and word
 * to the memory behind them that they will be asked for. */
void note_row(struct import *im);
/* Notes what a row with a known identity became. */
enum crm_status
note_met(struct import *im, int64_t id, int64_t line, struct crm_err *err);
/* Notes a new record: its identity and its likeness. */
enum crm_status
note_new(struct import *im, int64_t id, int64_t line, struct crm_err *err);
/* A record was changed: what was noted of it may be no longer so. */
void note_changed(struct import *im, int64_t id);
bool note_was_changed(const struct import *im, int64_t id);
/* The same by what its row says. */
void note_updated(struct import *im, int64_t id);
bool note_was_updated(const struct import *im, int64_t id);
/* What is written until the next call edits that record (crm_saving.met); 0: none. */
void import_meets(struct import *im, int64_t id);
/* Reads a note back, into im->found, as many texts as it has. */
enum crm_status
note_read(struct import *im, int64_t at, size_t texts, struct crm_err *err);
uint64_t note_id_hash(int64_t id);
/* Notes one thing that a record of the book is found by, in a map of its own, and a
 * number that is wanted with it; or its id and all keys of im->rec. */
enum crm_status note_name(struct import *im, struct keymap *map, int64_t id,
    int64_t line, struct crm_text text, uint64_t hash, struct crm_err *err);
enum crm_status note_names(struct import *im, struct keymap *map, int64_t id,
    int64_t line, struct crm_err *err);
void note_free(struct import *im);

/* merged.c */
/* Notes the keys of a merged record, which is im->rec. */
enum crm_status merged_note(struct import *im, int64_t id, struct crm_err *err);
/* The record that stands for the one with the row's identity, or with the id;
 * 0 for none.  It is im->survivor then. */
enum crm_status
merged_find(struct import *im, int64_t *id, struct crm_err *err);
enum crm_status merged_find_id(
    struct import *im, int64_t merged, int64_t *id, struct crm_err *err);
/* The record that it was merged into has other values, and nothing says what to do. */
enum crm_status
merged_refuse(const struct import *im, int64_t id, struct crm_err *err);
/* Counts a row of which only what that record lacks is taken; said at the end. */
void merged_count(struct import *im, const struct crm_record *now);
void merged_tell(struct import *im);

/* gone.c: deleted records. */
/* The condition for those that are noted. */
const char *gone_where(struct import *im);
/* Notes the keys of one, which is im->rec. */
enum crm_status gone_note(struct import *im, int64_t id, struct crm_err *err);
/* Whether a record is one of those that were noted; then gone_id and gone_in are
 * its, else gone_id is 0. */
enum crm_status
gone_is(struct import *im, int64_t id, bool *yes, struct crm_err *err);
/* Notes a deleted line by its place, where it was noted by its id. */
enum crm_status
gone_note_place(struct import *im, int64_t id, struct crm_err *err);
/* The deleted record that the row is, as im->gone_id. */
enum crm_status gone_find(struct import *im, struct crm_err *err);
/* What --deleted says of it: *id where it is back; gone_id is 0 where the row is
 * a new one. */
enum crm_status
gone_decide(struct import *im, int64_t *id, struct crm_err *err);

/* gone-ref.c: the deleted record that a reference to nobody means, brought back
 * where --deleted says so; *id 0: there is none, or another is to be made.
 * CRM_INVALID: nothing was said. */
enum crm_status gone_reference(struct import *im, const struct lookup *l,
    int64_t *id, struct crm_err *err);

/* part.c: lines of documents. */
void parts_start(struct import *im);
/* continued.c: rows below a document that are further lines of it. */
void continued_start(struct import *im);
/* Whether a row says nothing of the document itself; counts it. */
bool continued_is(struct import *im, const struct crm_row *row);
void continued_tell(struct import *im);
/* Gives back the status of a line that was refused, with the way out where it names
 * no document. */
enum crm_status continued_refuse(
    const struct import *im, enum crm_status st, struct crm_err *err);
/* The identity that a line has by its place; false for none. */
bool parts_place(struct import *im, struct identity *x);
/* The same for a row with a number, as if it had none: its next place among the
 * lines without one. */
void parts_fit(struct import *im, struct identity *x);
/* The places begin anew. */
void parts_forget(struct import *im);

/* lines.c: what stands for what, before the first row; and one more. */
enum crm_status lines_start(struct import *im, struct crm_err *err);
enum crm_status lines_note_stand(
    struct import *im, int64_t new, int64_t old, struct crm_err *err);
/* The line in a place; *n: how many live ones are.  A deleted one is im->gone_id. */
enum crm_status lines_find(struct import *im, const struct identity *x,
    int64_t *id, int *n, struct crm_err *err);
/* A line without a number was found for a row that has one. */
void lines_fitted(struct import *im, int64_t id);
/* They are not as they were read. */
void lines_forget(struct import *im);

/* like.c */
enum crm_status like_start(struct import *im, struct crm_err *err);
/* Gathers the values of the row at hand; word to the memory behind them. */
void like_row(struct import *im);
/* Keeps what the row at hand is compared by in a note, which is then at a place
 * from where it can be found. */
void like_fill(struct import *im, struct note *note);
enum crm_status like_note(struct import *im, int64_t at, struct crm_err *err);
/* Records like the row's, at most one of each kind. */
enum crm_status like_find(
    struct import *im, struct crm_like *out, size_t *n, struct crm_err *err);

/* seen.c: a file whose rows have no identity is known by its hash.  Other texts may be
 * kept beside these. */
enum crm_status
seen_before(struct import *im, char hash[65], struct crm_err *err);
enum crm_status
seen_note(struct import *im, const char *text, struct crm_err *err);

/* met.c: the record that a row meets, without its version.  It stays until the
 * next one. */
enum crm_status met_load(
    struct import *im, int64_t id, struct crm_record *out, struct crm_err *err);
/* It is about to be changed. */
void met_changed(struct import *im, int64_t id);

/* keys.c */
uint64_t key_hash(uint64_t seed, const char *p, size_t n);
void keymap_add(struct keymap *m, uint64_t hash, int64_t what);
/* Word to the memory behind a hash that it will be asked for. */
static inline void
keymap_prefetch(const struct keymap *m, uint64_t hash)
{
	if (m->cap > 0)
		__builtin_prefetch(&m->slot[hash & (m->cap - 1)]);
}
/* The slots of a hash, one after another; NULL behind the last. */
const struct key_slot *keymap_first(const struct keymap *m, uint64_t hash);
const struct key_slot *
keymap_next(const struct keymap *m, uint64_t hash, const struct key_slot *s);
void keymap_free(struct keymap *m);
enum crm_status notes_add(struct notes *n, const struct note *note,
    size_t texts, int64_t *at, struct crm_err *err);
/* Its texts stay until the next call. */
enum crm_status notes_read(struct notes *n, int64_t at, struct note *note,
    size_t texts, struct crm_err *err);
void notes_free(struct notes *n);

/* row.c: the way out of a label of another system, behind an error. */
void import_say_value(
    const struct crm_field *f, struct crm_text t, struct crm_err *err);

#include "either.h"
#include "odd.h"

#endif
