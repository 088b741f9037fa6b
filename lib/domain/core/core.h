/*
 * What the files of lib/domain share; nobody else may include it.
 *
 * A hook sees every record that is written, imports included: it fills kept
 * fields and checks what one record must fulfil by itself.  Gates and moves
 * are no hooks.  Values that a hook sets must outlive the write: numbers, or
 * constant text.
 */
#ifndef CRM_DOMAIN_INTERNAL_H
#define CRM_DOMAIN_INTERNAL_H

#include <crm/domain/area.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- named.c ---- */

/* A number of a document, folded, and what it means. */
struct known_as {
	struct crm_text number;
	int64_t id;
};
/* By the number, then the id. */
int named_cmp(const void *a, const void *b);
/* Each that a folded text names, of a list in that order: where a number could go on, the
 * longest is meant. */
void named_in(const struct known_as *list, size_t n, struct crm_text text,
    void (*each)(void *ctx, int64_t id), void *ctx);

/* ---- record.c ---- */

/* A field that the static dictionary has. */
int field_of(const struct crm_entity *e, const char *name);
/* Its value in a record; the place may be written. */
struct crm_value *value_of(const struct crm_record *r, const char *name);
/* A text value, empty where it is null. */
struct crm_text text_of(const struct crm_record *r, const char *name);
/* A choice as messages name it (crm_choice_word): of a record's field, empty where it is
 * null; or a code of a field that the kind has. */
struct crm_text word_of(const struct crm_record *r, const char *name);
struct crm_text
word_for(const struct crm_entity *e, const char *name, struct crm_text code);
/* Whether two records differ in a field. */
bool differs(
    const struct crm_record *a, const struct crm_record *b, const char *name);
/* For a verb on a record that is so already, which it leaves as it is: what the verb
 * said of a field is there, too.  Null or empty says nothing.  CRM_RULE. */
enum crm_status check_said(const struct crm_record *r, const char *field,
    struct crm_value said, struct crm_err *err);
/* Whether a write brings a hidden record back, by a restore or an undo: that is
 * no edit of it, though what it refers to may have been merged meanwhile. */
bool comes_back(const struct crm_record *old, const struct crm_record *new);
/* What is booked is changed by verbs: a row of an import that meets such a record leaves
 * what nothing else changes, but for the fields of the list (NULL: none).  CRM_RULE. */
enum crm_status check_booked(
    const struct crm_saving *w, const char *const *but, struct crm_err *err);
/* Whether a write is nobody's edit: what an import brings or writes behind its rows, but
 * not the record that a row of it meets; an undo; what follows a merge. */
bool is_as_it_was(const struct crm_saving *w);
/* Of a document that is agreed to, sent, signed or booked: the first field that somebody
 * edits and that stays then (CRM_F_LATER); NULL: none.  And all that stay; ends with
 * NULL. */
const char *edited_later(const struct crm_saving *w);
const char *const *
fields_that_stay(const struct crm_entity *e, struct crm_arena *a);
/* Whether anybody moved a record's `status` since it came; asked for one row of an import
 * after another, whose neighbours are of the same record. */
enum crm_status moved_here(struct crm_store *s, const struct crm_entity *e,
    int64_t id, bool *yes, struct crm_err *err);
/* Whether what is written now only follows a merge: it refers to another record, which
 * is the same to the trade; and says that it does. */
bool crm_merge_moves(struct crm_store *s);
void crm_merge_moving(struct crm_store *s, bool yes);
/* Whether a record has one of the fields; the list ends with NULL. */
bool has_any(const struct crm_record *r, const char *const *names);
/* "D7" */
const char *
typed_id(struct crm_arena *a, const struct crm_entity *e, int64_t id);
/* "2026-11-21" */
const char *date_dup(struct crm_arena *a, int64_t date);
/* "1.5" */
const char *quantity_dup(struct crm_arena *a, int64_t quantity);
/* What messages call a kind of records that a text names; the text where it names none. */
const char *
kind_word(struct crm_arena *a, const struct crm_store *s, struct crm_text kind);
/* A text as a C string in the arena. */
const char *text_dup(struct crm_arena *a, struct crm_text t);
/* A text as a filter writes it: "a \"b\"". */
const char *filter_quote(struct crm_arena *a, struct crm_text t);
/* Next item of a list parted by commas, trimmed; false at the end.  Blank
 * items are left out. */
bool list_item(struct crm_text *rest, struct crm_text *item);

/* Calls `each` for the ids that a statement gives, all of them read before the first:
 * it may write what the statement reads. */
typedef enum crm_status id_hook(void *ctx, int64_t id, struct crm_err *err);
enum crm_status
each_id(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, id_hook *each, void *ctx, struct crm_err *err);

/* ---- unit.c ---- */

/* So many of a product's own unit is one of another: contains / per. */
struct unit {
	int64_t contains, per;
	int decimals; /* of a quantity in it */
	bool own;     /* it is the product's own, or none was said */
};
/* Whose units they are. */
struct unit_of {
	int64_t product;
	const char *sku;
	struct crm_text unit; /* its own */
};
/* CRM_RULE where the product has no such unit. */
enum crm_status
unit_find(struct crm_store *s, const struct unit_of *of, struct crm_text name,
    struct crm_arena *a, struct unit *out, struct crm_err *err);

/* ---- eval.c: a filter over a record of the book ---- */

/* The value of a field of a record, or of the one that the steps of `where` lead
 * to: stored ones from the record at hand, derived ones and those behind a
 * reference from the book.  Text lives in the arena. */
enum crm_status record_value(struct crm_store *s, const struct crm_record *r,
    const struct crm_path *where, int field, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err);
enum crm_status record_holds(struct crm_store *s, const struct crm_filter *f,
    const struct crm_record *r, bool *yes, struct crm_err *err);
/* The same for an expression of our own, which parses. */
enum crm_status record_is(struct crm_store *s, const char *expression,
    const struct crm_record *r, bool *yes, struct crm_err *err);
/* Appends an expression of our own as a condition on the row t; its values
 * live in the statement's arena. */
enum crm_status sql_is(struct crm_store *s, const struct crm_entity *e,
    const char *expression, struct crm_sql *sql, struct crm_err *err);
/* The filter of the records of one user alone; NULL, for all, where there is none
 * (0). */
enum crm_status
of_owner(struct crm_store *s, const struct crm_entity *e, int64_t owner,
    struct crm_arena *a, struct crm_filter **out, struct crm_err *err);
/* The row of a record's kind. */
const struct crm_trade *trade_of(const struct crm_entity *e);

/* ---- money.c ---- */

/* Minor units of a currency with `digits` in one with `base_digits`, at a rate
 * x 10^-8, rounded once; false where the result is no amount of money. */
bool convert_money(
    int64_t amount, int digits, int64_t rate, int base_digits, int64_t *out);
/* What an amount comes to in the book's base currency: one without a currency
 * is in it; *out is 0 for what cannot be told. */
enum in_base { IN_BASE, NO_AMOUNT, NO_RATE, TOO_LARGE };
enum in_base base_amount(struct crm_store *s, struct crm_value amount,
    struct crm_text currency, struct crm_value rate, int64_t *out);

/* ---- account.c: what an account has, a customer and all below it ---- */

#define ACCOUNT_BELOW \
	"WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) " \
	"UNION SELECT c.\"id\" FROM customer c JOIN below b " \
	"ON c.\"parent\" = b.\"id\" WHERE c.\"deleted\" IS NULL) "
#define OF_ACCOUNT(x) x ".\"customer\" IN (SELECT \"id\" FROM below) "

/* Adds to a sum, in the base currency, an amount of the row at hand: id, currency, rate;
 * CRM_RULE where it has no rate. */
enum crm_status account_add(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, int64_t amount, int64_t *sum,
    struct crm_err *err);
/* The amounts above zero of all rows of a statement: id, currency, rate, amount, and what
 * that is booked at in the base currency, or null. */
enum crm_status
account_sum(struct crm_store *s, const char *entity, const char *sql,
    const struct crm_value *v, size_t n, int64_t *sum, struct crm_err *err);

/* ---- check.c: what users write, checked when it is saved ---- */

/* That a field holds a filter over records of an entity, or nothing: one that
 * cannot be read would only be met by the first who needs it.  CRM_INVALID with
 * the caret; not looked at again where `old` had the same. */
enum crm_status check_expression(struct crm_store *s,
    const struct crm_record *old, const struct crm_record *new,
    const char *field, const char *entity, struct crm_err *err);
/* What became of parsing such a filter, as an error of the field. */
enum crm_status
bad_expression(enum crm_status st, const char *field, struct crm_err *err);
/* That every word of a list is one of those known (ends with NULL). */
enum crm_status check_words(const struct crm_record *r, const char *field,
    const char *const *known, struct crm_err *err);
/* A state that no record is added in: what leads there does more than say it. */
struct reached_by {
	const char *state, *by; /* "converted", "crm-lead convert" */
};
/* That a record which somebody adds is in none of these (ends with NULL); part of its
 * `save`.  An import has what is, and is not asked.  CRM_RULE. */
enum crm_status check_reached(const struct crm_saving *w,
    const struct reached_by *states, struct crm_err *err);
/* That a number, where there is one, is not below `least`. */
enum crm_status check_at_least(const struct crm_record *r, const char *field,
    int64_t least, struct crm_err *err);
/* The same, and not above a hundred years: a day that far away is no date. */
enum { DAYS_MAX = 36500, MINUTES_MAX = DAYS_MAX * 24 * 60 };
enum crm_status check_between(const struct crm_record *r, const char *field,
    int64_t least, int64_t most, struct crm_err *err);
/* That a percentage, where there is one, is between none and all. */
enum crm_status check_percent(
    const struct crm_record *r, const char *field, struct crm_err *err);
/* That its exchange rate, where it has one, is above zero. */
enum crm_status check_rate(const struct crm_record *r, struct crm_err *err);

/* ---- rule-load.c: what users wrote, when it is used ---- */

struct rule_ref {
	const char *entity; /* of rules */
	int64_t id;
	const char *field; /* with the expression */
};

/* CRM_RULE: a rule that could be saved cannot be used any more; why, and what
 * changes it. */
enum crm_status rule_unusable(struct crm_store *s, const struct rule_ref *rule,
    const struct crm_err *why, struct crm_err *err);
/* A rule's expression over records of `of`; NULL where it is blank.  CRM_RULE
 * as above. */
enum crm_status rule_filter(struct crm_store *s, const struct rule_ref *rule,
    const struct crm_entity *of, struct crm_text expression,
    struct crm_arena *a, struct crm_filter **out, struct crm_err *err);

/* The columns of rules that every such statement begins with. */
enum { RULE_ID, RULE_WHEN, RULE_COLUMNS };

struct rule_kind {
	const char *entity; /* of rules */
	const char *sql;    /* live ones of a kind, ?, in their sequence */
	/* Takes the rest of a row; `when` is in the arena. */
	enum crm_status (*read)(void *ctx, const struct rule_ref *rule,
	    struct crm_filter *when, const struct crm_stmt *q,
	    struct crm_err *err);
};

/* All rules about records of `of`, one after another. */
enum crm_status
rules_load(const struct rule_kind *k, const struct crm_entity *of,
    struct crm_store *s, struct crm_arena *a, void *ctx, struct crm_err *err);

/* Whether a live record could be saved today as it stands; why not. */
enum crm_status rule_could_be_saved(struct crm_store *s,
    const struct crm_entity *e, int64_t id, struct crm_err *why);
/* Of all live records of the kinds that crm-admin keeps, for the check of the
 * books: those that could not be saved today, with the reason. */
crm_audit rules_audit;

/* That nobody names what goes: CRM_RULE, with those who do.  What could not be
 * saved before is no reason. */
enum crm_status check_named(const struct crm_saving *w,
    const struct crm_without *without, struct crm_err *err);
/* That nobody names a record that gets another name, or is about to be hidden;
 * part of its hooks.  Not asked where the write is sure of it. */
crm_hook check_name_stays;

/* That a field names a kind of record, or nothing; it is written as the
 * dictionary has it. */
enum crm_status
check_kind(const struct crm_saving *w, const char *field, struct crm_err *err);
/* That the contact of a record is of its customer; part of its hook.  Not of an import
 * or an undo, nor with --yes. */
crm_hook check_contact;
/* A rule that users write, with fields `kind` and `when`: part of its hook. */
crm_hook check_rule;

/* ---- lies.c: books that one statement proves ---- */

typedef enum crm_status
found_each(void *ctx, const struct crm_finding *f, struct crm_err *err);

/* A statement whose rows are lies: the id of a record, and two numbers that
 * should be one. */
struct lie {
	const char *entity, *code, *words, *sql;
	int digits; /* of the numbers; -1: of the base currency */
};

/* Calls `each` for all of them. */
enum crm_status lies_tell(struct crm_store *s, const struct lie *lies, size_t n,
    found_each *each, void *ctx, struct crm_err *err);

/* ---- clock.c: clocks that are one statement ---- */

/* The columns that every such statement begins with. */
enum { CLOCK_ID, CLOCK_OWNER, CLOCK_COLUMNS };

struct clock {
	const char *kind, *entity;
	const char *owner; /* SQL of whose it is */
	int instant; /* column with the time of the day, where that has one; 0:
		      * days alone */
	int about; /* column with the typed id of what a notice is about, and the
		      * id of a row is that of the notice; 0: it is what falls
		      * due */
	int notice;           /* days before its own from which a row is told */
	int team, pool, peer; /* columns with the queue in which it lies, as
			       * struct crm_due has it; 0: none */
	int asker;            /* column with who asked for it; 0: none */
	/* The day of a row, and why; false where nothing is due. */
	bool (*due)(const struct crm_stmt *q, const struct crm_due_ask *ask,
	    int64_t *day, struct crm_buf *why);
};

/* Adds whose it must be to a statement that ends in conditions, and calls `each`
 * for its rows. */
enum crm_status clock_rows(struct crm_store *s, const struct clock *k,
    struct crm_sql *sql, const struct crm_due_ask *ask, crm_due_each *each,
    void *ctx, struct crm_err *err);
/* A priority as people read it. */
const char *say_priority(struct crm_arena *a, struct crm_text code);
/* "today", "in 2 days", "3 days ago". */
void say_days(struct crm_buf *out, int64_t days);

/* ---- tree.c ---- */

/* That a record does not stand above itself by a field that refers to its own
 * kind; part of its hook. */
enum crm_status
check_above(const struct crm_saving *w, const char *field, struct crm_err *err);
/* The same of all records of a kind, for the check of the books. */
enum crm_status
tree_audit(struct crm_store *s, const char *entity, const char *field,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
