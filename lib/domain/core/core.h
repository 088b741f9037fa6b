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

#include <crm/domain/book.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- record.c ---- */

/* A field that the static dictionary has. */
int field_of(const struct crm_entity *e, const char *name);
/* Its value in a record; the place may be written. */
struct crm_value *value_of(const struct crm_record *r, const char *name);
/* A text value, empty where it is null. */
struct crm_text text_of(const struct crm_record *r, const char *name);
/* Whether two records differ in a field. */
bool differs(
    const struct crm_record *a, const struct crm_record *b, const char *name);
/* Whether a record has one of the fields; the list ends with NULL. */
bool has_any(const struct crm_record *r, const char *const *names);
/* "D7" */
const char *
typed_id(struct crm_arena *a, const struct crm_entity *e, int64_t id);
/* A text as a C string in the arena. */
const char *text_dup(struct crm_arena *a, struct crm_text t);
/* Next item of a list parted by commas, trimmed; false at the end.  Blank
 * items are left out. */
bool list_item(struct crm_text *rest, struct crm_text *item);

/* ---- eval.c: a filter over a record of the book ---- */

/* The value of a field of a record: stored ones from the record at hand,
 * derived ones and those behind a reference from the book.  Text lives in the
 * arena. */
enum crm_status record_value(struct crm_store *s, const struct crm_record *r,
    int ref, const struct crm_entity *e, int field, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err);
enum crm_status record_holds(struct crm_store *s, const struct crm_filter *f,
    const struct crm_record *r, bool *yes, struct crm_err *err);

/* ---- money ---- */

/* Minor units of a currency with `digits` in one with `base_digits`, at a rate
 * x 10^-8, rounded once; false where the result is no amount of money. */
bool convert_money(
    int64_t amount, int digits, int64_t rate, int base_digits, int64_t *out);

/* ---- deal-gate.c ---- */

/* Whether a deal may leave a stage forward: CRM_RULE with all that is
 * missing. */
enum crm_status deal_gate(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, struct crm_err *err);

/* ---- rule.c: what users write, checked when it is saved ---- */

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
/* That a number, where there is one, is not below `least`. */
enum crm_status check_at_least(const struct crm_record *r, const char *field,
    int64_t least, struct crm_err *err);
/* The same, and not above a hundred years: a day that far away is no date. */
enum { DAYS_MAX = 36500, MINUTES_MAX = DAYS_MAX * 24 * 60 };
enum crm_status check_between(const struct crm_record *r, const char *field,
    int64_t least, int64_t most, struct crm_err *err);

/* ---- owning.c ---- */

/* Part of the hook of what has an owner or lies in a pool. */
crm_hook owning_hook;

/* ---- load.c: what users bear ---- */

/* What a pool does not count for the capacity. */
struct exclusion {
	struct crm_filter *filter;
	struct exclusion *next;
};

/* Of all active pools of a kind of record; they live in the arena. */
enum crm_status load_exclusions(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct exclusion **out, struct crm_err *err);
/* Appends the condition that the row t counts. */
void load_sql(
    const struct crm_entity *e, const struct exclusion *x, struct crm_sql *sql);
/* Whether a record counts, or would if it were somebody's. */
enum crm_status load_counts(struct crm_store *s, const struct crm_record *r,
    bool *yes, struct crm_err *err);
/* How many records a user owns that count. */
enum crm_status load_of(struct crm_store *s, const struct crm_entity *e,
    int64_t user, int64_t *load, struct crm_err *err);
/* The user's field that limits them, or NULL. */
const char *load_limit_field(const struct crm_entity *e);

/* ---- own.c ---- */

bool on_leave(struct crm_value from, struct crm_value until, int64_t today);
/* "2026-11-21" */
const char *date_dup(struct crm_arena *a, int64_t date);

/* ---- stage.c ---- */

/* The first stage of a type in a pipeline (its folded name), by sequence; null
 * where there is none. */
enum crm_status stage_first(struct crm_store *s, struct crm_text pipeline,
    const char *type, struct crm_value *out, struct crm_err *err);
bool stage_is(const struct crm_record *stage, const char *type);

/* ---- relation.c, campaign.c ---- */

/* The live record beside this one that says the same, or null. */
enum crm_status relation_same(struct crm_store *s, const struct crm_record *r,
    struct crm_value *same, struct crm_err *err);
enum crm_status campaign_member_same(struct crm_store *s,
    const struct crm_record *r, struct crm_value *same, struct crm_err *err);

/* ---- the hooks, in the order of hook.c ---- */

crm_hook lead_hook, contact_hook, customer_hook, deal_hook, stage_hook;
crm_hook relation_hook;
crm_hook user_hook, team_hook, field_hook, setting_hook;
crm_hook rule_hook, pool_hook, reclaim_hook, assign_rule_hook;
crm_hook score_rule_hook, grade_hook, model_hook, model_value_hook;
crm_hook calendar_hook, holiday_hook, sla_hook, guard_hook;
crm_hook segment_hook, campaign_member_hook;
crm_hook user_delete_hook, setting_delete_hook;

#endif
