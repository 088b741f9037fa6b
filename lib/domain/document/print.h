/* What the files that print documents share: names.c and values.c find what a template
 * calls by name, template.c keeps templates in the book. */
#ifndef DOCUMENT_PRINT_H
#define DOCUMENT_PRINT_H

#include <crm/domain/print.h>

#include "domain/core/core.h"

struct names;

/* The names of all kinds; opens no record.  Lives in the arena, but for what
 * names_close() closes. */
struct names *
names_open(struct crm_store *s, bool chinese, struct crm_arena *a);
void names_close(struct names *n);
/* Forgets the records of a document. */
void names_forget(struct names *n);
/* The table that a template is read with, and the shape of a kind. */
struct crm_template_source names_source(struct names *n);
const void *names_shape(struct names *n, const struct crm_entity *e);
/* A record to print; it is read where something of it is asked for. */
const void *
names_record(struct names *n, const struct crm_entity *e, int64_t id);

/* template.c: the active one in the book for a kind, of the language or of none; 0. */
enum crm_status template_active(struct crm_store *s, const char *kind,
    enum crm_template_format format, bool chinese, int64_t *id,
    struct crm_err *err);

/* One of the program's templates. */
struct own_template {
	const char *kind, *language, *format, *text;
};
/* Made by scripts/templates of the files beside this one; ends with kind NULL. */
extern const struct own_template own_templates[];

#endif
