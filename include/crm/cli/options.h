/* The options of all programs: one table (lib/cli/options.c). */
#ifndef CRM_CLI_OPTIONS_H
#define CRM_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum crm_opt {
	CRM_OPT_OUTPUT,
	CRM_OPT_INPUT,
	CRM_OPT_COLUMNS,
	CRM_OPT_WHERE,
	CRM_OPT_SORT,
	CRM_OPT_LIMIT,
	CRM_OPT_DRY_RUN,
	CRM_OPT_QUIET,
	CRM_OPT_VERBOSE,
	CRM_OPT_YES,
	CRM_OPT_REF,
	CRM_OPT_VIA,
	CRM_OPT_KEEP_GOING,
	CRM_OPT_AS_OF,
	CRM_OPT_ON,
	CRM_OPT_REASON,
	CRM_OPT_EXPLAIN,
	CRM_OPT_EXCEL,
	CRM_OPT_DB,
	CRM_OPT_COLOR,
	CRM_OPT_HELP,
	CRM_OPT_VERSION,
	CRM_OPT_DELETED,
	/* input of files */
	CRM_OPT_MAP,
	CRM_OPT_MAPPING,
	CRM_OPT_VALUE,
	CRM_OPT_NULL,
	CRM_OPT_SCALE,
	CRM_OPT_DEFAULT,
	CRM_OPT_KEY,
	CRM_OPT_ON_DUPLICATE,
	CRM_OPT_DUPLICATES,
	CRM_OPT_REJECTS,
	CRM_OPT_ENCODING,
	CRM_OPT_DATE_FORMAT,
	CRM_OPT_DECIMAL_COMMA,
	CRM_OPT_DECIMAL_POINT,
	CRM_OPT_NUMBERS,
	CRM_OPT_ROUND,
	CRM_OPT_CENTURY,
	CRM_OPT_DELIMITER,
	CRM_OPT_BLANK,
	CRM_OPT_CREATE_MISSING,
	CRM_OPT_RETURNING, /* --deleted of an import */
	CRM_OPT_IGNORE_UNKNOWN,
	CRM_OPT_AGAIN,
	CRM_OPT_SAVE_MAPPING,
	CRM_OPT_SHEET,
	CRM_OPT_SKIP,
	CRM_OPT_GUARDED,
	CRM_OPT_NOTIFY,
	/* the due list */
	CRM_OPT_UNTIL,
	CRM_OPT_FOR,
	CRM_OPT_KIND,
	CRM_OPT_LEVEL,
	CRM_OPT_MARK,
	CRM_OPT_PIPE,
	CRM_OPT_SENDER,
	CRM_OPT_DAY,
	CRM_OPT_WEEK,
	CRM_OPT_CATCH_UP,
	CRM_OPT_AUTOMATE,
	/* mail that comes in */
	CRM_OPT_CREATE,
	CRM_OPT_ATTACHMENTS,
	/* reports */
	CRM_OPT_BY,
	CRM_OPT_FROM,
	CRM_OPT_TO,
	CRM_OPT_SELLER,
	CRM_OPT_DEFINE,
	CRM_OPT_ACROSS,
	CRM_OPT_TOP,
	CRM_OPT_TOTALS,
	CRM_OPT_SHARES,
	CRM_OPT_COMPARE,
	CRM_OPT_INTERVAL,
	CRM_OPT_PICTURE,
	CRM_OPT_COUNT, /* these in the order of enum crm_measure_how */
	CRM_OPT_SUM,
	CRM_OPT_MEAN,
	CRM_OPT_MEDIAN,
	CRM_OPT_MIN,
	CRM_OPT_MAX,
	CRM_OPT_DISTINCT,
	CRM_OPT_DATE,
	CRM_OPT_TARGET,
	CRM_OPT_WIN_RATE,
	CRM_OPT_CYCLE,
	CRM_OPT_STAGE,
	CRM_OPT_AMOUNT,
	CRM_OPT_DRAWS,
	CRM_OPT_SEED,
	CRM_OPT_LEFT,
	/* leads and customers */
	CRM_OPT_POLICY,
	CRM_OPT_STRICT,
	CRM_OPT_ALL,
	CRM_OPT_ATTRIBUTION,
	/* administration */
	CRM_OPT_SINCE,
	CRM_OPT_FOLLOW,
	CRM_OPT_ACTOR,
	CRM_OPT_PROGRAM,
	CRM_OPT_FIELD,
	CRM_OPT_CURRENCY,
	CRM_OPT_LANGUAGE,
	CRM_OPT_TEMPLATE,
	CRM_OPT_PRINT_LANGUAGE, /* --language of a document */
	CRM_OPT_DEEP,
	CRM_OPT_KEEP,
	CRM_OPT_FORCE,
	CRM_OPT_COMPLETE,
	CRM_OPT_MANUAL,
	CRM_OPT_N,
};

/* Groups of options that a verb takes. */
enum crm_opt_group {
	CRM_G_ALL = 0,        /* every verb: --db --help --quiet … */
	CRM_G_OUT = 1 << 0,   /* prints records */
	CRM_G_LIST = 1 << 1,  /* chooses records */
	CRM_G_IN = 1 << 2,    /* reads records or ids */
	CRM_G_WRITE = 1 << 3, /* changes the book */
	CRM_G_IMPORT = 1 << 4,
	CRM_G_REPORT = 1 << 5,
	CRM_G_AS_OF = 1 << 6,
	CRM_G_FEED = 1 << 7,
	CRM_G_INIT = 1 << 8,
	CRM_G_KEEP = 1 << 9,   /* --keep-going */
	CRM_G_LIMIT = 1 << 10, /* -l alone */
	CRM_G_YES = 1 << 11,   /* --yes: something may be asked */
	CRM_G_BY = 1 << 12,
	CRM_G_ON = 1 << 13,
	CRM_G_EXPLAIN = 1 << 14,
	CRM_G_POLICY = 1 << 15, /* --policy */
	CRM_G_STRICT = 1 << 16, /* --strict */
	CRM_G_ALL_OF = 1 << 17, /* --all */
	CRM_G_WHERE = 1 << 18,  /* -w alone */
	CRM_G_ATTRIBUTION = 1 << 19,
	CRM_G_DEFINE = 1 << 20, /* --define alone */
	CRM_G_LIKE = 1 << 21,   /* --duplicates alone */
	CRM_G_UNTIL = 1 << 22,
	CRM_G_SINCE = 1 << 24,   /* --since */
	CRM_G_LOG = 1 << 25,     /* chooses batches */
	CRM_G_CHANGES = 1 << 26, /* chooses changes of records */
	CRM_G_KEYS = 1 << 23,    /* takes the ids of a stream: CRM_G_IN with
			       * CRM_V_IDS, no verb says so itself */
	CRM_G_DEEP = 1 << 27,    /* --deep alone */
	CRM_G_TELL = 1 << 28,    /* tells people: messages, marks */
	CRM_G_BACKUP = 1 << 29,
	CRM_G_CATCH_UP = 1 << 30, /* --catch-up */
};
/* Enumerators are ints, whose bits are used up: each group has a bit of its own. */
#define CRM_G_DIGEST (UINT64_C(1) << 32) /* messages, of a day or a week */
#define CRM_G_SEND (UINT64_C(1) << 33)   /* writes mail: --from ADDRESS alone */
#define CRM_G_QUERY (UINT64_C(1) << 34)  /* measures of any records */
#define CRM_G_MAIL (UINT64_C(1) << 35)   /* mail that comes in */
#define CRM_G_WHAT_IF (UINT64_C(1) << 36) /* levers of a simulation */
#define CRM_G_DRAW (UINT64_C(1) << 37)    /* kinds of pictures */
#define CRM_G_PRINT (UINT64_C(1) << 38)   /* prints documents */
#define CRM_G_DATED (UINT64_C(1) << 39)   /* --date alone */
#define CRM_G_BOOKS (UINT64_C(1) << 40)   /* days of the books, of a seller */
#define CRM_G_LEFT (UINT64_C(1) << 41)    /* --left alone */

struct crm_option {
	const char *name;   /* long name without -- */
	char letter;        /* or 0 */
	const char *arg;    /* what its value is called; NULL: a flag */
	bool many;          /* may be given more than once */
	uint64_t groups;    /* 0: every verb */
	const char *help;   /* NULL: not in help and completion */
	const char *may;    /* of a flag: the value that may stand behind =, or
			   * NULL */
	const char *values; /* all that there are, between bars, for completion;
			     * NULL: they are no few words */
	/* Instead of `help`, of a verb that writes and of one that neither
	 * writes nor lists records, where those do otherwise; or NULL. */
	const char *help_write, *help_rows;
	const char *help_print; /* so, of a verb that prints documents, */
	const char *help_draws; /* of one that draws, */
	const char *help_tells; /* of one that has messages for people */
};

const struct crm_option *crm_option_table(size_t *n);

#endif
