/* Records read ahead of a bulk change (ahead.c). */
#ifndef CRM_STORE_AHEAD_H
#define CRM_STORE_AHEAD_H

#include <crm/store/write.h>

enum { KEPT_MOST = 512 };

/* What may stand against hiding a record: who refers to it, its parts; and
 * against bringing it back: its keys, what it refers to (doubt.c). */
enum doubt {
	DOUBT_REFERRED = 1,
	DOUBT_PARTS = 2,
	DOUBT_KEY = 4,
	DOUBT_DEAD = 8,
	DOUBT_ABOUT = 16, /* live records of one kind are about it */
};

/* A record that many others ask for: a user, a pool. */
struct kept_record {
	const struct crm_entity *entity;
	int64_t id;
	bool locked, read;
	struct crm_record rec;
};

/* Records that are locked, and will be asked for in this order (ahead.c). */
struct ahead {
	const struct crm_entity *entity;
	struct crm_buf lock_ids, ahead_ids;
	const int64_t *lock, *id; /* the former sorted */
	size_t locked, ids;
	bool to_hide;    /* locked so that nobody comes to refer to them */
	size_t first, n; /* those of id that were read, */
	struct crm_record *rec; /* and they; id 0: written since, or none */
	unsigned *doubts;       /* enum doubt, of each of them; */
	unsigned asked;         /* those that were asked about */
	const struct crm_entity *about; /* of DOUBT_ABOUT: the kind */
	bool behind; /* read behind a write, since the savepoint */
	struct crm_arena arena;
	struct kept_record beside[KEPT_MOST];
	size_t n_beside, beside_mark; /* those before the savepoint */
	struct crm_arena beside_arena;
};

/* What was locked, sorted. */
void ahead_locked(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, bool to_hide);
bool
ahead_is_locked(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* The same, so that nobody comes to refer to it. */
bool ahead_is_held(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* One that was locked by itself. */
void ahead_lock(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* One that was read by itself. */
void ahead_keep(struct crm_store *s, const struct crm_record *r);
/* As load_any, where it was read ahead. */
enum crm_status ahead_load(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_arena *a, struct crm_record *out, bool *found,
    struct crm_err *err);
/* A record was written; the savepoint, and the way back; the end. */
void ahead_wrote(struct crm_store *s, const struct crm_entity *e, int64_t id);
void ahead_mark(struct crm_store *s);
void ahead_go_back(struct crm_store *s);
void ahead_forget(struct crm_store *s);

/* Is it among those that were read, and not written since? */
bool ahead_has(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* What there is doubt about, enum doubt; to add some, of one record or of all
 * that were read. */
unsigned
ahead_doubts(struct crm_store *s, const struct crm_entity *e, int64_t id);
void ahead_doubt(struct crm_store *s, const struct crm_entity *e, int64_t id,
    unsigned doubts);
void ahead_doubt_all(struct crm_store *s, unsigned doubts);
/* The ids that were read, for a statement that has as many marks. */
void ahead_put_marks(struct crm_buf *sql);
void ahead_bind(const struct ahead *h, struct crm_stmt *q, int mark);

/* doubt.c: false where it is known that nothing of a sort stands against a
 * record; true, without a question, of one that was not read ahead. */
enum crm_status doubt_any(struct crm_store *s, const struct crm_entity *e,
    int64_t id, enum doubt what, bool *any, struct crm_err *err);

#endif
