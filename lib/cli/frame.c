/* The command frame: from argv to the exit status. */
#include "internal.h"

#include <crm/domain/area.h>

#include <crm/store/log.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* help VERB is VERB --help, before a noun and behind it.  How many words these
 * are. */
static int
take_help(struct crm_cmd *c, int argc, char **argv, int i)
{
	if (i >= argc || strcmp(argv[i], "help") != 0 ||
	    find_verb(c->noun, "help") != NULL)
		return 0;
	c->help = true;
	return 1;
}

/* Takes the noun and the verb from the front of argv; *used says how many
 * words these were. */
static enum crm_status
find_command(
    struct crm_cmd *c, int argc, char **argv, int *used, struct crm_err *err)
{
	const struct crm_noun *n;
	int i = 1;

	c->noun = c->program->nouns;
	i += take_help(c, argc, argv, i);
	if (i < argc &&
	    (n = noun_by_word(c->program, argv[i],
		 i + 1 < argc ? argv[i + 1] : NULL)) != NULL) {
		c->noun = n;
		i++;
	}
	i += take_help(c, argc, argv, i);
	*used = i;
	if (i >= argc || argv[i][0] == '-')
		return CRM_OK; /* --help, --version, or nothing */
	c->verb = verb_by_word(c->noun, argv[i]);
	if (c->verb == NULL)
		return unknown_verb(c, argv[i], err);
	*used = i + 1;
	return CRM_OK;
}

static const char *
join_args(struct crm_arena *a, int argc, char **argv)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	int i;

	for (i = 1; i < argc; i++) {
		const char *arg = crm_store_shown(a, argv[i]);
		bool plain = arg[0] != '\0' &&
		    strpbrk(arg, " \t\n\"'\\$&|;<>()*?") == NULL;

		crm_buf_str(&b, i > 1 ? " " : "");
		if (plain)
			crm_buf_str(&b, arg);
		else
			crm_buf_printf(&b, "'%s'", arg);
	}
	/* Kept in the log as text: it must be UTF-8. */
	if (crm_utf8_valid((struct crm_text){ b.data, b.len }) != b.len) {
		struct crm_buf e = CRM_BUF_INIT;

		crm_escape(&e, (struct crm_text){ b.data, b.len });
		crm_buf_free(&b);
		b = e;
	}
	text = crm_strdup(a, b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return text;
}

/* --as-of: where there was no book yet, an empty list would say that there was
 * nothing in it. */
static enum crm_status
go_back(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value began;
	enum crm_status st = crm_as_of_text(
	    c->store, c->opt[CRM_OPT_AS_OF], &began, err);

	if (st == CRM_OK && began.kind == CRM_INT &&
	    !crm_has(c, CRM_OPT_QUIET)) {
		crm_instant_format(&b, began.i);
		crm_note(c,
		    "--as-of %s: the book began at %s; nothing was in it before",
		    c->opt[CRM_OPT_AS_OF], b.data);
		crm_buf_free(&b);
	}
	return st;
}

/* Days begin in the zone of the book, where it names one, and times are shown in that;
 * else in that of TZ. */
static void
use_zone(const struct crm_store *s)
{
	const char *zone = crm_setting(s, "zone");

	if (zone == NULL || !crm_zone_exists(zone))
		return;
	setenv("TZ", zone, 1);
	tzset();
}

static enum crm_status
open_book(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_store_opts o;
	enum crm_status st;

	crm_cmd_store_opts(c, crm_cmd_book(c), &o);
	if ((st = crm_store_open(&o, &c->store, err)) != CRM_OK)
		return st;
	use_zone(c->store);
	if (!o.write && (st = crm_store_snapshot(c->store, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_AS_OF) && (st = go_back(c, err)) != CRM_OK)
		return st;
	c->clock = *crm_store_clock(c->store);
	c->dict = crm_store_dict(c->store);
	if (c->noun->entity != NULL)
		c->entity = crm_dict_find(c->dict, c->noun->entity);
	return crm_allow(c->store, o.write ? CRM_WRITE : CRM_READ,
	    c->entity == NULL ? NULL : c->entity->def, err);
}

enum crm_status
check_operands(struct crm_cmd *c, struct crm_err *err)
{
	unsigned f = c->verb->flags;
	enum crm_status st = take_words(c, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = refuse_condition(c, i, err);
	if (st != CRM_OK || (f & (CRM_V_IDS | CRM_V_FREE)) != 0)
		return st;
	if (c->n_operands > 0 && strcmp(c->verb->name, "fields") == 0)
		return crm_fail(err, CRM_USAGE,
		    "fields is about the kind; for a record: show %s",
		    c->operand[0]);
	if (c->n_operands > ((f & CRM_V_FILE) != 0 ? 1 : 0))
		return crm_fail(err, CRM_USAGE, "%s: unexpected operand '%s'",
		    c->verb->name, c->operand[(f & CRM_V_FILE) != 0 ? 1 : 0]);
	return CRM_OK;
}

/* A table or a chart on a terminal is looked at from its beginning. */
bool
streams_out(const struct crm_cmd *c)
{
	return (c->verb->groups & CRM_G_FEED) != 0 ||
	    ((c->verb->flags & CRM_V_WRITE) == 0 &&
		!(c->tty_out &&
		    (c->format == CRM_FMT_TABLE ||
			c->format == CRM_FMT_CHART)));
}

static enum crm_status
run_reading(struct crm_cmd *c, struct crm_err *err)
{
	bool spool = c->tty_out && !streams_out(c) &&
	    (c->verb->flags & CRM_V_WRITE) == 0;
	enum crm_status st, end;
	struct crm_err e;

	st = spool ? crm_out_spool(&c->out, err)
		   : crm_out_fd(STDOUT_FILENO, &c->out, err);
	if (st != CRM_OK)
		return st;
	st = c->verb->run(c, err);
	watch_hush(c, true);
	end = spool ? print_to_terminal(c, &e)
		    : crm_out_flush(c->out, &c->reader_gone, &e);
	if (st == CRM_OK && end != CRM_OK) {
		*err = e;
		st = end;
	}
	return st;
}

static enum crm_status
run_verb(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_operands(c, err)) != CRM_OK)
		return st;
	if (c->verb->flags & CRM_V_NO_BOOK)
		return run_reading(c, err);
	if ((st = open_book(c, err)) != CRM_OK)
		return st;
	if ((c->verb->flags & CRM_V_IDS) != 0 &&
	    (st = collect_ids(c, err)) != CRM_OK)
		return st;
	/* Behind the stream: whoever writes it may still make what they name. */
	if ((st = read_words(c, err)) != CRM_OK)
		return st;
	if (c->verb->run == NULL)
		return crm_cmd_each(c, err);
	return run_reading(c, err);
}

/* --help, --version, --completion, --manual; *all where that was all. */
static enum crm_status
answer_itself(struct crm_cmd *c, bool *all, struct crm_err *err)
{
	*all = true;
	if (c->help || crm_has(c, CRM_OPT_HELP)) {
		print_help(c);
	} else if (crm_has(c, CRM_OPT_VERSION)) {
		printf("%s %s\n", c->program->name, CRM_VERSION);
	} else if (crm_has(c, CRM_OPT_COMPLETE)) {
		if (!print_completion(c, c->opt[CRM_OPT_COMPLETE]))
			return crm_fail(err, CRM_USAGE,
			    "--completion: '%s' is "
			    "not one of bash, zsh, fish",
			    c->opt[CRM_OPT_COMPLETE]);
	} else if (crm_has(c, CRM_OPT_MANUAL)) {
		if (!print_manual(c, c->opt[CRM_OPT_MANUAL]))
			return crm_fail(err, CRM_USAGE,
			    "--manual: '%s' is not "
			    "one of program, formats",
			    c->opt[CRM_OPT_MANUAL]);
	} else
		*all = false;
	/* A write may have failed before, and left nothing to flush. */
	if (*all && (fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE)
		return crm_fail(
		    err, CRM_FAIL, "standard output: %s", strerror(errno));
	return CRM_OK;
}

static enum crm_status
must_be_utf8(const char *what, const char *text, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	if (text == NULL || crm_utf8_valid(crm_text_of(text)) == strlen(text))
		return CRM_OK;
	return crm_fail(err, CRM_USAGE, "%s'%s' is not UTF-8", what,
	    crm_quote(quoted, crm_text_of(text)));
}

/* Any text may come into the book, or be looked for in it; the names of files
 * are bytes. */
static enum crm_status
check_texts(const struct crm_cmd *c, struct crm_err *err)
{
	size_t i, n, j;
	const struct crm_option *o = crm_option_table(&n);
	enum crm_status st = must_be_utf8("CRM_USER: ", crm_cmd_login(), err);

	for (i = 0; i < n && st == CRM_OK; i++)
		for (j = 0; c->opt_all[i] != NULL && c->opt_all[i][j] != NULL &&
		     st == CRM_OK;
		     j++)
			if (o[i].arg != NULL &&
			    strncmp(o[i].arg, "FILE", 4) != 0)
				st = must_be_utf8(
				    crm_sprintf(c->arena, "--%s: ", o[i].name),
				    c->opt_all[i][j], err);
	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		if ((c->verb->flags & CRM_V_FILE) == 0)
			st = must_be_utf8("", c->operand[i], err);
	return st;
}

/* A word of one's own, else of those who work with the book; *beside where its
 * settings were read for that.  Options are not read yet: it is that of CRM_DB. */
static void
expand_alias(struct crm_cmd *c, int *argc, char ***argv, bool *beside)
{
	*beside = !config_expand(c, argc, argv);
	if (*beside) {
		config_read_beside(c);
		config_expand(c, argc, argv);
	}
}

static enum crm_status
run(struct crm_cmd *c, int argc, char **argv, struct crm_err *err)
{
	enum crm_status st;
	bool all, beside;
	struct crm_err wrong;
	int used;

	read_language(c);
	config_read_own(c);
	read_language(c); /* which the file may say */
	if (argc > 1 && strcmp(argv[1], "--candidates") == 0) {
		print_candidates(c, argc - 2, argv + 2);
		return CRM_OK;
	}
	expand_alias(c, &argc, &argv, &beside);
	if (find_command(c, argc, argv, &used, err) != CRM_OK) {
		/* It may be an alias, in a line that is not understood. */
		if (config_sound(c, &wrong) != CRM_OK)
			*err = wrong;
		return err->status;
	}
	if ((st = options_parse(c, argc - used, argv + used, err)) != CRM_OK)
		return st;
	if (!beside)
		config_read_beside(c);
	if ((st = answer_itself(c, &all, err)) != CRM_OK || all)
		return st;
	if (c->verb == NULL)
		return crm_fail(err, CRM_USAGE,
		    "say what to do: %s VERB; see "
		    "%s --help",
		    c->program->name, c->program->name);
	if ((c->verb->flags & CRM_V_ANY_CONFIG) == 0 &&
	    ((st = config_sound(c, err)) != CRM_OK ||
		(st = config_check_book(c, err)) != CRM_OK))
		return st;
	if ((st = check_texts(c, err)) != CRM_OK ||
	    (st = read_environment(c, err)) != CRM_OK)
		return st;
	c->batch.args = join_args(c->arena, argc, argv);
	c->batch.reason = c->opt[CRM_OPT_REASON];
	c->batch.sure = crm_has(c, CRM_OPT_YES);
	c->batch.dry_run = crm_has(c, CRM_OPT_DRY_RUN);
	watch_begin(c);
	st = run_verb(c, err);
	watch_end(c);
	return st;
}

/* A standard input that is closed is no empty one: what is opened next would get
 * its number.  Nothing can be read from this. */
static void
hold_stdin(void)
{
	if (fcntl(STDIN_FILENO, F_GETFD) == -1 && errno == EBADF)
		(void)!open("/dev/null", O_WRONLY);
}

int
crm_main(const struct crm_program *p, int argc, char **argv)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_notes notes = { CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT };
	struct crm_cmd c = {
		.program = p, .arena = &arena, .whole = &arena, .notes = &notes
	};
	struct crm_err err = { .status = CRM_OK };
	enum crm_status st;

	hold_stdin();
	signal(SIGPIPE, SIG_IGN);
	signal(
	    SIGXFSZ, SIG_IGN); /* a write that is too long fails, and says so */
	tzset();
	c.opt = crm_alloc_n(&arena, OPT_COUNT, sizeof *c.opt);
	c.opt_all = crm_alloc_n(&arena, OPT_COUNT, sizeof *c.opt_all);
	st = run(&c, argc, argv, &err);
	if (st != CRM_OK && err.status == st)
		crm_print_err(&c, NULL, &err);
	computed_close(&c);
	crm_out_close(c.out);
	crm_store_close(c.store);
	free_notes(&notes);
	crm_arena_free(&arena);
	return crm_status_exit(st);
}
