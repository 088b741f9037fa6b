/* Cards that were scanned: plain text, read by its labels and its looks. */
#ifndef CRM_CAPTURE_H
#define CRM_CAPTURE_H

#include <crm/io/card.h>
#include <crm/domain/match.h>

/*
 * Appends the cards of a text, one a page (form feed).  What an address, a
 * number or a label says is certain; names, titles and companies are guessed:
 * by legal forms (the words of the book), by words of titles, by the e-mail.
 * What is not understood goes to the notes.  Pages with nothing on them are
 * left out.  CRM_INVALID where it is not UTF-8, or longer than any card.
 */
enum crm_status crm_cards_read(const struct crm_words *w, struct crm_text t,
    struct crm_arena *a, struct crm_cards *out, struct crm_err *err);

#endif
