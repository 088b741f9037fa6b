/*
 * Text: UTF-8, folding, display width, escaping, likeness of words.
 * The only module of the base that knows utf8proc.h.
 *
 * A crm_text is a slice: it is not NUL-terminated and does not own its bytes.
 */
#ifndef CRM_TEXT_H
#define CRM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <crm/base/mem.h>

struct crm_text {
	const char *p;
	size_t n;
};

#define CRM_TEXT(literal) ((struct crm_text){ literal, sizeof(literal) - 1 })

struct crm_text crm_text_of(const char *s); /* NULL gives the empty slice */
bool crm_text_eq(struct crm_text a, struct crm_text b);
bool crm_text_is(struct crm_text a, const char *s);
/* Decimal digits of v, at the end of the buffer. */
enum { CRM_INT_SIZE = 20 };
struct crm_text crm_int_text(int64_t v, char buf[CRM_INT_SIZE]);
/* Order by code point, which for UTF-8 is the order of bytes: <0, 0, >0. */
int crm_text_cmp(struct crm_text a, struct crm_text b);
/* For tables in memory; never stored. */
uint64_t crm_text_hash(struct crm_text t);
/* Without leading and trailing white space (ASCII blanks, U+00A0, U+3000). */
struct crm_text crm_text_trim(struct crm_text t);

/* Offset of the first byte that is not valid UTF-8 (overlong forms and
 * surrogates are not), or t.n where all is valid. */
size_t crm_utf8_valid(struct crm_text t);
/* Decodes the character at *p, which is before end, and moves *p past it.  A
 * byte that is not UTF-8 is passed alone and gives U+FFFD. */
unsigned crm_utf8_next(const char **p, const char *end);
/* Bytes of the character of two to four at p, which is before end; 0 where it is
 * none. */
size_t crm_utf8_size(const char *p, const char *end);

/* Appends the folded copy: NFKC, case-folded (utf8proc's NFKC_Casefold with
 * default ignorables kept out), each run of blanks, tabs and ends of lines one
 * blank, and none around it.  ASCII and plain Han text take a fast path with the same
 * result.  Of text that is not valid UTF-8 only the blanks are joined. */
void crm_fold(struct crm_buf *out, struct crm_text t);
/* The folded copy in an arena, NUL-terminated. */
struct crm_text crm_fold_dup(struct crm_arena *a, struct crm_text t);
/* The same of what stands somewhere in a text: a blank before or behind it stays. */
void crm_fold_part(struct crm_buf *out, struct crm_text t);
struct crm_text crm_fold_part_dup(struct crm_arena *a, struct crm_text t);

/* Appends what is left of a header or a label for matching: folded, without
 * blanks, punctuation and currency signs ("E-Mail Address" gives
 * "emailaddress", "Amount ($)" gives "amount"; "A+" is not "A"). */
void crm_squeeze(struct crm_buf *out, struct crm_text t);

/* What joins two pictures, and makes a sign one. */
enum { CRM_JOINER = 0x200D, CRM_AS_PICTURE = 0xFE0F };

/* Whether it is one, or that makes it one. */
bool crm_can_be_picture(unsigned c);
/* Moves *p past a character and what joins it: combining marks, and pictures that are
 * drawn as one, of several characters or in a tone; gives the columns of both. */
size_t crm_cluster(const char **p, const char *end);
/* Columns that the text takes on a terminal: East Asian wide is 2, combining
 * and control is 0, a picture is 2 however many characters make it. */
size_t crm_width(struct crm_text t);
/* Bytes of the longest prefix at most `width` columns wide that does not part
 * a character from what joins it; its own width in *got. */
size_t crm_width_prefix(struct crm_text t, size_t width, size_t *got);

/* Appends t with control bytes (C1 too), DEL and bytes that are not UTF-8
 * written as \n \t \\ or \xNN: what a message or a table may show. */
void crm_escape(struct crm_buf *out, struct crm_text t);

/* Writes t into out as a message quotes it: escaped, what nobody sees too
 * (\u200b), and cut with an ellipsis where it is wider than 60 columns.  Returns
 * out. */
#define CRM_QUOTE_SIZE 256
const char *crm_quote(char out[CRM_QUOTE_SIZE], struct crm_text t);

/* Edit distance (insert, delete, change, swap of neighbours) of two short
 * words by bytes; words over 63 bytes count as far apart (64). */
size_t crm_distance(struct crm_text a, struct crm_text b);

/* Likeness of two names by characters, 0..1: Jaro's, and Winkler's bonus for
 * up to four equal characters at the beginning (0.1 each).  Of longer names the
 * first 64 characters count. */
double crm_jaro_winkler(struct crm_text a, struct crm_text b);

/* The e-mail address in its stored form: trimmed, lower-cased, ASCII where it was
 * typed in full width, a Chinese full stop in the domain a dot.  False where it
 * is not of the form local@domain.tld (one @, no blanks, control characters,
 * brackets, commas or quotes, letters, digits and hyphens in the domain, with
 * a dot unless it is "localhost", at most 254 bytes); out is then unchanged.
 * Only ASCII is lower-cased: the folded copy of the field does the rest. */
bool crm_email_norm(struct crm_buf *out, struct crm_text t);

/* The phone number in its stored form: digits, with + where a country code is
 * known (00 reads as +; 86 before a Chinese mobile or standing apart before an
 * area, and a bare Chinese mobile, get +86; a 1 that stands apart before ten
 * digits is +1), an extension as "x" and digits (x, ext, ext., ;ext=, extension,
 * 转, 分机, #, or behind the last dash of a Chinese number: 0571-88888888-8001).
 * Full-width digits are read; blanks, dots, dashes, slashes, brackets are
 * dropped, the trunk 0 behind a country code ("+44 (0)20", "+86-0571"), a label
 * with a colon ("Tel.:", "电话："), and what a spreadsheet put there: an
 * apostrophe before it, ".0" behind it.  False where there are fewer than 3
 * digits or more than 20, or any other character is in it, and for a number that
 * a spreadsheet destroyed (1.18E+11); out is then unchanged.  Norm of a norm is
 * itself. */
bool crm_phone_norm(struct crm_buf *out, struct crm_text t);
/* Whether a number, + and digits, has the trunk 0 behind its country code. */
bool crm_phone_has_trunk(struct crm_text t);
/* The other form of a Chinese number with its area, of which nobody sees that it is
 * the same: 057188888888 is +8657188888888, with its extension.  False, and out
 * unchanged, where it has none. */
bool crm_phone_other(struct crm_buf *out, struct crm_text t);

/* The parts of a cell with several numbers, each one for crm_phone_norm: joined
 * by , ; / | & 、 blanks or line ends, and all of them whole.  Anything else is
 * one part, itself.  0 where there are several of which one is not written out
 * ("0571-88888888/9"), or t is empty; at most `most`, which is not 0. */
size_t crm_phones_split(struct crm_text t, struct crm_text *part, size_t most);
/* The same for e-mail addresses; "Li Na <li@b.cn>" and "mailto:li@b.cn" are
 * li@b.cn. */
size_t crm_emails_split(struct crm_text t, struct crm_text *part, size_t most);
/* Whether a text is a name with one address behind it, and these: "Li Na <li@b.cn>",
 * "Li Na (li@b.cn)". */
bool crm_email_of_name(
    struct crm_text t, struct crm_text *name, struct crm_text *address);

/* What stands between the items of a list in its stored form, and how many there
 * may be. */
#define CRM_LIST_BETWEEN ", "
#define CRM_LIST_MOST 32
/* Appends the numbers or addresses of t in their stored form, each once, in their
 * order; false where one of them is none, and out is unchanged. */
bool crm_phones_list(struct crm_buf *out, struct crm_text t);
bool crm_emails_list(struct crm_buf *out, struct crm_text t);

/* Takes the next item off the front of a list in its stored form; false at the
 * end. */
bool crm_list_next(struct crm_text *list, struct crm_text *item);

/* Whether nobody sees the character: blanks and controls beyond ASCII, zero
 * widths, joiners, soft hyphens, marks of order and direction. */
bool crm_is_unseen(unsigned c);
/* Whether there is nothing else in t, but for blanks: there is none in an empty text. */
bool crm_is_nothing(struct crm_text t);
/* Whether there are any in t, but for those that make one picture of several signs;
 * those that take room only where `blanks`. */
bool crm_has_unseen(struct crm_text t, bool blanks);
/* A copy without them. */
struct crm_text
crm_drop_unseen(struct crm_arena *a, struct crm_text t, bool blanks);

#endif
