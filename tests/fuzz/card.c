/* Fuzz target: vCards, and the text of scanned cards. */
#include <crm/domain/capture.h>
#include <crm/domain/match.h>
#include <crm/io/card.h>

#include "fuzz.h"

static void
touch_all(const struct crm_cards *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (int k = 0; k < CRM_CARD_PARTS; k++) {
			struct crm_text t = c->card[i].part[k];

			fuzz_touch(t);
			must(crm_utf8_valid(t) == t.n,
			    "what is on a card is UTF-8");
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz f = { data, n };
	bool vcard = fuzz_below(&f, 2) == 0;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_cards cards = { 0 };
	struct crm_words *w = crm_words_new(&a);
	char *s = fuzz_string(&f);
	struct crm_text t = { s, f.n };
	struct crm_err err;
	enum crm_status st;

	crm_words_add(w, "legal_form", CRM_TEXT("GmbH"));
	crm_words_add(w, "legal_form", CRM_TEXT("有限公司"));
	crm_is_vcards(t);
	st = vcard ? crm_vcards_read(t, &a, &cards, &err)
		   : crm_cards_read(w, t, &a, &cards, &err);
	if (st == CRM_OK)
		touch_all(&cards);
	crm_arena_free(&a);
	free(s);
	return 0;
}
