/*
 * Which format an input has, and by what its cells are parted: its first line
 * says so.
 */
#include "impl.h"

#include <string.h>

/* A first line longer than this decides by what is seen of it. */
enum { LOOK_MAX = 1024 * 1024 };
/* Letters of a typed id; a header such as "address1" is longer. */
enum { CODE_MAX = 3 };

/* Index of the first byte that is not blank, or in->len. */
static size_t
skip_blank(const struct crm_input *in)
{
	size_t at = in->pos;

	while (at < in->len && strchr(" \t\r\n", in->data[at]) != NULL &&
	    in->data[at] != '\0')
		at++;
	return at;
}

/* Reads until the window holds the first line that is not blank. */
static enum crm_status
first_line(struct crm_reader *r, struct crm_text *line, struct crm_err *err)
{
	struct crm_input *in = &r->in;

	for (;;) {
		size_t at = skip_blank(in), end = at;
		enum crm_status status;

		while (end < in->len && in->data[end] != '\n' &&
		    in->data[end] != '\r')
			end++;
		line->p = in->data + at;
		line->n = end - at;
		if (end < in->len || in->eof || in->len > LOOK_MAX)
			return CRM_OK;
		status = crm_input_fill(in, err);
		if (status != CRM_OK)
			return status;
	}
}

/* "L12": as crm_id_split takes it, with a short code in capitals, for a
 * header of one column must not be taken for an id. */
static bool
is_id(struct crm_text t)
{
	size_t i = 0;

	t = crm_text_trim(t);
	while (i < t.n && t.p[i] >= 'A' && t.p[i] <= 'Z')
		i++;
	if (i == 0 || i > CODE_MAX || i == t.n || t.p[i] == '0')
		return false;
	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return i == t.n;
}

char
crm_guess_delimiter(struct crm_text line)
{
	size_t tabs = 0, semicolons = 0, bars = 0;
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];

		quoted ^= c == '"';
		if (quoted)
			continue;
		if (c == ',')
			return ',';
		tabs += c == '\t';
		semicolons += c == ';';
		bars += c == '|';
	}
	if (tabs == 0 && semicolons == 0)
		return bars > 0 ? '|' : ',';
	return tabs >= semicolons ? '\t' : ';';
}

/* "[HISTORYDETAIL]", as a bank writes it over its table, begins no array. */
static bool
begins_array(struct crm_text line)
{
	size_t i = 1;

	if (line.n == 0 || line.p[0] != '[')
		return false;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i == line.n || strchr("{[]\"-0123456789tfn", line.p[i]) != NULL;
}

static void
detect_format(struct crm_reader *r, const struct crm_reader_opts *opts,
    struct crm_text line)
{
	if (begins_array(line)) {
		r->format = CRM_FMT_JSON;
	} else if (line.n > 0 && line.p[0] == '{') {
		r->format = CRM_FMT_NDJSON;
	} else if (opts->delimiter == 0 && is_id(line)) {
		r->format = CRM_FMT_IDS;
	} else {
		r->format = CRM_FMT_CSV;
		if (opts->delimiter == 0)
			r->delimiter = crm_guess_delimiter(line);
		if (opts->delimiter == 0 && r->delimiter == '\t')
			r->format = CRM_FMT_TSV;
	}
}

static bool
begins(struct crm_text line, const char *with)
{
	size_t n = strlen(with);

	return line.n >= n && memcmp(line.p, with, n) == 0;
}

/* A statement of a bank: CRM_FMT_AUTO where it begins like none. */
static enum crm_format
statement(const struct crm_input *in, struct crm_text line)
{
	static const char camt[] = "camt.05";
	size_t i;

	if (begins(line, ":20:") || begins(line, ":940:") ||
	    begins(line, "{1:"))
		return CRM_FMT_MT940;
	if (!begins(line, "<"))
		return CRM_FMT_AUTO;
	/* The name of the format is in the tag that holds all. */
	for (i = in->pos; i + sizeof camt <= in->len; i++)
		if (memcmp(in->data + i, camt, sizeof camt - 1) == 0)
			return CRM_FMT_CAMT;
	return CRM_FMT_AUTO;
}

static enum crm_status
refuse_xml(struct crm_text line, struct crm_err *err)
{
	return begins(line, "<?xml") || begins(line, "<Document")
	    ? crm_fail(err, CRM_INVALID,
		  "it is XML, and no bank statement of the format CAMT.053: "
		  "have it as csv, tsv, json, ndjson or xlsx")
	    : CRM_OK;
}

enum crm_status
crm_detect(struct crm_reader *r, const struct crm_reader_opts *opts,
    struct crm_err *err)
{
	enum crm_status status;
	struct crm_text line;

	r->format = opts->format;
	r->delimiter = opts->delimiter != 0 ? opts->delimiter
	    : opts->format == CRM_FMT_TSV   ? '\t'
					    : ',';
	if (opts->format != CRM_FMT_AUTO)
		return CRM_OK;
	status = first_line(r, &line, err);
	if (status != CRM_OK)
		return status;
	r->format = statement(&r->in, line);
	if (r->format != CRM_FMT_AUTO)
		return CRM_OK;
	status = refuse_xml(line, err);
	if (status == CRM_OK)
		detect_format(r, opts, line);
	return status;
}
