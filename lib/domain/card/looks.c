/* What a line of a card looks like: an address, a company, a title, a name. */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

enum {
	HAN = 3,
	NAME_HAN_MAX = 4,
	NAME_WORDS_MAX = 4,
	SHORT_FORM = 2,
	SHARED_MIN = 3
};

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_letter(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

static bool
has_digit(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.p[i] >= '0' && t.p[i] <= '9')
			return true;
	return false;
}

size_t
card_han(struct crm_text t)
{
	const char *p = t.p;
	size_t n = 0;

	while (p < t.p + t.n) {
		unsigned c = crm_utf8_next(&p, t.p + t.n);

		n += c >= 0x3400 && c <= 0x9FFF;
	}
	return n;
}

static const char *
find(struct crm_text t, const char *s)
{
	return t.n == 0 ? NULL : memmem(t.p, t.n, s, strlen(s));
}

static bool
has_any_of(struct crm_text t, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (find(t, words[i]) != NULL)
			return true;
	return false;
}

/* The next word of Latin letters, with what of it is joined. */
static bool
next_word(struct crm_text *rest, struct crm_text *word)
{
	while (rest->n > 0 && !is_letter(rest->p[0]) &&
	    (unsigned char)rest->p[0] < 0x80) {
		rest->p++;
		rest->n--;
	}
	word->p = rest->p;
	word->n = 0;
	while (word->n < rest->n &&
	    (is_letter(word->p[word->n]) ||
		(unsigned char)word->p[word->n] >= 0x80))
		word->n++;
	rest->p += word->n;
	rest->n -= word->n;
	return word->n > 0;
}

static bool
has_word(struct crm_text t, const char *const *words, size_t n)
{
	struct crm_text word;
	size_t i, k;

	while (next_word(&t, &word))
		for (i = 0; i < n; i++) {
			for (k = 0; k < word.n && words[i][k] != '\0'; k++)
				if ((word.p[k] | 0x20) != words[i][k])
					break;
			if (k == word.n && words[i][k] == '\0')
				return true;
		}
	return false;
}

bool
card_is_address(struct crm_text t)
{
	static const char *const han[] = { "路", "街", "号", "室", "楼", "栋",
		"大厦", "广场", "道", "弄", "省", "市", "区" };
	static const char *const latin[] = { "street", "st", "road", "rd",
		"avenue", "ave", "blvd", "boulevard", "lane", "ln", "drive",
		"suite", "floor", "building", "bldg", "room", "tower", "str",
		"strasse", "straße", "platz", "rue", "via", "plaza", "district",
		"highway", "hwy", "park", "box", "square" };
	size_t i, n = 0;

	for (i = 0; i < COUNT(han); i++)
		n += find(t, han[i]) != NULL;
	if (n >= 3 || (n > 0 && has_digit(t)))
		return true;
	return has_digit(t) &&
	    (has_word(t, latin, COUNT(latin)) || find(t, "straße") != NULL ||
		find(t, "strasse") != NULL || find(t, "str.") != NULL);
}

/* "Li Sa" bears no legal form though "sa" is one; "Acme SA", "Acme S.A." do. */
static bool
ends_in_small_letters(struct crm_text t)
{
	size_t i = t.n, n = 0;

	while (i > 0 && is_letter(t.p[i - 1]) && n <= SHORT_FORM) {
		i--;
		n++;
	}
	return n > 0 && n <= SHORT_FORM && !is_upper(t.p[t.n - 1]) &&
	    (t.n < 2 || (t.p[t.n - n] | 0x20) != 'c');
}

bool
card_is_company(const struct crm_words *w, struct crm_text t)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company c;
	struct crm_buf whole = CRM_BUF_INIT;
	bool is;

	crm_company_read(w, t, &a, &c);
	crm_squeeze(&whole, t);
	is = c.key.n > 0 && (c.flags != 0 || c.key.n < whole.len) &&
	    !ends_in_small_letters(t);
	crm_buf_free(&whole);
	crm_arena_free(&a);
	return is;
}

static const char *const han_titles[] = { "经理", "总监", "总裁", "董事",
	"工程师", "主任", "主管", "顾问", "代表", "助理", "专员", "会计",
	"律师", "教授", "院长", "部长", "处长", "科长", "厂长", "店长", "校长",
	"所长", "创始人", "合伙人", "总工", "秘书", "设计师", "架构师",
	"分析师", "研究员", "首席", "负责人", "采购员", "销售员", "業務",
	"經理" };

bool
card_is_title(struct crm_text t)
{
	static const char *const latin[] = { "manager", "director", "engineer",
		"president", "ceo", "cto", "cfo", "coo", "cmo", "cio", "vp",
		"consultant", "head", "officer", "founder", "cofounder",
		"partner", "chairman", "chairwoman", "chair", "assistant",
		"executive", "representative", "supervisor", "architect",
		"developer", "analyst", "specialist", "secretary", "professor",
		"buyer", "owner", "leiter", "leiterin", "buyer",
		"geschäftsführer", "geschäftsführerin", "directeur",
		"directrice", "coordinator", "salesman", "adviser", "advisor",
		"designer", "scientist", "accountant", "lawyer", "attorney" };

	return has_any_of(t, han_titles, COUNT(han_titles)) ||
	    has_word(t, latin, COUNT(latin));
}

bool
card_is_department(struct crm_text t)
{
	static const char *const latin[] = { "department", "dept", "division",
		"abteilung" };
	static const char *const han[] = { "部", "部门", "中心", "事业部" };
	size_t i;

	if (card_is_title(t))
		return false;
	for (i = 0; i < COUNT(han); i++) {
		size_t n = strlen(han[i]);

		if (t.n > n && memcmp(t.p + t.n - n, han[i], n) == 0)
			return true;
	}
	return has_word(t, latin, COUNT(latin));
}

/* Two to four Han characters and nothing else but blanks. */
static bool
is_han_name(struct crm_text t)
{
	size_t i, n = 0;

	for (i = 0; i < t.n; i++)
		n += (unsigned char)t.p[i] > ' ';
	return n == HAN * card_han(t) && n >= 2 * HAN &&
	    n <= NAME_HAN_MAX * HAN;
}

/* Two to four words that begin large; a point behind one is an initial's. */
static bool
is_latin_name(struct crm_text t)
{
	size_t i, words = 0;
	bool start = true;

	for (i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == ' ' || c == '-') {
			start = true;
			continue;
		}
		if (!is_letter(t.p[i]) && c < 0x80 && c != '.' && c != '\'')
			return false;
		if (start && c < 0x80 && !is_upper(t.p[i]))
			return false;
		words += start;
		start = false;
	}
	return words >= 2 && words <= NAME_WORDS_MAX && card_han(t) == 0;
}

bool
card_is_name(struct crm_text t)
{
	t = crm_text_trim(t);
	return !card_is_title(t) && (is_han_name(t) || is_latin_name(t));
}

static bool
shares(const char *p, size_t n, struct crm_text in)
{
	return n >= SHARED_MIN && in.n >= SHARED_MIN &&
	    (memmem(in.p, in.n, p, n) != NULL ||
		memmem(p, n, in.p, in.n) != NULL);
}

bool
card_shares(struct crm_text t, struct crm_text in)
{
	struct crm_buf all = CRM_BUF_INIT;
	struct crm_text word;
	bool is = false;

	while (!is && next_word(&t, &word)) {
		size_t from = all.len;

		crm_fold(&all, word);
		is = shares(all.data + from, all.len - from, in);
	}
	is = is || (all.len > 0 && shares(all.data, all.len, in));
	crm_buf_free(&all);
	return is;
}
