/* Errors are filled here, and a status becomes an exit status. */
#include <crm/base/err.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
crm_status_exit(enum crm_status status)
{
	return status == CRM_BUSY ? 75 : (int)status;
}

enum crm_status
crm_status_worse(enum crm_status a, enum crm_status b)
{
	static const int weight[] = {
		[CRM_OK] = 0,
		[CRM_INVALID] = 1,
		[CRM_NOTFOUND] = 2,
		[CRM_RULE] = 3,
		[CRM_DENIED] = 4,
		[CRM_USAGE] = 5,
		[CRM_BUSY] = 6,
		[CRM_FAIL] = 7,
	};

	return weight[a] >= weight[b] ? a : b;
}

static void
fill(struct crm_err *err, enum crm_status status, const char *field,
    const char *fmt, va_list ap)
{
	err->status = status;
	err->why = CRM_WHY_OTHER;
	snprintf(err->field, sizeof err->field, "%s", field);
	err->record[0] = '\0';
	err->line = err->column = 0;
	vsnprintf(err->text, sizeof err->text, crm_tr(fmt), ap);
	err->source[0] = '\0';
	err->at = 0;
}

enum crm_status
crm_fail(struct crm_err *err, enum crm_status status, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return status;
	va_start(ap, fmt);
	fill(err, status, "", fmt, ap);
	va_end(ap);
	return status;
}

enum crm_status
crm_fail_field(struct crm_err *err, enum crm_status status, const char *field,
    const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return status;
	va_start(ap, fmt);
	fill(err, status, field, fmt, ap);
	va_end(ap);
	return status;
}

enum crm_status
crm_fail_record(
    struct crm_err *err, enum crm_status status, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return status;
	va_start(ap, fmt);
	fill(err, status, "", fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	snprintf(
	    err->record, sizeof err->record, "%s", va_arg(ap, const char *));
	va_end(ap);
	return status;
}

enum crm_status
crm_fail_line(
    struct crm_err *err, int64_t line, int64_t column, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return CRM_INVALID;
	va_start(ap, fmt);
	fill(err, CRM_INVALID, "", fmt, ap);
	va_end(ap);
	err->line = line;
	err->column = column;
	return CRM_INVALID;
}

enum crm_status
crm_fail_at(struct crm_err *err, const char *source, size_t at)
{
	if (err == NULL)
		return CRM_USAGE;
	snprintf(err->source, sizeof err->source, "%s", source);
	err->at = at;
	return err->status;
}

void
crm_err_why(struct crm_err *err, enum crm_why why)
{
	if (err != NULL)
		err->why = why;
}

void
crm_err_in_field(struct crm_err *err, const char *field)
{
	if (err != NULL && err->field[0] == '\0')
		snprintf(err->field, sizeof err->field, "%s", field);
}

void
crm_err_in_line(struct crm_err *err, int64_t line)
{
	if (err != NULL && err->line == 0)
		err->line = line;
}

void
crm_err_in_file(struct crm_err *err, const char *name)
{
	char place[CRM_PLACE_SIZE], text[sizeof err->text];

	if (err == NULL)
		return;
	/* FILE:LINE: FIELD: what is wrong. */
	snprintf(text, sizeof text, "%s%s%.900s", err->field,
	    err->field[0] == '\0' ? "" : ": ", err->text);
	err->field[0] = '\0';
	if (err->line > 0 && err->column == 0)
		snprintf(err->text, sizeof err->text, "%.300s:%lld: %.700s",
		    name, (long long)err->line, text);
	else
		snprintf(err->text, sizeof err->text, "%.300s: %s%.650s", name,
		    crm_err_place(err, place), text);
	err->line = err->column = 0;
}

const char *
crm_err_place(const struct crm_err *err, char out[CRM_PLACE_SIZE])
{
	if (err->line == 0)
		out[0] = '\0';
	else if (err->column == 0)
		snprintf(out, CRM_PLACE_SIZE, crm_tr("line %lld: "),
		    (long long)err->line);
	else
		snprintf(out, CRM_PLACE_SIZE,
		    crm_tr("line %lld, column %lld: "), (long long)err->line,
		    (long long)err->column);
	return out;
}

_Noreturn void
crm_oom(void)
{
	static const char msg[] = "crm: out of memory\n";
	ssize_t n = write(STDERR_FILENO, msg, sizeof msg - 1);

	(void)n;
	_exit(1);
}
