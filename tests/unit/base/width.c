/* Columns on a terminal. */
#include <crm/base/text.h>

#include <stdlib.h>
#include <utf8proc.h>

#include "../tap.h"

#define T(s) CRM_TEXT(s)

static bool
is_mark_at(struct crm_text t, size_t i)
{
	const char *p = t.p + i;
	utf8proc_category_t k;

	if (i >= t.n)
		return false;
	k = utf8proc_category((int)crm_utf8_next(&p, t.p + t.n));
	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ME ||
	    k == UTF8PROC_CATEGORY_MC;
}

static void
random_prefixes(void)
{
	static const char *const parts[] = { "a", "中", "e\u0301", "\u0308",
		"ｶ\uFF9E", "\u0915\u093F", "한", "\xFF", "\n", "😀", "한",
		"👩\u200D👧", "❤\uFE0F", "👍🏽", "🇨🇳", "1\uFE0F\u20E3" };
	int parted = 0, wide = 0, wrong = 0, greedy = 0;

	srand(11);
	for (int i = 0; i < 20000; i++) {
		char s[128] = "";
		struct crm_text t;
		size_t width = (size_t)rand() % 20, got, n, more;

		for (int j = rand() % 14; j > 0; j--)
			strcat(
			    s, parts[rand() % (sizeof parts / sizeof *parts)]);
		t = crm_text_of(s);
		n = crm_width_prefix(t, width, &got);
		parted += n > 0 && is_mark_at(t, n);
		wide += got > width;
		wrong += crm_width((struct crm_text){ s, n }) != got;
		greedy += n < t.n && crm_width_prefix(t, width + 1, &more) < n;
	}
	is_int(parted, 0, "no mark is parted");
	is_int(wide, 0, "no prefix is too wide");
	is_int(wrong, 0, "the width is the prefix's own");
	is_int(greedy, 0, "more room never gives less");
}

int
main(void)
{
	size_t got;

	is_int((long long)crm_width(T("")), 0, "empty");
	is_int((long long)crm_width((struct crm_text){ NULL, 0 }), 0, "NULL");
	is_int((long long)crm_width(T("abc")), 3, "ASCII");
	is_int((long long)crm_width(T("上海abc")), 7, "Han is wide");
	is_int((long long)crm_width(T("（）")), 4, "full width is wide");
	is_int((long long)crm_width(T("e\u0301")), 1, "a mark is nothing");
	is_int((long long)crm_width(T("a\nb\x7F\0")), 2, "controls");
	is_int((long long)crm_width(T("カナ")), 4, "kana");
	is_int((long long)crm_width(T("ｶﾅ")), 2, "half width");
	is_int((long long)crm_width(T("😀")), 2, "a picture is wide");
	is_int((long long)crm_width(T("👩\u200D👩\u200D👧\u200D👦")), 2,
	    "several that are joined are one");
	is_int(
	    (long long)crm_width(T("👩👩")), 4, "and two that are not are two");
	is_int((long long)crm_width(T("❤")), 1, "a sign is narrow");
	is_int(
	    (long long)crm_width(T("❤\uFE0F")), 2, "as a picture it is wide");
	is_int((long long)crm_width(T("1\uFE0F\u20E3")), 2, "a key is one");
	is_int((long long)crm_width(T("👍🏽")), 2, "a tone is no other");
	is_int((long long)crm_width(T("a🏽")), 3, "but behind what has none");
	is_int((long long)crm_width(T("🇨🇳")), 2, "two letters are a flag");
	is_int(
	    (long long)crm_width(T("🇨🇳🇩🇪🇫")), 5, "two and two, one left over");
	is_int((long long)crm_width(T("🇦🇦🇦🇦")), 4, "of the same letter too");
	is_int((long long)crm_width_prefix(T("🇨🇳🇩🇪"), 3, &got), 8,
	    "no flag is parted");
	is_int((long long)crm_width_prefix(T("👩\u200D👧x"), 2, &got), 11,
	    "no joined picture either");
	is_int((long long)crm_width_prefix(T("上海"), 3, &got), 3, "odd width");
	is_int((long long)got, 2, "leaves a column");
	is_int((long long)crm_width_prefix(T("e\u0301x"), 1, &got), 3,
	    "the mark goes with it");
	is_int((long long)crm_width_prefix(T("abc"), 0, &got), 0, "no room");
	is_int((long long)crm_width_prefix(T("abc"), 9, &got), 3, "all");
	is_int((long long)crm_width_prefix(T(""), 9, &got), 0, "empty");
	random_prefixes();
	return tap_done();
}
