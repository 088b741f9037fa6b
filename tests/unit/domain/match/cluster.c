/* Clusters of pairs, and the small text work of likeness. */
#include "domain/match/match.h"

#include "../../tap.h"

enum { PARTIES = 8, PAIRS = 8 };

struct book {
	struct crm_party party[PARTIES];
	struct crm_dupe pair[PAIRS];
	size_t n;
};

static void
pair(struct book *b, int x, int y, double score)
{
	b->pair[b->n++] = (struct crm_dupe){ .a = &b->party[x],
		.b = &b->party[y],
		.match = { .score = score, .sure = score >= CRM_MATCH_SURE } };
}

/* "1-2:1 2-3:1": records from 0 and the cluster of each pair, in order. */
static void
clusters(struct book *b, const char *want, const char *name)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct parties p = { b->party, PARTIES, PARTIES };
	struct crm_buf got = CRM_BUF_INIT;
	size_t i;

	clusters_make(&p, b->pair, b->n, &a);
	crm_buf_str(&got, "");
	for (i = 0; i < b->n; i++)
		crm_buf_printf(&got, "%s%d-%d:%lld%s", i > 0 ? " " : "",
		    (int)(b->pair[i].a - b->party),
		    (int)(b->pair[i].b - b->party),
		    (long long)b->pair[i].cluster,
		    b->pair[i].match.sure ? "!" : "");
	is_str(got.data, want, name);
	crm_buf_free(&got);
	crm_arena_free(&a);
}

static void
test_clusters(void)
{
	struct book b = { .n = 0 };

	clusters(&b, "", "no pairs");

	b = (struct book){ .n = 0 };
	pair(&b, 4, 5, 0.95);
	pair(&b, 2, 6, 0.80);
	pair(&b, 0, 2, 0.99);
	pair(&b, 5, 7, 0.90);
	clusters(&b, "0-2:1! 2-6:1 4-5:2! 5-7:2",
	    "chains, numbered by their lowest record");

	b = (struct book){ .n = 0 };
	b.party[0].credit_code = CRM_TEXT("x");
	b.party[2].credit_code = CRM_TEXT("y");
	pair(&b, 0, 1, 0.93);
	pair(&b, 1, 2, 0.98);
	pair(&b, 2, 3, 0.80);
	clusters(&b, "1-2:1! 2-3:1 0-1:0",
	    "the surest first; two credit codes never meet");

	b = (struct book){ .n = 0 };
	b.party[1].credit_code = CRM_TEXT("x");
	b.party[3].credit_code = CRM_TEXT("x");
	pair(&b, 0, 1, 0.93);
	pair(&b, 0, 3, 0.93);
	pair(&b, 1, 3, 0.99);
	clusters(&b, "0-1:1! 0-3:1! 1-3:1!", "one credit code is no bar");
}

static void
words(const char *text, const char *want)
{
	struct crm_text word[4];
	struct crm_buf got = CRM_BUF_INIT;
	size_t i, n = split_words(crm_text_of(text), word, 4);

	crm_buf_str(&got, "");
	for (i = 0; i < n; i++)
		crm_buf_printf(&got, "[%.*s]", (int)word[i].n, word[i].p);
	is_str(got.data, want, text);
	crm_buf_free(&got);
}

static void
test_text(void)
{
	char out[4];
	struct crm_text s;

	words("a-b, c", "[a][b][c]");
	words("", "");
	words(" . ", "");
	words("one two three four five", "[one][two][three][four five]");
	words("云帆·科技 「北京」", "[云帆][科技][北京]");
	words("müller & söhne", "[müller][söhne]");
	words("\xFF\xFE"
	      "a",
	    "[a]");
	ok(has_han(CRM_TEXT("a云")) && has_han(CRM_TEXT("カ")) &&
		!has_han(CRM_TEXT("müller")),
	    "scripts without blanks");
	s = first_chars(CRM_TEXT("云帆a"), 2);
	is_int(s.n, 6, "two characters");
	s = first_chars(CRM_TEXT("a"), 3);
	is_int(s.n, 1, "all there are");
	s = sound_of(CRM_TEXT("katharine"), out);
	ok(crm_text_eq(s, sound_of(CRM_TEXT("catherine"), (char[4]){ 0 })),
	    "they sound alike");
	ok(!crm_text_eq(s, sound_of(CRM_TEXT("karin"), (char[4]){ 0 })),
	    "they do not");
	is_int(sound_of(CRM_TEXT("12"), out).n, 0, "no sound");
}

int
main(void)
{
	test_clusters();
	test_text();
	return tap_done();
}
