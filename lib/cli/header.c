/* Which names a header may have: those of fields, and those that --map names; and
 * which a sheet: those of the kind. */
#include "internal.h"

#include <string.h>

/* Whether a map names the header: A of "A=x", "B+A=x", "x=y,A=". */
static bool
is_mapped(const char *map, struct crm_text name)
{
	const char *at = map, *end = map + strlen(map);

	while ((at = memmem(at, (size_t)(end - at), name.p, name.n)) != NULL) {
		const char *behind = at + name.n;

		if ((at == map || strchr("\",+", at[-1]) != NULL) &&
		    *behind != '\0' && strchr("\"+=", *behind) != NULL)
			return true;
		at++;
	}
	return false;
}

bool
header_known(const void *ctx, struct crm_text name)
{
	const struct headers *h = ctx;
	const struct crm_either *either = h->entity->def->either;
	const char **map = h->map;

	/* Ours, as _line of rejects. */
	if (name.p[0] == '_' || crm_field_match(h->entity, name, NULL) >= 0 ||
	    (h->entity->person >= 0 && crm_name_part(name) != CRM_NAME_WHOLE) ||
	    (either != NULL && crm_header_is(name, either->headers)) ||
	    crm_layout_find(h->entity->def->layout, name, NULL, NULL) !=
		CRM_LAYOUT_NONE)
		return true;
	for (; map != NULL && *map != NULL; map++)
		if (is_mapped(*map, name))
			return true;
	return false;
}

bool
sheet_meant(const void *ctx, struct crm_text sheet)
{
	const struct headers *h = ctx;

	return crm_dict_kind(h->dict, crm_text_trim(sheet)) == h->entity;
}
