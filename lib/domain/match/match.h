/* What the files of likeness share. */
#ifndef CRM_DOMAIN_MATCH_H
#define CRM_DOMAIN_MATCH_H

#include <crm/domain/match.h>

/* Both are known; both are known and the same. */
static inline bool
both(struct crm_text a, struct crm_text b)
{
	return a.n > 0 && b.n > 0;
}

static inline bool
same(struct crm_text a, struct crm_text b)
{
	return a.n > 0 && crm_text_eq(a, b);
}

/* ---- match-words.c ---- */

/* Length of the longest word of a kind that t begins with, 0: none.  *nth is
 * its place among the words of the kind.  For text without blanks. */
size_t words_at(const struct crm_words *w, const char *kind, struct crm_text t,
    unsigned *nth);
/* Whether t is a word of the kind. */
bool words_is(const struct crm_words *w, const char *kind, struct crm_text t,
    unsigned *nth);

/* ---- match-text.c ---- */

/* Whether text has a character of a script without blanks between words. */
bool has_han(struct crm_text t);
/* Parts folded text into words at all that is neither letter nor digit.  At
 * most `room`; the rest stays in the last. */
size_t split_words(struct crm_text t, struct crm_text *out, size_t room);
/* The first n characters of a text. */
struct crm_text first_chars(struct crm_text t, size_t n);
/* A hash of text that no table can foresee; `seed` tells kinds of keys apart. */
uint64_t hash_text(uint64_t seed, struct crm_text t);
/* How a word sounds in English, more or less: four characters, no blanks. */
struct crm_text sound_of(struct crm_text t, char out[4]);

/* ---- match-names.c ---- */

/* A likeness and its bits; what lies between two points is on the line. */
struct point {
	double like, bits;
};

double curve(double x, const struct point *p, size_t n);
#define CURVE(x, points) curve(x, points, sizeof(points) / sizeof *(points))

/* The most that names alone may give. */
#define NAME_MOST 8.0

/* From here on given name and surname agree. */
#define WHOLE_NAME 4.0

double
person_bits(const struct crm_party *a, const struct crm_party *b, double *like);
/* The same words, in whatever order. */
bool person_same(const struct crm_party *a, const struct crm_party *b);
/* Both have one given name, and others beside it. */
bool given_same(const struct crm_party *a, const struct crm_party *b);
double company_like(const struct crm_company *a, const struct crm_company *b);
double company_bits(
    const struct crm_party *a, const struct crm_party *b, double *like);

/* ---- match-reach.c: bits, and what agrees is noted ---- */

/* The most that an address, a town may give. */
#define ADDRESS_MOST 7.5
#define CITY_MOST 2.5

double email_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);
double phone_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);
double postcode_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);
double address_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);
double city_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);
double birthday_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);

/* ---- match-score.c ---- */

/* Compares records of one kind, or a lead and one of another kind; false, as
 * soon as the score cannot reach CRM_MATCH_REVIEW.  Different credit codes give
 * 0; other flags (group, branch) are never sure.  The same name gives
 * CRM_MATCH_REVIEW at least: of a company unless it is in another street of
 * another town, of a person where nothing speaks against it; so do two leads of one
 * company, whoever they name. */
bool party_compare(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m);

/* ---- match-load.c ---- */

struct parties {
	struct crm_party *party; /* by kind, then by id */
	size_t n;
	size_t searched; /* the first ones: of the noun's kind */
};

enum crm_status parties_load(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, struct crm_arena *a, struct parties *out,
    struct crm_err *err);

/* ---- match-entry.c: keys of records, gathered and sorted ---- */

struct block_entry {
	uint64_t key;
	uint32_t party;
};

struct entries {
	struct crm_buf bytes; /* of struct block_entry */
	uint32_t party;       /* whose keys are put */
};

void entry_put(struct entries *e, uint64_t key);
/* The key of a text, of two texts; none where one is empty. */
void entry_put_one(struct entries *e, uint64_t seed, struct crm_text t);
void entry_put_two(
    struct entries *e, uint64_t seed, struct crm_text t, struct crm_text u);
/* By key, equal ones in the order they came; they stay in e. */
struct block_entry *entries_sorted(struct entries *e, size_t *n);
void entries_free(struct entries *e);

/* ---- match-common.c ---- */

/* Marks what so many different people, or companies, have that it says nothing
 * of who they are. */
void mark_common(struct parties *p);

/* ---- match-given.c ---- */

/* Which words of names are given names, by where they stand in all of them. */
void mark_given(struct parties *p);

/* ---- match-block.c ---- */

/* Records that share a key, in order of the key, and of the name within it. */
struct blocks {
	struct entries all;
	struct block_entry *entry; /* in these */
	size_t n;
	uint32_t *place; /* of each party, its entries … */
	uint32_t *first; /* … from first[i] to first[i + 1] */
};

/* Places live in the arena. */
void
blocks_make(const struct parties *p, struct crm_arena *a, struct blocks *out);
void blocks_free(struct blocks *b);

/* ---- match-cluster.c ---- */

/* Numbers the clusters of the pairs and puts them in order. */
void clusters_make(const struct parties *p, struct crm_dupe *pair, size_t n,
    struct crm_arena *a);

#endif
