/* Texts in HTML and SVG. */
#include "markup.h"

#include <stdbool.h>
#include <string.h>

/* U+FFFE and U+FFFF, which no XML may have. */
static bool
is_no_character(const char *p)
{
	return strncmp(p, "\xef\xbf\xbe", 3) == 0 ||
	    strncmp(p, "\xef\xbf\xbf", 3) == 0;
}

void
markup_text(struct crm_buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '\xef':
			if (is_no_character(text))
				text += 2;
			else
				crm_buf_char(out, *text);
			break;
		case '&':
			crm_buf_str(out, "&amp;");
			break;
		case '<':
			crm_buf_str(out, "&lt;");
			break;
		case '>':
			crm_buf_str(out, "&gt;");
			break;
		case '"':
			crm_buf_str(out, "&quot;");
			break;
		default:
			crm_buf_char(out, *text);
		}
}
