/* What the book proves of documents and their lines. */
#ifndef DOCUMENT_GONE_H
#define DOCUMENT_GONE_H

#include "document.h"

/* A row of struct lie: it was the sum of its lines (it has a net amount), none of them
 * is left, and it says an amount all the same. */
#define LINES_GONE(kind, table, lines, of) \
	{ \
		kind, kind "-amount", N_("it says %s, its lines come to %s"), \
		    "SELECT o.\"id\", o.\"amount\", 0 FROM " table " o " \
		    "WHERE o.\"deleted\" IS NULL AND o.\"net\" IS NOT NULL " \
		    "AND o.\"amount\" <> 0 AND EXISTS (SELECT 1 FROM " lines \
		    " l WHERE l.\"" of "\" = o.\"id\" " \
		    "AND l.\"amount\" IS NOT NULL " \
		    "AND l.\"deleted\" IS NOT NULL) " \
		    "AND NOT EXISTS (SELECT 1 FROM " lines " l WHERE l.\"" of \
		    "\" = o.\"id\" " \
		    "AND l.\"amount\" IS NOT NULL " \
		    "AND l.\"deleted\" IS NULL) ORDER BY o.\"id\"", \
		    -1 \
	}

/* It says what its lines come to, where any of them comes to something. */
#define LINES_SUM(kind, table, lines, of) \
	{ \
		kind, kind "-amount", N_("it says %s, its lines come to %s"), \
		    "SELECT o.\"id\", o.\"amount\", x.\"n\" FROM " table \
		    " o JOIN (SELECT \"" of "\", CAST(sum(\"amount\") AS " \
		    "BIGINT) AS \"n\" FROM " lines \
		    " WHERE \"amount\" IS NOT NULL " \
		    "AND \"deleted\" IS NULL GROUP BY \"" of "\") x " \
		    "ON x.\"" of "\" = o.\"id\" " \
		    "WHERE o.\"deleted\" IS NULL " \
		    "AND o.\"amount\" <> x.\"n\" ORDER BY o.\"id\"", \
		    -1 \
	}

#endif
