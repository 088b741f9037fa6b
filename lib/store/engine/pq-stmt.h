/* A statement of the PostgreSQL engine. */
#ifndef CRM_STORE_PQ_STMT_H
#define CRM_STORE_PQ_STMT_H

#include "pq.h"

enum { NUMBER_SIZE = 24 };

struct pq_stmt {
	struct pq *db;
	char *sql; /* with $1 … */
	int marks;
	bool few;       /* its result is short */
	bool writes;    /* it gives no rows */
	unsigned tried; /* times it was so, one after another */

	Oid *type;
	const char **value;
	int *length, *format;
	char (*number)[NUMBER_SIZE];

	bool seen;      /* it was run before */
	char name[16];  /* as prepared, or "" */
	unsigned views; /* how many there were then */

	bool open;
	PGresult *res;
	int row, rows;   /* of res */
	unsigned cursor; /* 0: none */
	unsigned epoch;
	bool more;        /* rows behind those of res */
	bool asked;       /* and these were asked for, */
	PGresult *landed; /* or are here */

	bool load;                /* rows go by COPY */
	char *table;              /* into this table */
	struct crm_buf rows_text; /* those that wait */
	bool waits;               /* it is in the list of these */
	struct pq_stmt *next;
};

/* pq_pipe.c: whether it may go without waiting for the server; so. */
bool pq_pipe_takes(const struct pq_stmt *st);
enum crm_status pq_pipe_send(struct pq_stmt *st, struct crm_err *err);
/* pq_pair.c: the result of both, or of the first where it failed; NULL where there is
 * none.  Nothing else is on its way. */
PGresult *pq_prepare_and_run(struct pq_stmt *st);
PGresult *pq_declare_and_fetch(struct pq_stmt *st, const char *fetch);
/* pq_load.c: keeps the values bound as one row to send. */
enum crm_status
pq_load_row(struct pq *db, struct pq_stmt *st, struct crm_err *err);

#endif
