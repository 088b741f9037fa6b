/* Fuzz target: templates of documents, in every format.  What is read makes a text,
 * the same one twice, without a control character that is not the template's own. */
#include "../unit/io/tree.h"
#include "fuzz.h"

static void
check(const struct crm_buf *out, bool has_controls)
{
	must(crm_utf8_valid((struct crm_text){ out->data, out->len }) ==
		out->len,
	    "a document is UTF-8");
	for (size_t i = 0; i < out->len && !has_controls; i++)
		must(out->data[i] == '\n' || (unsigned char)out->data[i] >= ' ',
		    "no value brings a control character");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct crm_template_opts opts = { .today = 20778 };
	struct fuzz f = { data, n };
	enum crm_template_format format = fuzz_below(&f, 3);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf once = CRM_BUF_INIT, twice = CRM_BUF_INIT;
	char *s = fuzz_string(&f);
	struct crm_text text = { s, f.n };
	struct crm_template *t;
	struct crm_err err;
	bool controls = false;

	for (size_t i = 0; i < f.n; i++)
		controls = controls ||
		    ((unsigned char)s[i] < ' ' && s[i] != '\n');
	crm_buf_str(&once, "");
	crm_buf_str(&twice, "");
	if (crm_template_read(text, format, &tree_source, &tree_root, &a, &t,
		&err) == CRM_OK &&
	    crm_template_render(t, &tree_root, &opts, &once, &err) == CRM_OK) {
		check(&once, controls);
		must(crm_template_render(t, &tree_root, &opts, &twice, &err) ==
			    CRM_OK &&
			once.len == twice.len &&
			memcmp(once.data, twice.data, once.len) == 0,
		    "a template makes the same twice");
	}
	crm_buf_free(&once);
	crm_buf_free(&twice);
	crm_arena_free(&a);
	free(s);
	return 0;
}
