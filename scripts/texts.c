/*
 * texts KEYWORDS FILE…: the texts for people in C sources, as a template for
 * translations (POT) on standard output.  KEYWORDS says where such texts stand,
 * a line each:
 *
 *     crm_fail 3                 the third argument of a function
 *     .help                      what a field of a struct is set to
 *     lib/cli/options.c { 6      the sixth in the braces of a table
 *     lib/base/date.c refuse 2   the same in this file alone
 *
 * Literals that stand behind each other, with macros of literals between them,
 * are one text, as the compiler has them.
 */
#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 200, WORD_MAX = 128, TEXT_MAX = 8192 };

/* ---- lists that grow ---- */

struct keyword {
	char file[WORD_MAX]; /* "": every one */
	char name[WORD_MAX]; /* ".help", or a function */
	int argument;
};

struct macro {
	char name[WORD_MAX];
	char *text;
};

struct found {
	char *text;
	char *files;
	bool format; /* for printf */
};

struct extraction {
	struct keyword *keyword;
	size_t n_keywords;
	struct macro *macro;
	size_t n_macros;
	struct found *found;
	size_t n_found;
};

static void *
one_more(void *list, size_t n, size_t size)
{
	list = realloc(list, (n + 1) * size);
	if (list == NULL)
		err(1, NULL);
	return list;
}

/* a and b behind each other; what does not fit ends the program. */
static void
put(char *to, size_t room, const char *a, const char *b)
{
	int n = snprintf(to, room, "%s%s", a, b);

	if (n < 0 || (size_t)n >= room)
		errx(1, "longer than %zu bytes: %s%s", room - 1, a, b);
}

static char *
copy(const char *s)
{
	char *c = strdup(s);

	if (c == NULL)
		err(1, NULL);
	return c;
}

/* ---- words of C ---- */

enum word_kind { END, NAME, TEXT, MARK, LINE_END };

/* `line`: the end of a line counts, as in a directive. */
struct scanner {
	const char *p;
	enum word_kind kind;
	char word[TEXT_MAX]; /* a text as it is written, without its quotes */
	bool in_directive;
};

static const char *
skip_comment(const char *p)
{
	const char *end;

	if (p[1] == '/')
		return p + strcspn(p, "\n");
	end = strstr(p + 2, "*/");
	return end == NULL ? p + strlen(p) : end + 2;
}

static void
skip_blanks(struct scanner *s)
{
	for (;;) {
		if (*s->p == '/' && (s->p[1] == '*' || s->p[1] == '/'))
			s->p = skip_comment(s->p);
		else if (*s->p == '\\' && s->p[1] == '\n')
			s->p += 2;
		else if (isspace((unsigned char)*s->p) &&
		    !(s->in_directive && *s->p == '\n'))
			s->p++;
		else
			return;
	}
}

static void
keep(struct scanner *s, const char *from, size_t n)
{
	if (n >= sizeof s->word)
		errx(1, "a text of more than %d bytes", TEXT_MAX);
	memcpy(s->word, from, n);
	s->word[n] = '\0';
}

static void
quoted(struct scanner *s)
{
	char quote = *s->p;
	const char *from = ++s->p;

	while (*s->p != quote && *s->p != '\0')
		s->p += s->p[0] == '\\' && s->p[1] != '\0' ? 2 : 1;
	s->kind = quote == '"' ? TEXT : MARK;
	keep(s, from, (size_t)(s->p - from));
	if (quote == '\'')
		keep(s, "'", 1);
	if (*s->p == quote)
		s->p++;
}

static void
next_word(struct scanner *s)
{
	const char *from;

	skip_blanks(s);
	from = s->p;
	if (*s->p == '\0') {
		s->kind = END;
	} else if (*s->p == '\n') {
		s->kind = LINE_END;
		s->in_directive = false;
		s->p++;
	} else if (*s->p == '"' || *s->p == '\'') {
		quoted(s);
	} else if (isalnum((unsigned char)*s->p) || *s->p == '_') {
		while (isalnum((unsigned char)*s->p) || *s->p == '_')
			s->p++;
		s->kind = NAME;
		keep(s, from, (size_t)(s->p - from));
	} else {
		s->kind = MARK;
		keep(s, from, 1);
		s->p++;
	}
}

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n = 0, room = 1 << 16, got;
	char *text = malloc(room);

	if (f == NULL || text == NULL)
		err(1, "%s", path);
	while ((got = fread(text + n, 1, room - n - 1, f)) > 0) {
		n += got;
		if (room - n < 2)
			text = one_more(text, room *= 2, 1);
	}
	fclose(f);
	text[n] = '\0';
	return text;
}

/* ---- what is known before ---- */

static void
read_keywords(struct extraction *x, const char *path)
{
	char *all = read_file(path), *line;
	struct keyword *k;
	char a[WORD_MAX], b[WORD_MAX], c[WORD_MAX];
	int n;

	for (line = strtok(all, "\n"); line != NULL;
	     line = strtok(NULL, "\n")) {
		if (*line == '#')
			continue;
		x->keyword = one_more(
		    x->keyword, x->n_keywords, sizeof *x->keyword);
		k = &x->keyword[x->n_keywords++];
		*k = (struct keyword){ .argument = 0 };
		n = sscanf(line, "%127s %127s %127s", a, b, c);
		if (n == 1 || (n == 2 && isdigit((unsigned char)*b))) {
			put(k->name, sizeof k->name, a, "");
			k->argument = n == 2 ? (int)strtol(b, NULL, 10) : 0;
		} else {
			put(k->file, sizeof k->file, a, "");
			put(k->name, sizeof k->name, b, "");
			k->argument = n == 3 ? (int)strtol(c, NULL, 10) : 0;
		}
	}
	free(all);
}

static const char *
macro_text(const struct extraction *x, const char *name)
{
	size_t i;

	for (i = 0; i < x->n_macros; i++)
		if (strcmp(x->macro[i].name, name) == 0)
			return x->macro[i].text;
	return NULL;
}

static void
append(char text[TEXT_MAX], const char *more)
{
	size_t n = strlen(text);

	put(text + n, TEXT_MAX - n, more, "");
}

/* #define NAME "…" "…", NUMBER, or SPELLED(NAME), which is the number as text. */
static void
read_macro(const struct extraction *x, struct scanner *s, char text[TEXT_MAX])
{
	const char *known;

	for (next_word(s); s->kind != LINE_END && s->kind != END;
	     next_word(s)) {
		known = s->kind == NAME ? macro_text(x, s->word) : NULL;
		if (s->kind == TEXT ||
		    (s->kind == NAME && isdigit((unsigned char)*s->word)))
			append(text, s->word);
		else if (known != NULL)
			append(text, known);
		else if (s->kind != NAME || strcmp(s->word, "CRM_SPELLED") != 0)
			break;
		else
			next_word(
			    s); /* its bracket; that behind ends the line */
	}
	if (s->kind != LINE_END && !(s->kind == MARK && s->word[0] == ')'))
		text[0] = '\0';
}

static void
note_macro(struct extraction *x, struct scanner *s)
{
	char name[WORD_MAX], text[TEXT_MAX] = "";

	next_word(s);
	if (s->kind != NAME || strcmp(s->word, "define") != 0)
		return;
	next_word(s);
	if (s->kind != NAME || strlen(s->word) >= WORD_MAX)
		return;
	put(name, sizeof name, s->word, "");
	if (*s->p == '(' || macro_text(x, name) != NULL)
		return; /* it has arguments, or is known */
	read_macro(x, s, text);
	if (text[0] == '\0')
		return;
	x->macro = one_more(x->macro, x->n_macros, sizeof *x->macro);
	put(x->macro[x->n_macros].name, WORD_MAX, name, "");
	x->macro[x->n_macros++].text = copy(text);
}

static void
note_macros(struct extraction *x, const char *source)
{
	struct scanner s = { .p = source };

	for (next_word(&s); s.kind != END; next_word(&s))
		if (s.kind == MARK && s.word[0] == '#') {
			s.in_directive = true;
			note_macro(x, &s);
			s.in_directive = false;
		}
}

/* ---- the texts of a file ---- */

/* A bracket that is open: of which call, at which argument. */
struct open_bracket {
	char call[WORD_MAX]; /* "": of none */
	int argument;
};

struct reading {
	struct extraction *x;
	const char *file;
	struct open_bracket open[DEPTH_MAX];
	int depth;
	char field[WORD_MAX]; /* ".help" behind ".help =", until a comma */
	int field_depth;
};

static bool
is_keyword(const struct reading *r, const char *name, int argument)
{
	const struct extraction *x = r->x;
	size_t i;

	for (i = 0; i < x->n_keywords; i++)
		if (x->keyword[i].argument == argument &&
		    strcmp(x->keyword[i].name, name) == 0 &&
		    (x->keyword[i].file[0] == '\0' ||
			strcmp(x->keyword[i].file, r->file) == 0))
			return true;
	return false;
}

/* Whether a text here is for people: it stands in an argument that is, however
 * deep below it, or in a field. */
static bool
is_wanted(const struct reading *r)
{
	int i;

	if (r->field[0] != '\0' && is_keyword(r, r->field, 0))
		return true;
	if (is_keyword(r, r->open[r->depth].call, r->open[r->depth].argument))
		return true;
	for (i = r->depth; i > 0; i--)
		if (r->open[i].call[0] != '\0' && r->open[i].call[0] != '{' &&
		    is_keyword(r, r->open[i].call, r->open[i].argument))
			return true;
	return false;
}

/* Blanks and marks alone are the same in every language, unless crm_tr stands
 * around them, and what begins in Chinese is the other language's own. */
static bool
has_words(const char *text)
{
	const char *p = text;

	if ((unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9)
		return false;
	for (; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '%')
			p += strspn(p + 1, "0123456789.*-+hljzc") + 1;
		else if (isalpha((unsigned char)*p))
			return true;
		if (*p == '\0')
			return false;
	}
	return false;
}

static void
note_text(struct reading *r, const char *text)
{
	struct extraction *x = r->x;
	struct found *f = x->found;
	size_t n;

	if (!has_words(text) && strcmp(r->open[r->depth].call, "crm_tr") != 0)
		return;
	while (f < x->found + x->n_found && strcmp(f->text, text) != 0)
		f++;
	if (f == x->found + x->n_found) {
		x->found = one_more(x->found, x->n_found, sizeof *x->found);
		f = &x->found[x->n_found++];
		f->text = copy(text);
		f->files = copy(r->file);
		/* What a table says is printed as it is. */
		f->format = r->field[0] == '\0' && strchr(text, '%') != NULL;
	} else if (strstr(f->files, r->file) == NULL) {
		n = strlen(f->files);
		f->files = one_more(f->files, n + strlen(r->file) + 1, 1);
		put(f->files + n, strlen(r->file) + 2, " ", r->file);
	}
}

static void
note_mark(struct reading *r, char mark, const char *before)
{
	if (strchr("([{", mark) != NULL) {
		if (++r->depth == DEPTH_MAX)
			errx(1, "%s: too many brackets", r->file);
		r->open[r->depth] = (struct open_bracket){ .argument = 1 };
		if (mark == '{')
			put(r->open[r->depth].call, WORD_MAX, "{", "");
		else if (mark == '(' && strlen(before) < WORD_MAX)
			put(r->open[r->depth].call, WORD_MAX, before, "");
	} else if (strchr(")]}", mark) != NULL && r->depth > 0) {
		r->depth--;
	} else if (mark == ',') {
		r->open[r->depth].argument++;
	}
	if (r->depth < r->field_depth ||
	    (strchr(",;", mark) != NULL && r->depth == r->field_depth))
		r->field[0] = '\0';
}

/* The literals from here on; what stands behind the last is the next word. */
static void
read_text(struct reading *r, struct scanner *s, bool wanted)
{
	char text[TEXT_MAX] = "";

	for (;; next_word(s)) {
		const char *macro = s->kind == NAME ? macro_text(r->x, s->word)
						    : NULL;

		if (s->kind == TEXT)
			append(text, s->word);
		else if (macro != NULL)
			append(text, macro);
		else
			break;
	}
	if (wanted)
		note_text(r, text);
}

/* .help = */
static bool
begins_field(const char *last, const char *name, const struct scanner *s)
{
	return strcmp(last, ".") == 0 && name[0] != '\0' && s->kind == MARK &&
	    s->word[0] == '=';
}

static void
read_source(struct extraction *x, const char *file, const char *source)
{
	struct scanner s = { .p = source };
	struct reading r = { .x = x, .file = file };
	char last[WORD_MAX] = "", name[WORD_MAX] = "";

	next_word(&s);
	while (s.kind != END) {
		if (s.kind == TEXT ||
		    (s.kind == NAME && macro_text(x, s.word) != NULL)) {
			read_text(&r, &s, is_wanted(&r));
			last[0] = name[0] = '\0';
			continue;
		}
		if (begins_field(last, name, &s)) {
			snprintf(r.field, sizeof r.field, ".%.120s", name);
			r.field_depth = r.depth;
		} else if (s.kind == MARK) {
			note_mark(&r, s.word[0], name);
		}
		if (s.kind == NAME) {
			snprintf(name, sizeof name, "%.120s", s.word);
		} else {
			snprintf(last, sizeof last, "%.120s", s.word);
			name[0] = '\0';
		}
		next_word(&s);
	}
}

/* ---- the template ---- */

static void
print_texts(const struct extraction *x)
{
	const struct found *f;

	printf("msgid \"\"\nmsgstr \"\"\n"
	       "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	       "\"Content-Transfer-Encoding: 8bit\\n\"\n");
	for (f = x->found; f < x->found + x->n_found; f++)
		printf("\n#: %s\n%smsgid \"%s\"\nmsgstr \"\"\n", f->files,
		    f->format ? "#, c-format\n" : "", f->text);
}

int
main(int argc, char **argv)
{
	struct extraction x = { 0 };
	char **source;
	size_t known;
	int i;

	if (argc < 3)
		errx(2, "usage: texts KEYWORDS FILE…");
	source = calloc((size_t)argc, sizeof *source);
	if (source == NULL)
		err(1, NULL);
	read_keywords(&x, argv[1]);
	for (i = 2; i < argc; i++) {
		source[i] = read_file(argv[i]);
		note_macros(&x, source[i]);
	}
	/* Those that are made of others in files behind theirs. */
	for (known = 0; known < x.n_macros;) {
		known = x.n_macros;
		for (i = 2; i < argc; i++)
			note_macros(&x, source[i]);
	}
	for (i = 2; i < argc; i++)
		read_source(&x, argv[i], source[i]);
	print_texts(&x);
	for (i = 2; i < argc; i++)
		free(source[i]);
	free(source);
	return 0;
}
