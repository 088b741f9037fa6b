/* What the files that read vCards share. */
#ifndef CRM_IO_VCARD_H
#define CRM_IO_VCARD_H

#include <crm/io/card.h>

/* One property: "item1.TEL;TYPE=CELL:+86 138 0013 8000", unfolded. */
struct vcard_prop {
	struct crm_text name;   /* without its group */
	struct crm_text params; /* ";TYPE=CELL", or empty */
	struct crm_text value;
	int64_t line;
};

/* Whether the parameters have a word: as a type, an encoding, or alone. */
bool vcard_param(const struct vcard_prop *p, const char *word);
/* The value of a parameter, without quotes; empty where there is none. */
struct crm_text vcard_param_value(const struct vcard_prop *p, const char *name);
bool vcard_is(struct crm_text t, const char *word); /* without case */

enum { VCARD_PARTS = 7 };

/* The value as UTF-8 text: transfer encoding and character set undone, the
 * backslashes still there. */
enum crm_status vcard_decode(const struct vcard_prop *p, struct crm_arena *a,
    struct crm_text *out, struct crm_err *err);
/* Without its backslashes. */
struct crm_text vcard_plain(struct crm_text t, struct crm_arena *a);
/* Its parts between semicolons, without backslashes; blank where there are
 * fewer.  The last one holds what is too many. */
void vcard_split(
    struct crm_text t, struct crm_arena *a, struct crm_text out[VCARD_PARTS]);

#endif
