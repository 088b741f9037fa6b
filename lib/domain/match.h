/* What the files of likeness share. */
#ifndef CRM_DOMAIN_MATCH_H
#define CRM_DOMAIN_MATCH_H

#include <crm/match.h>

/* ---- match-words.c ---- */

/* Length of the longest word of a kind that t begins with, 0: none.  *nth is
 * its place among the words of the kind.  For text without blanks. */
size_t words_at(const struct crm_words *w, const char *kind,
    struct crm_text t, unsigned *nth);
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

#endif
