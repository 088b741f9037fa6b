/* Texts in the language of the user, from glibc's gettext. */
#include <crm/base/tr.h>

#include <libintl.h>
#include <string.h>

const char *
crm_tr(const char *text)
{
	/* The empty one is the header of the catalog. */
	return *text == '\0' ? text : dgettext("crm", text);
}

bool
crm_tr_is_chinese(void)
{
	/* The header of the catalog names its language. */
	return strstr(dgettext("crm", ""), "Language: zh") != NULL;
}
