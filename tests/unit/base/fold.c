/* Folding: the fast path gives what utf8proc gives. */
#include <crm/base/text.h>

#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "../tap.h"

#define T(s) CRM_TEXT(s)

static struct crm_buf out;

static const char *
folded(struct crm_text t)
{
	crm_buf_clear(&out);
	crm_fold(&out, t);
	return out.data;
}

static const char *
part(struct crm_text t)
{
	crm_buf_clear(&out);
	crm_fold_part(&out, t);
	return out.data;
}

static const char *
squeezed(struct crm_text t)
{
	crm_buf_clear(&out);
	crm_squeeze(&out, t);
	return out.data;
}

static uint32_t seed = 20260101;

static unsigned
rnd(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* A character of one of the kinds that `kinds` has a bit for. */
static unsigned
any_char(unsigned kinds)
{
	static const unsigned marks[] = { 0x301, 0x308, 0x30A, 0x3099, 0x200D,
		0xAD, 0x345, 0x327, 0xFE0F };

	for (;;) {
		switch (rnd(6)) {
		case 0:
			if (kinds & 1)
				return rnd(4) == 0 ? ' ' : 1 + rnd(127);
			break;
		case 1:
			if (kinds & 2)
				return 0x4E00 + rnd(0xA000 - 0x4E00);
			break;
		case 2:
			if (kinds & 4)
				return 0xFF00 + rnd(0xF0);
			break;
		case 3:
			if (kinds & 8)
				return marks[rnd(9)];
			break;
		case 4:
			if (kinds & 16)
				return 0xA1 + rnd(0x2000);
			break;
		default:
			if (kinds & 32)
				return 0x3000 + rnd(0x1E00);
			break;
		}
	}
}

/* Blanks one by one. */
static void
join_blanks(char *s)
{
	char *start = s, *to = s;

	for (; *s != '\0'; s++) {
		bool blank = strchr(" \t\n\v\f\r", *s) != NULL;

		if (!blank || (to != start && to[-1] != ' '))
			*to++ = blank ? ' ' : *s;
	}
	if (to != start && to[-1] == ' ')
		to--;
	*to = '\0';
}

static bool
same_as_utf8proc(struct crm_text t, struct crm_arena *a)
{
	utf8proc_uint8_t *want = utf8proc_NFKC_Casefold(
	    (const utf8proc_uint8_t *)t.p);
	struct crm_text got = crm_fold_dup(a, t);
	bool same;

	if (want != NULL)
		join_blanks((char *)want);
	same = want != NULL && strcmp(folded(t), (char *)want) == 0 &&
	    crm_text_is(got, (char *)want) && got.p[got.n] == '\0';

	free(want);
	return same;
}

static void
random_texts(void)
{
	static const unsigned kinds[] = { 1, 2, 3, 7, 9, 10, 11, 63 };
	struct crm_arena arena = CRM_ARENA_INIT;

	for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
		int bad = 0;

		for (int i = 0; i < 20000; i++) {
			utf8proc_uint8_t s[160];
			size_t n = 0, chars = rnd(36);

			while (chars-- > 0)
				n += (size_t)utf8proc_encode_char(
				    (int)any_char(kinds[k]), s + n);
			s[n] = '\0';
			bad += !same_as_utf8proc(
			    (struct crm_text){ (char *)s, n }, &arena);
			crm_arena_reset(&arena);
		}
		is_int(bad, 0, "fold is NFKC_Casefold with single blanks");
	}
	for (unsigned c = 0x4E00; c <= 0x9FFF; c++) {
		utf8proc_uint8_t s[5] = "";

		utf8proc_encode_char((int)c, s);
		if (strcmp(folded(crm_text_of((char *)s)), (char *)s) != 0)
			ok(0, "U+%04X folds to itself", c);
	}
	crm_arena_free(&arena);
}

static void
long_text(void)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	char *s = malloc(90001);

	for (size_t i = 0; i < 90000; i += 3)
		memcpy(s + i, "Ａ", 3);
	s[90000] = '\0';
	ok(same_as_utf8proc((struct crm_text){ s, 90000 }, &arena),
	    "more than fits the stack");
	ok(strspn(folded(crm_text_of(s)), "a") == 30000, "all of it");
	free(s);
	crm_arena_free(&arena);
}

int
main(void)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_text t;

	is_str(folded(T("Hello, World")), "hello, world", "ASCII");
	is_str(folded(T("@AZ[`az{")), "@az[`az{", "borders of letters");
	is_str(folded(T("上海ABC公司")), "上海abc公司", "Han");
	is_str(folded(T("上海（集团）ＡＢＣ")), "上海(集团)abc", "full width");
	is_str(folded(T("Straße")), "strasse", "sharp s");
	is_str(folded(T("A\u030A")), "å", "a mark behind ASCII");
	is_str(folded(T("ca\u00ADfe\u0301")), "café", "ignorable");
	is_str(folded(T("")), "", "empty");
	is_str(folded(T("Pine  Works")), "pine works", "two blanks");
	is_str(folded(T("\u3000Pine\t ")), "pine", "blanks around it");
	is_str(folded(T(" \u200B ")), "", "blanks alone");
	is_str(
	    part(T(" Pine  W")), " pine w", "a part keeps the one before it");
	is_str(part(T("\u4E0A\u3000")), "\u4E0A ", "and the one behind it");
	is_str(folded(T("Pine\u00A0 \u3000Works")), "pine works",
	    "blanks of other kinds");
	is_str(folded(T("Pine\r\n\tWorks Limited")), "pine works limited",
	    "ends of lines");
	is_str(folded(T("A Company  B")), "a company b", "across a word");
	is_str(folded(T("中文  公司")), "中文 公司", "between Han");
	is_str(folded(T("A  \xFF")), "A \xFF", "no text, its blanks too");
	is_str(folded((struct crm_text){ NULL, 0 }), "", "NULL");
	is_str(folded(T("AB\xFF"
			"C")),
	    "AB\xFF"
	    "C",
	    "not UTF-8: as it is");
	is_str(folded(T("中A\xE4\xB8")), "中A\xE4\xB8", "cut: as it is");
	is_str(folded(T("É\xFFZ")), "É\xFFZ", "not UTF-8 behind folded text");
	folded(T("A\0B"));
	ok(out.len == 3 && memcmp(out.data, "a\0b", 3) == 0, "NUL inside");
	folded(T("A\0É"));
	ok(out.len == 4 && memcmp(out.data, "a\0é", 4) == 0, "NUL, slow way");
	crm_buf_clear(&out);
	crm_buf_str(&out, "X");
	crm_fold(&out, T("Y\xFF"));
	is_str(out.data, "XY\xFF", "appends");
	t = crm_fold_dup(&arena, T(""));
	ok(t.n == 0 && t.p != NULL && *t.p == '\0', "dup of nothing");
	random_texts();
	long_text();

	is_str(squeezed(T("E-Mail Address")), "emailaddress", "header");
	is_str(squeezed(T(" Amount ($) ")), "amount", "currency");
	is_str(squeezed(T("金额（￥）：")), "金额", "Chinese header");
	is_str(squeezed(T("first_name")), "firstname", "underscore");
	is_str(squeezed(T("A+")), "a+", "a plus tells");
	is_str(squeezed(T("É-t\u00A0é")), "été", "accents stay");
	is_str(squeezed(T("--")), "", "nothing left");
	is_str(squeezed(T("")), "", "empty");
	is_str(squeezed(T("A \xFF")), "A\xFF", "not UTF-8");
	crm_arena_free(&arena);
	crm_buf_free(&out);
	return tap_done();
}
