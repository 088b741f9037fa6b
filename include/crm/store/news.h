/*
 * What people are to hear of a batch: noted behind each row that is written, and
 * told once, before the batch takes its number, so that five thousand records of
 * one person are one line.
 *
 * What is taken back to a savepoint is not told.
 */
#ifndef CRM_NEWS_H
#define CRM_NEWS_H

#include <crm/store/store.h>

struct crm_news {
	int64_t whom;      /* id of a user */
	const char *event; /* constant text */
	const struct crm_entity *entity;
	int64_t record;   /* the first … */
	const char *what; /* … and what happened to it, or NULL */
	bool apart;       /* `what` is said of all of them, so that what says
			   * something else is a line of its own */
	int64_t n;        /* records of that kind … */
	int64_t last;     /* … of which this was the last that was added */
};

/* Adds one record to what somebody hears of an event; `what` is copied. */
void crm_news_add(struct crm_store *s, const struct crm_news *one);
/* Whether anybody watches a record of a kind; asked for once a command. */
enum crm_status crm_is_watched(struct crm_store *s, const struct crm_entity *e,
    bool *yes, struct crm_err *err);
/* Of the open batch: by person, event and kind, each once, in an order that is
 * the same for the same batch. */
struct crm_news *crm_news_list(struct crm_store *s, size_t *n);

#endif
