/* The memory that SQLite works with. */
#ifndef CRM_STORE_SQLITE_POOL_H
#define CRM_STORE_SQLITE_POOL_H

#include <stdbool.h>

/* From now on SQLite takes its memory from the pool; before SQLite is used,
 * and once a process: later calls change nothing. */
void crm_sqlite_pool_use(void);

/* Around each connection; where programs watch their memory, the last one that closes
 * leaves none. */
void crm_sqlite_pool_opens(void);
void crm_sqlite_pool_closed(void);

/* Whether SQLite may allocate from more than one thread: to be said before the
 * second one starts, and unsaid after it has ended. */
void crm_sqlite_pool_share(bool shared);

#endif
