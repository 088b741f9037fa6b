/* What asking for likeness and an import's own way to it share. */
#ifndef CRM_STORE_LIKE_H
#define CRM_STORE_LIKE_H

#include <crm/store/like.h>

/* Of a value: enough records of different names to tell that it is shared. */
enum { LIKE_HITS = CRM_LIKE_SHARED + 1 };

struct like_hit {
	int64_t id;
	struct crm_text who; /* the folded name that it has, or empty */
};

/* A field that tells likeness: its place, and what it holds, one or a list of
 * them: CRM_T_EMAIL, CRM_T_PHONE, or CRM_T_TEXT for the name of a company. */
struct like_field {
	int at;
	enum crm_type type;
	bool list, folded;
};

bool is_like(const struct crm_field *f);
/* What such a field holds, one or a list of them. */
enum crm_type like_type(const struct crm_field *f);
/* The fields of a kind that tell likeness, what says most first; `field` has
 * room for all. */
size_t like_fields(const struct crm_entity *e, struct like_field *field);
/* The next item of a value of such a field: it is the only one where the field
 * holds no list.  False behind the last. */
static inline bool
like_next(
    const struct like_field *f, struct crm_text *rest, struct crm_text *item)
{
	if (f->list)
		return crm_list_next(rest, item);
	*item = *rest;
	rest->n = 0;
	return item->n > 0;
}
/* The other text that is the same value, as a number has one; false: there is
 * none. */
bool like_other(enum crm_type type, struct crm_text t, struct crm_arena *a,
    struct crm_text *out);
/* Whether a value of such a field is the text, or has it among others. */
bool
like_has(const struct like_field *f, struct crm_text value, struct crm_text t);
/* Whether a value of the type says nothing where many have it. */
bool is_counted(enum crm_type type);
/* The value of a field as it is compared; names are folded into the arena.  Empty
 * where there is none. */
struct crm_text like_value(const struct crm_record *r,
    const struct like_field *f, struct crm_arena *a);
/* Appends the column that has it. */
void like_column(struct crm_buf *sql, const struct crm_field *f);
/* Appends the test of such a field for a value: "? is it, or one of them", and
 * what is bound to its mark, in the arena. */
void like_equal(struct crm_buf *sql, const struct crm_field *f);
struct crm_text
like_bound(const struct crm_field *f, struct crm_text t, struct crm_arena *a);
/* Who a record is: the name of the person, else of the company. */
struct crm_text like_who(const struct crm_record *r, struct crm_arena *a);
/* Appends the same of a kind's rows. */
void like_who_column(struct crm_buf *sql, const struct crm_entity *e);
/* Live records with the text in a field of the type, a list too: the first of each name, by
 * id; what is shared by very many is not looked through.  `only` asks for that
 * one, and `self` is left out.  Texts live in the arena. */
enum crm_status
like_ask(struct crm_store *s, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, int64_t only, int64_t self, struct crm_arena *a,
    struct like_hit hit[LIKE_HITS], size_t *n, struct crm_err *err);

#endif
