/*
 * Texts for people in the user's language: gettext's catalog "crm", which lib/cli
 * binds where the language is not English.  Elsewhere each text is itself.
 *
 * What makes errors and notes (crm_fail, crm_note …) and what prints the texts of
 * tables asks it by itself.  Where else a text is made that somebody will read,
 * crm_tr stands around it, with no blank or mark of a sentence left to be put
 * together: a whole sentence has its own order in each language.  N_ marks a
 * text in a table that is translated where it is used.  lib/cli/po/keywords says
 * where the texts stand, scripts/texts.c finds them.
 */
#ifndef CRM_TR_H
#define CRM_TR_H

#include <stdbool.h>

#define N_(text) text

/* The text, or the text itself where there is no translation; "" is "". */
const char *crm_tr(const char *text) __attribute__((format_arg(1)));

/* Whether texts are Chinese: what the dictionary has in both languages follows. */
bool crm_tr_is_chinese(void);

#endif
