/*
 * The words that a verb takes, NAME=VALUE, as data: from the table come what is
 * read and refused, the usage line, the help, the completion and the manual.
 * They are read once a command, before the lock is taken.
 */
#ifndef CRM_WORD_H
#define CRM_WORD_H

#include <crm/model/model.h>

struct crm_store;

enum crm_word_flag {
	CRM_W_NEEDED = 1, /* the command is refused without it */
	CRM_W_RULED = 2,  /* a rule of the trade refuses without it: it is
			   * shown as needed, and left to the rule */
	CRM_W_WHY = 4,    /* a reason: --reason where it is not given; may be
			   * blank */
	CRM_W_BATCH = 8, /* a reason: the batch's where --reason is not given */
	CRM_W_NONE = 16, /* "none" is a value too, and reads as null */
	CRM_W_PAIRS =
	    64, /* stands for every record=value, whose name has a figure
			   * in it; struct crm_cmd has them */
	CRM_W_ROW =
	    128, /* a column of the stream that bears its name says it of
			 * its row (crm_row_text) */
	CRM_W_FIELDS = 32, /* stands for every field of the record that may be
			    * given: field=value */
};

struct crm_word {
	const char *name;   /* "wake_on" */
	enum crm_type type; /* TEXT, DATE, INSTANT, BOOL, INT, ENUM, REF */
	unsigned flags;     /* enum crm_word_flag */
	const char *arg;    /* what usage calls the value; NULL: by the type */
	const char *entity; /* REF: the kind of record; NULL: the verb's own */
	const struct crm_choice *choices; /* ENUM: ends with code NULL */
	/* REF: how a name is found, where not as every name is. */
	enum crm_status (*find)(struct crm_store *s, const struct crm_entity *e,
	    struct crm_text name, int64_t *id, struct crm_err *err);
	const char *help; /* one line */
};

/* A word as it was given. */
struct crm_arg {
	bool given;
	struct crm_text text; /* trimmed, but of reasons; of ENUM the code */
	struct crm_value v;   /* by the type; text where that is TEXT */
};

#define CRM_WORD_REASON \
	{ \
		.name = "reason", .type = CRM_T_TEXT, .flags = CRM_W_WHY, \
		.help = "why; else what --reason says" \
	}
#define CRM_WORD_REASON_RULED \
	{ \
		.name = "reason", .type = CRM_T_TEXT, \
		.flags = CRM_W_WHY | CRM_W_RULED, \
		.help = "why; else what --reason says" \
	}
#define CRM_WORD_FIELDS(f) \
	{ \
		.name = "field", .flags = CRM_W_FIELDS | (f), .arg = "value", \
		.help = "a field and what it shall hold, or field:=expression" \
	}

#endif
