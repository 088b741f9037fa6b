/* The names of the formats, as -o and --format take them. */
#include <crm/io/reader.h>

#include <string.h>

static const struct {
	const char *name;
	enum crm_format format;
} formats[] = {
	{ "auto", CRM_FMT_AUTO },
	{ "table", CRM_FMT_TABLE },
	{ "csv", CRM_FMT_CSV },
	{ "tsv", CRM_FMT_TSV },
	{ "json", CRM_FMT_JSON },
	{ "ndjson", CRM_FMT_NDJSON },
	{ "ids", CRM_FMT_IDS },
	{ "md", CRM_FMT_MD },
	{ "xlsx", CRM_FMT_XLSX },
	{ "mt940", CRM_FMT_MT940 },
	{ "camt", CRM_FMT_CAMT },
	{ "mail", CRM_FMT_MAIL },
	{ "ics", CRM_FMT_ICS },
	{ "dingtalk", CRM_FMT_DINGTALK },
	{ "wecom", CRM_FMT_WECOM },
	{ "feishu", CRM_FMT_FEISHU },
	{ "chart", CRM_FMT_CHART },
	{ "svg", CRM_FMT_SVG },
	{ "png", CRM_FMT_PNG },
	{ "html", CRM_FMT_HTML },
	{ "text", CRM_FMT_TEXT },
	/* Other suffixes of the same things. */
	{ "jsonl", CRM_FMT_NDJSON },
	{ "tab", CRM_FMT_TSV },
	{ "markdown", CRM_FMT_MD },
};

enum { FORMATS = sizeof formats / sizeof formats[0] };

bool
crm_format_find(const char *name, enum crm_format *out)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*out = formats[i].format;
			return true;
		}
	}
	return false;
}

const char *
crm_format_name(enum crm_format f)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i].format == f)
			return formats[i].name;
	return "?";
}
