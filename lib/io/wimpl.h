/* What the writers of the formats share; writer.c holds the public face. */
#ifndef CRM_IO_WIMPL_H
#define CRM_IO_WIMPL_H

#include <crm/io/writer.h>

/* One format.  `begin`, `end` and `close` may be NULL; the last two are of a
 * format that has several sheets. */
struct crm_writer_ops {
	enum crm_status (*begin)(struct crm_writer *w, struct crm_err *err);
	enum crm_status (*row)(struct crm_writer *w,
	    const struct crm_value *cells, struct crm_err *err);
	enum crm_status (*end)(struct crm_writer *w, struct crm_err *err);
	void (*close)(struct crm_writer *w);
	enum crm_status (*end_sheet)(struct crm_writer *w, struct crm_err *err);
	enum crm_status (*begin_sheet)(
	    struct crm_writer *w, struct crm_err *err);
};

extern const struct crm_writer_ops crm_csv_writer, crm_tsv_writer,
    crm_json_writer, crm_ndjson_writer, crm_ids_writer, crm_table_writer,
    crm_md_writer, crm_xlsx_writer, crm_chart_writer, crm_svg_writer,
    crm_png_writer, crm_html_writer;

struct crm_writer {
	const struct crm_writer_ops *ops;
	struct crm_writer_opts opts;
	char delimiter; /* 0: comma */
	struct crm_out *out;
	struct crm_buf *buf; /* of out */
	const struct crm_column *column;
	size_t n;
	size_t rows;
	char currency[4];    /* the last one looked up, */
	int currency_digits; /* and its digits */
	void *state;         /* the format's own */
};

/* The cell that tells what a row is, also where that is no column; -1: none does. */
int crm_row_kind(const struct crm_writer *w);
/* Digits behind the point of a money cell. */
int crm_cell_digits(struct crm_writer *w, const struct crm_column *c,
    const struct crm_value *cells);
/* Appends the cell as CSV and JSON carry it; text as it is. */
void crm_cell_plain(struct crm_writer *w, struct crm_buf *out, size_t i,
    const struct crm_value *cells);
/* Appends the cell as people read it: thousands grouped, labels of enums,
 * short instants; text as it is. */
void crm_cell_pretty(struct crm_writer *w, struct crm_buf *out, size_t i,
    const struct crm_value *cells);
/* Numbers, which tables align to the right. */
bool crm_column_is_number(const struct crm_column *c);
/* What would be another thing without its end: ids, numbers, dates, phones. */
bool crm_column_is_whole(const struct crm_column *c);
/* What a cell says beyond its text. */
enum crm_tone crm_cell_tone(
    const struct crm_writer *w, size_t i, const struct crm_value *cells);
const char *crm_column_label(const struct crm_column *c);
/* The label of an enum's code, or the code where it has none. */
struct crm_text crm_cell_label(const struct crm_writer *w,
    const struct crm_column *c, struct crm_text code);

#endif
