/* Types of fields and the values they hold: made, copied, compared. */
#include <crm/model/model.h>

#include <string.h>

static const struct {
	const char *name;
	bool text;
} types[] = {
	[CRM_T_ID] = { "id", false },
	[CRM_T_TEXT] = { "text", true },
	[CRM_T_NOTE] = { "note", true },
	[CRM_T_EMAIL] = { "email", true },
	[CRM_T_PHONE] = { "phone", true },
	[CRM_T_TAGS] = { "tags", true },
	[CRM_T_EMAILS] = { "emails", true },
	[CRM_T_PHONES] = { "phones", true },
	[CRM_T_CURRENCY] = { "currency", true },
	[CRM_T_ENUM] = { "enum", true },
	[CRM_T_ANY] = { "any", true },
	[CRM_T_INT] = { "int", false },
	[CRM_T_DECIMAL] = { "decimal", false },
	[CRM_T_PERCENT] = { "percent", false },
	[CRM_T_RATE] = { "rate", false },
	[CRM_T_MONEY] = { "money", false },
	[CRM_T_BOOL] = { "bool", false },
	[CRM_T_DATE] = { "date", false },
	[CRM_T_INSTANT] = { "instant", false },
	[CRM_T_REF] = { "ref", false },
};

bool
crm_type_is_text(enum crm_type type)
{
	return types[type].text;
}

bool
crm_type_is_list(enum crm_type type)
{
	return type == CRM_T_TAGS || type == CRM_T_EMAILS ||
	    type == CRM_T_PHONES;
}

bool
crm_type_is_number(enum crm_type type)
{
	switch (type) {
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
	case CRM_T_MONEY:
		return true;
	default:
		return false;
	}
}

const char *
crm_type_name(enum crm_type type)
{
	return types[type].name;
}

bool
crm_type_find(const char *name, enum crm_type *out)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (strcmp(types[i].name, name) == 0) {
			*out = (enum crm_type)i;
			return true;
		}
	}
	return false;
}

struct crm_value
crm_value_int(int64_t i)
{
	return (struct crm_value){ .kind = CRM_INT, .i = i };
}

struct crm_value
crm_value_text(struct crm_text t)
{
	if (t.n == 0)
		return CRM_VALUE_NULL;
	return (struct crm_value){ .kind = CRM_STR, .t = t };
}

struct crm_value
crm_value_dup(struct crm_arena *a, struct crm_value v)
{
	if (v.kind == CRM_STR)
		v.t.p = crm_strndup(a, v.t.p, v.t.n);
	return v;
}

bool
crm_value_eq(struct crm_value a, struct crm_value b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case CRM_INT:
		return a.i == b.i;
	case CRM_STR:
		return crm_text_eq(a.t, b.t);
	default:
		return true;
	}
}

struct crm_text
crm_value_key(const struct crm_field *f, struct crm_text t, struct crm_buf *tmp)
{
	if ((f->flags & CRM_F_FOLDED) == 0 || t.n == 0)
		return t;
	crm_buf_clear(tmp);
	crm_fold(tmp, t);
	return (struct crm_text){ tmp->data, tmp->len };
}
