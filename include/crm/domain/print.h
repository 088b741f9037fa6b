/*
 * Documents for people: a record of the book by a template (crm/io/template.h).
 *
 * Names in a template are those of the dictionary, from the record that is printed:
 * its fields; those of what it refers to behind a dot, six steps deep; lists of what
 * is part of it or refers to it by a field called as its kind, under the name of
 * their own kind without its own before it (quote-line of a quote: lines; return of
 * an order: returns; receivable of a customer: receivables); `taxes`, the sums of its
 * lines by their rate (rate, net, tax, gross); and `seller`, which is the only one
 * where the document names none.
 *
 * Which template: that which is named; that which the record itself names (a field
 * `template`); the active one in the book for its kind, format and language, or for
 * its kind and format in any language; that of the program.
 */
#ifndef CRM_PRINT_H
#define CRM_PRINT_H

#include <crm/io/template.h>
#include <crm/store/store.h>

struct crm_print_ask {
	const struct crm_entity *entity;
	enum crm_template_format format;
	bool chinese;
	int64_t named; /* a record of the kind template; 0: none */
	struct crm_text
	    text; /* or a template that is in no book; p NULL: none */
};

struct crm_print;

/* What it gives lives in the arena.  CRM_RULE where there is no template for the
 * kind, CRM_INVALID where it cannot be read. */
enum crm_status
crm_print_open(struct crm_store *s, const struct crm_print_ask *ask,
    struct crm_arena *a, struct crm_print **out, struct crm_err *err);
/* Appends the document of one record. */
enum crm_status crm_print_one(
    struct crm_print *p, int64_t id, struct crm_buf *out, struct crm_err *err);
void crm_print_close(struct crm_print *p); /* NULL is fine */

/* Documents behind each other, parted as the format parts pages: by a form feed, a
 * rule, or within the page that the first one made. */
struct crm_pages {
	enum crm_template_format format;
	size_t n;  /* that there are */
	bool body; /* of HTML: it is open */
};
void
crm_pages_add(struct crm_pages *p, struct crm_text page, struct crm_buf *out);
void crm_pages_end(const struct crm_pages *p, struct crm_buf *out);

/* The program's own template of a kind; NULL: there is none. */
const char *
crm_print_own(const char *kind, enum crm_template_format format, bool chinese);
/* Kinds of which there is one, in their order; NULL behind the last. */
const char *crm_print_kind(size_t i);

/* The codes that the kind template has for formats: "text", "md", "html". */
const char *crm_print_format(enum crm_template_format format);

#endif
