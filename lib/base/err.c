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
	snprintf(err->field, sizeof err->field, "%s", field);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
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
crm_fail_at(struct crm_err *err, const char *source, size_t at)
{
	if (err == NULL)
		return CRM_USAGE;
	snprintf(err->source, sizeof err->source, "%s", source);
	err->at = at;
	return err->status;
}

_Noreturn void
crm_oom(void)
{
	static const char msg[] = "crm: out of memory\n";
	ssize_t n = write(STDERR_FILENO, msg, sizeof msg - 1);

	(void)n;
	_exit(1);
}
