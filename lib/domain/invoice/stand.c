/*
 * An order that is cancelled owes nothing: as long as an invoice says otherwise, it is
 * not cancelled, nor what was invoiced of it void.
 */
#include "invoice.h"

/* A line of an invoice of which something is left. */
#define STANDS \
	"l.\"deleted\" IS NULL AND i.\"deleted\" IS NULL " \
	"AND i.\"red_of\" IS NULL " \
	"AND i.\"status\" IN ('requested', 'issued', 'partly_red') " \
	"AND coalesce(l.\"gross\", 0) + coalesce((SELECT " \
	"CAST(sum(x.\"gross\") AS BIGINT) FROM invoice_line x " \
	"JOIN invoice y ON y.\"id\" = x.\"invoice\" " \
	"WHERE x.\"red_of\" = l.\"id\" AND x.\"deleted\" IS NULL " \
	"AND y.\"deleted\" IS NULL AND y.\"status\" = 'issued'), 0) <> 0 "

static const char of_order[] =
    "SELECT min(f.\"id\") FROM (SELECT i.\"id\" AS \"id\" FROM invoice i "
    "JOIN invoice_line l ON l.\"invoice\" = i.\"id\" "
    "JOIN order_line o ON o.\"id\" = l.\"order_line\" "
    "WHERE o.\"order\" = ? AND " STANDS "UNION SELECT i.\"id\" FROM invoice i "
    "JOIN invoice_line l ON l.\"invoice\" = i.\"id\" "
    "JOIN receivable r ON r.\"id\" = l.\"receivable\" "
    "WHERE r.\"order\" = ? AND " STANDS
    /* What came without lines. */
    "UNION SELECT i.\"id\" FROM invoice i WHERE i.\"order\" = ? "
    "AND i.\"deleted\" IS NULL AND i.\"red_of\" IS NULL "
    "AND i.\"status\" IN ('requested', 'issued', 'partly_red') "
    "AND NOT EXISTS (SELECT 1 FROM invoice_line l "
    "WHERE l.\"invoice\" = i.\"id\" AND l.\"deleted\" IS NULL)) f";

static enum crm_status
refuse(const struct crm_saving *w, int64_t invoice, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "invoice");
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	const char *by = typed_id(w->arena, e, invoice);
	struct crm_record r;
	enum crm_status st = crm_load(w->store, e, invoice, w->arena, &r, err);

	if (st != CRM_OK)
		return st;
	return crm_text_is(text_of(&r, "status"), "requested")
	    ? crm_fail_record(err, CRM_RULE,
		  "%s is to be invoiced by %s; crm-order invoice void %s drops "
		  "that request first",
		  id, by, by)
	    : crm_fail_record(err, CRM_RULE,
		  "%s is invoiced by %s; crm-order invoice red %s takes that "
		  "back first",
		  id, by, by);
}

/* A file records what is. */
enum crm_status
stand_order_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	const struct crm_value b[] = { id, id, id };
	struct crm_value invoice;
	enum crm_status st;

	if (w->old == NULL || w->import || !differs(w->old, w->new, "status") ||
	    !crm_text_is(text_of(w->new, "status"), "cancelled"))
		return CRM_OK;
	st = crm_get_int(w->store, of_order, b, COUNT(b), &invoice, err);
	return st == CRM_OK && invoice.kind == CRM_INT
	    ? refuse(w, invoice.i, err)
	    : st;
}

enum crm_status
stand_receivable_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_value invoice;
	enum crm_status st;

	if (w->old == NULL || w->import ||
	    value_of(w->old, "void_on")->kind != CRM_NULL ||
	    value_of(w->new, "void_on")->kind == CRM_NULL)
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT min(i.\"id\") FROM invoice i JOIN invoice_line l "
	    "ON l.\"invoice\" = i.\"id\" WHERE l.\"receivable\" = ? "
	    "AND " STANDS,
	    &id, 1, &invoice, err);
	return st == CRM_OK && invoice.kind == CRM_INT
	    ? refuse(w, invoice.i, err)
	    : st;
}
