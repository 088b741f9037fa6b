/*
 * libpq, loaded when a book is on a server: linking it would double the
 * start-up time of every command.
 */
#ifndef CRM_STORE_PQ_LIB_H
#define CRM_STORE_PQ_LIB_H

#include <libpq-fe.h>

#include <crm/base/err.h>

#define CRM_PQ_FUNCTIONS(X) \
	X(PQconnectdbParams) \
	X(PQreset) \
	X(PQsetErrorVerbosity) \
	X(PQfinish) \
	X(PQstatus) \
	X(PQtransactionStatus) \
	X(PQparameterStatus) \
	X(PQerrorMessage) \
	X(PQsetNoticeProcessor) \
	X(PQexec) \
	X(PQsendQuery) \
	X(PQsocket) \
	X(PQisBusy) \
	X(PQconsumeInput) \
	X(PQexecParams) \
	X(PQexecPrepared) \
	X(PQenterPipelineMode) \
	X(PQexitPipelineMode) \
	X(PQpipelineSync) \
	X(PQsendQueryParams) \
	X(PQsendPrepare) \
	X(PQsendQueryPrepared) \
	X(PQputCopyData) \
	X(PQputCopyEnd) \
	X(PQgetResult) \
	X(PQresultStatus) \
	X(PQresultErrorField) \
	X(PQntuples) \
	X(PQgetvalue) \
	X(PQgetlength) \
	X(PQgetisnull) \
	X(PQclear) \
	X(PQconninfoParse) \
	X(PQuser) \
	X(PQconninfoFree) \
	X(PQfreemem)

struct pq_lib {
	void *handle;
#define X(name) __typeof__(&name) name;
	CRM_PQ_FUNCTIONS(X)
#undef X
};

enum crm_status pq_load(struct pq_lib *lib, struct crm_err *err);
void pq_unload(struct pq_lib *lib);

#endif
