/* Labels on cards: a word, and a colon or a number behind it. */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

static const struct label {
	const char *word; /* lower case */
	enum card_label label;
} labels[] = {
	{ "tel", LABEL_PHONE },
	{ "tel/fax", LABEL_PHONE },
	{ "telephone", LABEL_PHONE },
	{ "phone", LABEL_PHONE },
	{ "ph", LABEL_PHONE },
	{ "office", LABEL_PHONE },
	{ "direct", LABEL_PHONE },
	{ "direct line", LABEL_PHONE },
	{ "work", LABEL_PHONE },
	{ "main", LABEL_PHONE },
	{ "telefon", LABEL_PHONE },
	{ "tél", LABEL_PHONE },
	{ "t", LABEL_PHONE },
	{ "p", LABEL_PHONE },
	{ "o", LABEL_PHONE },
	{ "d", LABEL_PHONE },
	{ "电话", LABEL_PHONE },
	{ "座机", LABEL_PHONE },
	{ "直线", LABEL_PHONE },
	{ "总机", LABEL_PHONE },
	{ "固话", LABEL_PHONE },
	{ "办公电话", LABEL_PHONE },
	{ "联系电话", LABEL_PHONE },
	{ "固定电话", LABEL_PHONE },
	{ "公司电话", LABEL_PHONE },
	{ "電話", LABEL_PHONE },
	{ "mobile", LABEL_MOBILE },
	{ "mobile phone", LABEL_MOBILE },
	{ "mob", LABEL_MOBILE },
	{ "cell", LABEL_MOBILE },
	{ "cellphone", LABEL_MOBILE },
	{ "cell phone", LABEL_MOBILE },
	{ "mobil", LABEL_MOBILE },
	{ "handy", LABEL_MOBILE },
	{ "m", LABEL_MOBILE },
	{ "c", LABEL_MOBILE },
	{ "手机", LABEL_MOBILE },
	{ "手机号", LABEL_MOBILE },
	{ "手机号码", LABEL_MOBILE },
	{ "移动电话", LABEL_MOBILE },
	{ "手機", LABEL_MOBILE },
	{ "fax", LABEL_FAX },
	{ "telefax", LABEL_FAX },
	{ "f", LABEL_FAX },
	{ "传真", LABEL_FAX },
	{ "傳真", LABEL_FAX },
	{ "email", LABEL_EMAIL },
	{ "e-mail", LABEL_EMAIL },
	{ "mail", LABEL_EMAIL },
	{ "e", LABEL_EMAIL },
	{ "邮箱", LABEL_EMAIL },
	{ "电子邮箱", LABEL_EMAIL },
	{ "电子邮件", LABEL_EMAIL },
	{ "电邮", LABEL_EMAIL },
	{ "邮件", LABEL_EMAIL },
	{ "web", LABEL_WEB },
	{ "website", LABEL_WEB },
	{ "url", LABEL_WEB },
	{ "web site", LABEL_WEB },
	{ "homepage", LABEL_WEB },
	{ "http", LABEL_NONE },
	{ "https", LABEL_NONE },
	{ "internet", LABEL_WEB },
	{ "w", LABEL_WEB },
	{ "网址", LABEL_WEB },
	{ "网站", LABEL_WEB },
	{ "主页", LABEL_WEB },
	{ "官网", LABEL_WEB },
	{ "address", LABEL_ADDRESS },
	{ "addr", LABEL_ADDRESS },
	{ "add", LABEL_ADDRESS },
	{ "adresse", LABEL_ADDRESS },
	{ "a", LABEL_ADDRESS },
	{ "地址", LABEL_ADDRESS },
	{ "公司地址", LABEL_ADDRESS },
	{ "联系地址", LABEL_ADDRESS },
	{ "办公地址", LABEL_ADDRESS },
	{ "zip", LABEL_POSTCODE },
	{ "zip code", LABEL_POSTCODE },
	{ "postcode", LABEL_POSTCODE },
	{ "postal code", LABEL_POSTCODE },
	{ "邮编", LABEL_POSTCODE },
	{ "邮政编码", LABEL_POSTCODE },
	{ "company", LABEL_COMPANY },
	{ "organization", LABEL_COMPANY },
	{ "公司", LABEL_COMPANY },
	{ "公司名称", LABEL_COMPANY },
	{ "单位", LABEL_COMPANY },
	{ "单位名称", LABEL_COMPANY },
	{ "企业", LABEL_COMPANY },
	{ "企业名称", LABEL_COMPANY },
	{ "name", LABEL_NAME },
	{ "full name", LABEL_NAME },
	{ "contact", LABEL_NAME },
	{ "姓名", LABEL_NAME },
	{ "联系人", LABEL_NAME },
	{ "名字", LABEL_NAME },
	{ "title", LABEL_TITLE },
	{ "job title", LABEL_TITLE },
	{ "position", LABEL_TITLE },
	{ "职务", LABEL_TITLE },
	{ "职位", LABEL_TITLE },
	{ "头衔", LABEL_TITLE },
	{ "职称", LABEL_TITLE },
	{ "department", LABEL_DEPARTMENT },
	{ "dept", LABEL_DEPARTMENT },
	{ "部门", LABEL_DEPARTMENT },
	{ "wechat", LABEL_WECHAT },
	{ "weixin", LABEL_WECHAT },
	{ "wechat id", LABEL_WECHAT },
	{ "微信", LABEL_WECHAT },
	{ "微信号", LABEL_WECHAT },
	{ "qq", LABEL_OTHER },
	{ "skype", LABEL_OTHER },
	{ "linkedin", LABEL_OTHER },
	{ "whatsapp", LABEL_OTHER },
	{ "业务", LABEL_OTHER },
	{ "主营", LABEL_OTHER },
	{ "经营范围", LABEL_OTHER },
	{ "税号", LABEL_OTHER },
};

/* Bytes of the separator at the beginning: what may stand before a label. */
static size_t
separator(struct crm_text t)
{
	static const char *const signs[] = { " ", "\t", "|", "/", ";", ",",
		"；", "，", "、", "　", "·", "•", "｜", "\xC2\xA0" };
	size_t i;

	for (i = 0; i < COUNT(signs); i++) {
		size_t n = strlen(signs[i]);

		if (t.n >= n && memcmp(t.p, signs[i], n) == 0)
			return n;
	}
	return 0;
}

static size_t
blanks(struct crm_text t)
{
	size_t n = 0;

	while (n < t.n) {
		if (t.p[n] == ' ' || t.p[n] == '\t')
			n++;
		else if (t.n - n >= 3 && memcmp(t.p + n, "　", 3) == 0)
			n += 3;
		else
			break;
	}
	return n;
}

static struct crm_text
from(struct crm_text t, size_t n)
{
	return (struct crm_text){ t.p + n, t.n - n };
}

/* Bytes that a word takes at the beginning, 0 where it is not there: Latin in
 * any case, Han with blanks between the characters ("电 话"). */
static size_t
match_word(struct crm_text t, const char *word)
{
	bool latin = (unsigned char)word[0] < 0x80;
	size_t n = 0, k, len = strlen(word);

	if (latin) {
		for (k = 0; k < len; k++) {
			char c = k < t.n ? t.p[k] : '\0';

			if (c >= 'A' && c <= 'Z')
				c = (char)(c | 0x20);
			if (c != word[k])
				return 0;
		}
		return len;
	}
	for (k = 0; k + 2 < len; k += 3) {
		if (k > 0)
			n += blanks(from(t, n));
		if (t.n - n < 3 || memcmp(t.p + n, word + k, 3) != 0)
			return 0;
		n += 3;
	}
	return n;
}

/* Bytes of what makes a word a label: a colon, or where a number is meant its
 * beginning (which is not counted); false where there is neither. */
static bool
makes_label(struct crm_text t, const struct label *l, size_t *n)
{
	bool dot = t.n > 0 && t.p[0] == '.';
	struct crm_text rest;

	*n = dot;
	*n += blanks(from(t, *n));
	rest = from(t, *n);
	if (rest.n > 0 && rest.p[0] == ':') {
		++*n;
		return true;
	}
	if (rest.n >= 3 && memcmp(rest.p, "：", 3) == 0) {
		*n += 3;
		return true;
	}
	if (rest.n == 0 || *n == 0 ||
	    (strcmp(l->word, "email") != 0 && l->label != LABEL_PHONE &&
		l->label != LABEL_MOBILE && l->label != LABEL_FAX))
		return false;
	return strchr("+(0123456789", rest.p[0]) != NULL;
}

/* The label that begins here, the longest; *n its bytes with the colon. */
static const struct label *
label_at(struct crm_text t, size_t *word, size_t *n)
{
	const struct label *best = NULL;
	size_t i, len, behind;

	*word = 0;
	for (i = 0; i < COUNT(labels); i++) {
		len = match_word(t, labels[i].word);
		if (len <= *word ||
		    !makes_label(from(t, len), &labels[i], &behind))
			continue;
		best = &labels[i];
		*word = len;
		*n = len + behind;
	}
	return best != NULL && best->label != LABEL_NONE ? best : NULL;
}

/* Where the next label begins, behind a separator; its end where there is
 * none. */
static size_t
next_label(struct crm_text t)
{
	size_t i = 0, k, word, n;

	while (i < t.n) {
		if ((k = separator(from(t, i))) == 0) {
			i++;
			continue;
		}
		i += k;
		if (i < t.n && label_at(from(t, i), &word, &n) != NULL)
			return i;
	}
	return t.n;
}

/* Without separators around it. */
static struct crm_text
bare(struct crm_text t)
{
	size_t n;

	while ((n = separator(t)) > 0)
		t = from(t, n);
	for (;;) {
		t = crm_text_trim(t);
		if (t.n > 0 && strchr("|/;,", t.p[t.n - 1]) != NULL)
			t.n--;
		else if (t.n >= 3 && separator(from(t, t.n - 3)) == 3)
			t.n -= 3;
		else
			return t;
	}
}

bool
card_next_piece(struct crm_text *rest, struct card_piece *out)
{
	const struct label *l;
	size_t word, n = 0, end;

	*rest = bare(*rest);
	if (rest->n == 0)
		return false;
	*out = (struct card_piece){ .label = LABEL_NONE };
	if ((l = label_at(*rest, &word, &n)) != NULL) {
		out->label = l->label;
		out->word = (struct crm_text){ rest->p, word };
	} else
		n = 0;
	end = n + next_label(from(*rest, n));
	out->text = bare((struct crm_text){ rest->p + n, end - n });
	out->whole = bare((struct crm_text){ rest->p, end });
	*rest = from(*rest, end);
	return true;
}
