/*
 * What stands for an expression: @NAME for a saved one, `open` as the value of a
 * status for what open means.  It is read where it is met, into the same tree.
 * So there is nothing of them left in a filter, and SQL and evaluation cannot
 * differ in them.
 */
#include "ast.h"

#include <string.h>

void
begin_segment(struct parser *p, const char *name)
{
	struct segment *s = crm_alloc(p->arena, sizeof *s);

	s->shown = crm_text_of(crm_strdup(p->arena, name));
	s->name = crm_fold_dup(p->arena, s->shown);
	p->within = s;
}

static enum crm_status
read_name(struct parser *p, struct crm_text *name)
{
	struct literal l;
	enum crm_status st;
	size_t at = lex_at(p);

	p->at++;
	if (*p->at == '"' || *p->at == '\'') {
		if ((st = lex_literal(p, &l)) != CRM_OK)
			return st;
		*name = l.t;
	} else
		*name = lex_name(p);
	if (crm_text_trim(*name).n > 0)
		return CRM_OK;
	crm_fail(p->err, CRM_USAGE,
	    "the name of a segment is missing behind "
	    "@");
	return caret(p, CRM_USAGE, at);
}

/* "@a -> @b -> @a", the outermost first. */
static void
show_way(
    struct crm_buf *out, const struct segment *s, const struct segment *last)
{
	if (s != last)
		show_way(out, s->outer, last);
	crm_buf_str(out, "@");
	crm_escape(out, s->shown);
	crm_buf_str(out, " -> ");
}

static enum crm_status
check_circle(struct parser *p, const struct segment *new, size_t at)
{
	const struct segment *s = p->within;
	struct crm_buf way = CRM_BUF_INIT;

	while (s != NULL && !crm_text_eq(s->name, new->name))
		s = s->outer;
	if (s == NULL)
		return CRM_OK;
	show_way(&way, p->within, s);
	crm_escape(&way, (struct crm_text){ "@", 1 });
	crm_escape(&way, s->shown);
	crm_fail(p->err, CRM_USAGE,
	    "segments that name each other in a "
	    "circle: %s",
	    way.data);
	crm_buf_free(&way);
	return caret(p, CRM_USAGE, at);
}

/* What is wrong within a segment is told at the name that the user wrote, and
 * says in which of those behind it. */
static enum crm_status
tell(
    struct parser *p, struct crm_err *inner, const struct segment *s, size_t at)
{
	char quoted[CRM_QUOTE_SIZE];

	if (inner->text[0] == '@')
		crm_fail(p->err, inner->status, "%s", inner->text);
	else
		crm_fail(p->err, inner->status, "@%s: %s%s%.700s",
		    crm_quote(quoted, s->shown), inner->field,
		    inner->field[0] != '\0' ? ": " : "", inner->text);
	return caret(p, inner->status, at);
}

static enum crm_status
parse_within(struct parser *p, const struct segment *s, const char *text,
    bool negated, int depth, struct node **out, struct crm_err *err)
{
	struct parser in = *p;
	enum crm_status st;

	in.src = in.at = text;
	in.end = text + strlen(text);
	in.within = s;
	in.err = err;
	st = parse_source(&in, negated, depth + 1, out);
	p->tests = in.tests;
	p->values = in.values;
	return st;
}

enum crm_status
parse_segment(struct parser *p, bool negated, int depth, struct node **out)
{
	const struct crm_resolver *r = p->env->resolver;
	struct segment *s = crm_alloc(p->arena, sizeof *s);
	struct crm_err err = { .status = CRM_OK };
	size_t at = lex_at(p);
	const char *text;
	enum crm_status st;

	s->outer = p->within;
	if ((st = read_name(p, &s->shown)) != CRM_OK)
		return st;
	s->name = crm_fold_dup(p->arena, s->shown);
	if ((st = check_circle(p, s, at)) != CRM_OK)
		return st;
	if (r == NULL || r->segment == NULL)
		crm_fail(p->err, st = CRM_USAGE, "there are no segments here");
	else if (depth >= FILTER_BRACKETS_MAX)
		crm_fail(p->err, st = CRM_USAGE,
		    "more than %d brackets and "
		    "segments deep",
		    FILTER_BRACKETS_MAX);
	else
		st = r->segment(r->ctx, p->entity, s->shown, s->name, p->arena,
		    &text, p->err);
	if (st != CRM_OK)
		return caret(p, st, at);
	st = parse_within(p, s, text, negated, depth, out, &err);
	return st == CRM_OK ? check_size(p) : tell(p, &err, s, at);
}

/* ---- words ---- */

const char *
parse_word(
    struct parser *p, const struct crm_path *path, const struct literal *l)
{
	const struct crm_resolver *r = p->env->resolver;
	const struct crm_field *f = path_field(path);

	if (r == NULL || r->word == NULL || f->type != CRM_T_ENUM)
		return NULL;
	return r->word(r->ctx, path->entity, f,
	    crm_fold_dup(p->arena, crm_text_trim(l->t)));
}

/* A reference that leads nowhere leads to nothing that is open. */
static const char *
of_a_record(
    struct parser *p, const struct crm_path *path, const char *expression)
{
	if (path->steps == 0)
		return expression;
	return crm_sprintf(p->arena, "%s is not null and (%s)",
	    path->entity->field[path->entity->id]->name, expression);
}

enum crm_status
parse_meaning(struct parser *p, const struct crm_path *path,
    const char *expression, bool negated, struct node **out)
{
	const char *text = of_a_record(p, path, expression);
	struct parser in = *p;
	enum crm_status st;

	in.src = in.at = text;
	in.end = text + strlen(text);
	in.entity = path->entity;
	in.base = path->steps > 0 ? path : NULL;
	st = parse_source(&in, negated, 0, out);
	p->tests = in.tests;
	p->values = in.values;
	return st;
}
