/* Templates: tags, names, filters, what is harmless, tables; what is refused. */
#include "../tap.h"
#include "tree.h"

static const char *
make(const char *text, enum crm_template_format format, bool chinese)
{
	static struct crm_buf out;
	const struct crm_template_opts o = { .chinese = chinese,
		.today = 20778 };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_template *t;
	struct crm_err err = { 0 };
	enum crm_status st;

	crm_buf_clear(&out);
	crm_buf_str(&out, "");
	st = crm_template_read(
	    crm_text_of(text), format, &tree_source, &tree_root, &a, &t, &err);
	if (st == CRM_OK)
		st = crm_template_render(t, &tree_root, &o, &out, &err);
	if (st != CRM_OK) {
		char place[CRM_PLACE_SIZE];

		crm_buf_clear(&out);
		crm_buf_printf(
		    &out, "%s%s", crm_err_place(&err, place), err.text);
	}
	crm_arena_free(&a);
	return out.data;
}

static void
makes(const char *template, enum crm_template_format format, const char *want)
{
	char name[CRM_QUOTE_SIZE];

	is_str(make(template, format, false), want,
	    crm_quote(name, crm_text_of(template)));
}

static void
text(const char *template, const char *want)
{
	makes(template, CRM_TEMPLATE_TEXT, want);
}

static void
md(const char *template, const char *want)
{
	makes(template, CRM_TEMPLATE_MD, want);
}

static void
html(const char *template, const char *want)
{
	makes(template, CRM_TEMPLATE_HTML, want);
}

static void
test_names(void)
{
	text("", "");
	text("no tag }} here", "no tag }} here");
	text("{{number}}/{{ number }}", "SO-1/SO-1");
	text("{{customer}}", "A|B");
	text("{{customer.owner.name}}", "Li Na");
	text("[{{blank}}{{partner}}{{partner.owner.name}}]", "[]");
	text("{{\"{{\"}}x{{\"}}\"}} {{\"a \\\" b\"}}", "{{x}} a \" b");
	text("{{status}} {{status | code}}", "Draft draft");
	text("{{@today}}", "2026-11-21");
	is_str(make("{{status}}", CRM_TEMPLATE_TEXT, true), "草稿",
	    "labels in Chinese");
}

static void
test_blocks(void)
{
	text("{{#lines}}{{@no}} {{amount}}{{^@last}}, {{/@last}}{{/lines}}",
	    "1 24,993.75, 2 1.23");
	text("{{#lines}}{{?@first}}{{number}} {{/@first}}{{amount}} {{/}}",
	    "SO-1 24,993.75 1.23 ");
	text("{{#none}}x{{/none}}{{^none}}none{{/none}}", "none");
	text("{{#customer}}{{owner}} {{number}}{{/customer}}", "Li Na SO-1");
	text("{{#partner}}x{{/partner}}{{?partner}}y{{/}}", "");
	text(
	    "{{?gross}}a{{/}}{{?nought}}b{{/}}{{?blank}}c{{/}}{{?lines}}d{{/}}",
	    "ad");
	text("{{?status = draft}}a{{/}}{{?status = 草稿}}b{{/}}"
	     "{{?status != sent}}c{{/}}{{^status = draft}}d{{/status}}",
	    "abc");
	text("{{?number = \"SO-1\"}}yes{{/}}", "yes");
	text("a\n  {{?number}}  \nb\n{{/number}}\nc\n", "a\nb\nc\n");
	text("a\n{{! a remark, \"} }}\nb", "a\nb");
	text("a {{?number}}\nb\n{{/}} c", "a \nb\n c");
}

static void
test_filters(void)
{
	text("{{gross | money}} {{gross | money sign}} {{gross | money code}}",
	    "1,409.50 ¥1,409.50 CNY 1,409.50");
	text("{{back | money sign}} {{back | number 0}}", "-¥5.00 -5");
	text("{{gross | capital}}", "壹仟肆佰零玖元伍角整");
	text(
	    "{{#lines}}{{price | money}} {{price}} {{quantity | number 2}};{{/}}",
	    "1,999.50 1,999.5 12.50;1.2345 1.2345 1.00;");
	text("{{rate}} {{rate | number}} {{rate | number 1}}", "13% 13 13.0");
	text("{{day | date}} {{day | date long}} {{day | date \"D.M.YY\"}} "
	     "{{day | date \"DD MMM YYYY\"}}",
	    "2026-11-21 21 November 2026 21.11.26 21 Nov 2026");
	is_str(make("{{day | date long}}", CRM_TEMPLATE_TEXT, true),
	    "2026年11月21日", "a long date in Chinese");
	text("{{number | lower}} {{status | upper}}", "so-1 DRAFT");
	text("{{blank | default \"-\"}}{{number | default x}}", "-SO-1");
	text(
	    "[{{number | left 6}}][{{number | right 6}}][{{number | center 6}}]",
	    "[SO-1  ][  SO-1][ SO-1 ]");
	text("{{\"草稿 ab cd\" | wrap 5 | indent 2}}", "草稿\n  ab cd");
	text("{{\"一二三，四五\" | wrap 6}}", "一二\n三，四\n五");
	text("[{{blank | right 3}}]", "[   ]");
}

static void
test_harmless(void)
{
	html("<p title=\"{{customer.name}}\">",
	    "<p title=\"A|B &lt;b&gt;&quot;Co&quot;&lt;/b&gt; &amp; *Sons*\">");
	html("{{customer.address}}", "1 High St<br>\n# Town");
	md("{{customer.name}}", "A\\|B \\<b\\>\"Co\"\\</b\\> \\& \\*Sons\\*");
	md("{{customer.address}}", "1 High St  \n\\# Town");
	md("{{\"- x\"}} {{\"2. y\"}} {{\"1.5\"}} {{\"-5\"}}",
	    "\\- x 2\\. y 1.5 -5");
	text("{{\"a\x07\x1f\xc2\x9b\xe2\x80\xae"
	     "b\"}}",
	    "a template is text in UTF-8");
	text("{{\"a\x07\xc2\x9b\xe2\x80\xae\tb\"}}", "a b");
	html("<script>x</script>{{number}}", "<script>x</script>SO-1");
	html("<STYLE>{{number}}</STYLE>",
	    "line 1, column 8: '{{number}}' stands in a script or a style, "
	    "where no value can be made harmless");
}

#define TABLE \
	"{{=table 40}}\n" \
	"| No | Product | Quantity | Amount |\n" \
	"|---:|---|---:|---:|\n" \
	"{{#lines}}\n" \
	"| {{@no}} | {{product}} | {{quantity}} | {{amount}} |\n" \
	"{{/lines}}\n" \
	"| | | | ---: |\n" \
	"| | Total | | {{gross}} |\n" \
	"{{/table}}\n"

static void
test_table(void)
{
	text(TABLE,
	    " No  Product         Quantity     Amount\n"
	    "---  --------------  --------  ---------\n"
	    "  1  网关 GW-200 工      12.5  24,993.75\n"
	    "     业级边缘计算网\n"
	    "     关，带四个网口\n"
	    "  2  Cable                  1       1.23\n"
	    "                               ---------\n"
	    "     Total                      1,409.50\n");
	md(TABLE,
	    "|  No | Product                                    | Quantity |"
	    "    Amount |\n"
	    "| --: | ------------------------------------------ | -------: |"
	    " --------: |\n"
	    "|   1 | 网关 GW-200 工业级边缘计算网关，带四个网口 |     12.5 |"
	    " 24,993.75 |\n"
	    "|   2 | Cable                                      |        1 |"
	    "      1.23 |\n"
	    "|     | Total                                      |          |"
	    "  1,409.50 |\n");
	html(TABLE,
	    "line 1, column 1: {{=table}} is for text and Markdown; HTML has "
	    "<table>");
	text("{{=table}}\n| a | {{customer.name}} |\n{{/}}\n",
	    "a  A|B <b>\"Co\"</b> & *Sons*\n");
}

static void
test_refused(void)
{
	text("a\n {{custmer}}",
	    "line 2, column 2: nothing here is called 'custmer'; near to it: "
	    "customer");
	text("{{customer.nam}}",
	    "line 1, column 1: nothing here is called 'nam'; near to it: name");
	text("中{{#lines}}{{qantity}}{{/lines}}",
	    "line 1, column 12: nothing here is called 'qantity'; near to it: "
	    "quantity");
	text("{{xyzzyx}}", "line 1, column 1: nothing here is called 'xyzzyx'");
	text("{{number.name}}",
	    "line 1, column 1: 'number' is no record that 'name' could be of");
	text("{{a.b.c.d.e.f.g}}",
	    "line 1, column 1: a name has at most 6 steps");
	text("{{customer..name}}",
	    "line 1, column 1: a name is missing in '{{customer..name}}'");
	text("{{}}", "line 1, column 1: a name is missing in '{{}}'");
	text("{{lines}}",
	    "line 1, column 1: '{{lines}}' is a list; {{#name}} … {{/name}} "
	    "has its records");
	text("{{#number}}{{/}}",
	    "line 1, column 1: '{{#number}}': it is neither a list nor a "
	    "record; a condition is {{?name}}");
	text("{{number",
	    "line 1, column 1: '{{' is not closed; write {{\"{{\"}} where it "
	    "is meant");
	text("{{number \"x\"}}",
	    "line 1, column 1: '{{number \"x\"}}' has more behind its name; a "
	    "filter stands behind a |");
	text("{{?number}}", "line 1, column 1: this block is never closed");
	text("{{?number}}\n{{/gross}}",
	    "line 2, column 1: '{{/gross}}' does not close the block that was "
	    "opened in line 1");
	text(
	    "{{/number}}", "line 1, column 1: '{{/number}}': no block is open");
	text("{{@no}}",
	    "line 1, column 1: @no stands within a loop alone: {{#lines}}");
	text("{{?status = open}}{{/}}",
	    "line 1, column 1: 'open' is none of the choices");
	text("{{number | money}}", "line 1, column 1: money is for numbers");
	text("{{gross | date}}", "line 1, column 1: date is for dates");
	text("{{rate | capital}}",
	    "line 1, column 1: capital is for amounts of money");
	text("{{number | left x}}",
	    "line 1, column 1: left: 'x' is no number that it takes");
	text("{{number | left}}",
	    "line 1, column 1: left is missing its number");
	text("{{gross | money sine}}",
	    "line 1, column 1: money takes sign or code, or nothing");
	text("{{number | shout}}",
	    "line 1, column 1: 'shout' is no filter; there are money, number, "
	    "date, capital, code, upper, lower, default, left, right, center, "
	    "wrap, indent");
	text("a\xff", "a template is text in UTF-8");
}

/* Loops within loops come to an end, and so do blocks. */
static void
test_limits(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	int i;

	for (i = 0; i < 17; i++)
		crm_buf_str(&b, "{{?number}}");
	is_str(make(b.data, CRM_TEMPLATE_TEXT, false),
	    "line 1, column 177: blocks stand at most 16 deep within each "
	    "other",
	    "deep blocks");
	crm_buf_clear(&b);
	for (i = 0; i < 16; i++)
		crm_buf_str(&b, "{{#lines}}");
	for (i = 0; i < 300; i++)
		crm_buf_str(&b, "{{number}}{{\"\"}}");
	for (i = 0; i < 16; i++)
		crm_buf_str(&b, "{{/lines}}");
	is_str(make(b.data, CRM_TEMPLATE_TEXT, false),
	    "the template makes more than a document of 64 MB of it",
	    "loops within loops");
	crm_buf_free(&b);
}

int
main(void)
{
	test_names();
	test_blocks();
	test_filters();
	test_harmless();
	test_table();
	test_refused();
	test_limits();
	return tap_done();
}
