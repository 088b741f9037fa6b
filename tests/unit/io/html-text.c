/* HTML as people read it. */
#include <crm/io/mailbox.h>

#include "../tap.h"

static void
reads(const char *html, const char *want)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_str(&b, "");
	crm_html_text(&b, crm_text_of(html));
	is_str(b.data, want, html);
	crm_buf_free(&b);
}

int
main(void)
{
	reads("plain", "plain");
	reads("<p>one</p><p>two</p>", "one\ntwo\n");
	reads("a<br>b<BR/>c", "a\nb\nc");
	reads("<head><title>x</title></head><STYLE>p{}</style>y", "y");
	reads("<script>if (a < b) c();</script >z", "z");
	reads("a &amp; b &lt;c&gt; &#20013;&#x6587;", "a & b <c> 中文");
	reads("&nothing; &; &#; &#xZ; AT&T", "&nothing; &; &#; &#xZ; AT&T");
	reads("&#0;&#xD800;&#x7fffffff;x", "   x");
	reads("1 < 2 <b>x</b>", "1 < 2 x");
	reads("<a href='x>y'>z</a>", "z");
	reads("<a href=\"never closed>z</a>", "z");
	reads("<!-- a > b -->c<!-- open", "c");
	reads("  a   b  ", "a b ");
	reads("<ul><li>one</li><li>two</li></ul>", "- one\n- two\n");
	reads("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb\t\n\n");
	reads("<", "<");
	reads("<x", "");
	return tap_done();
}
