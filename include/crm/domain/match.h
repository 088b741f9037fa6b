/*
 * Likeness of records: who may be the same company or person.
 *
 * A record's keys are normalised once (crm_party_read); two are compared by
 * adding up what speaks for and against; crm_dupes_find
 * looks for all pairs in the book whose score reaches CRM_MATCH_REVIEW.
 *
 * Words that names are compared without, and public mail domains, are records
 * of the kind `word`, which users change.
 */
#ifndef CRM_MATCH_H
#define CRM_MATCH_H

#include <crm/store/store.h>

/* ---- match-words.c: the table of words ---- */

struct crm_words;

/* The words of the book; lives in the arena. */
enum crm_status crm_words_load(struct crm_store *s, struct crm_arena *a,
    struct crm_words **out, struct crm_err *err);
/* An empty table, and one word more (as it stands in the book, any case);
 * `kind` is a code of word.kind. */
struct crm_words *crm_words_new(struct crm_arena *a);
void crm_words_add(struct crm_words *w, const char *kind, struct crm_text word);
/* Whether a domain is one where anybody may have an address. */
bool crm_words_public(const struct crm_words *w, struct crm_text domain);

/* ---- match-company.c: names of companies ---- */

struct crm_company {
	struct crm_text key;    /* folded; no blanks, punctuation, legal form,
				 * flags: "云帆科技", "acmesystems" */
	struct crm_text bare;   /* the key without a region before it or in
				 * brackets; the key itself where it has none */
	struct crm_text region; /* that region, or empty */
	struct crm_text words;  /* the key with a blank between its words */
	uint64_t flags;         /* which flag words (group, branch) it bears:
				 * where they differ it is another company */
};

/* Texts live in the arena.  A name of nothing else keeps all its words. */
void crm_company_read(const struct crm_words *w, struct crm_text name,
    struct crm_arena *a, struct crm_company *out);

/* ---- match-same.c ---- */

/* The first live record of a kind that has the name of a company with the same
 * key and flags; 0: none. */
enum crm_status crm_company_find(struct crm_store *s, const struct crm_words *w,
    const struct crm_entity *e, struct crm_text name, int64_t *id,
    struct crm_err *err);

/* ---- match-party.c: the keys of a record ---- */

enum { CRM_PARTY_NAMES = 5, CRM_PARTY_PHONES = 4 };

struct crm_party {
	const struct crm_entity *entity;
	int64_t id;
	struct crm_text shown;      /* the name as it is in the book */
	struct crm_company company; /* key empty where there is none */
	/* A person's name: folded words; Han names are one word. */
	struct crm_text name[CRM_PARTY_NAMES];
	unsigned names;
	unsigned given; /* a bit a word: it is a given name.  The first one,
			 * until a search has seen where it stands in others */
	struct crm_text email, other_emails; /* the latter as a list */
	struct crm_text domain; /* of website or e-mail; not public ones */
	struct crm_text phone[CRM_PARTY_PHONES]; /* phone, mobile,
			 * further ones; stored form, no extension */
	/* What many others have: a placeholder, a portal, a building, a
	 * switchboard.  A search finds that out. */
	bool common_email, common_domain, common_address;
	bool common[CRM_PARTY_PHONES];
	struct crm_text wechat, ext, credit_code, postcode, region, city;
	struct crm_text house;  /* the first number of the address */
	struct crm_text street; /* the first word behind it */
	const uint16_t *gram;   /* of the address, sorted */
	unsigned grams;
	int32_t birthday; /* yyyymmdd, 0: not known */
};

/*
 * The keys of a lead, a customer or a contact.  `company` is the name of a
 * contact's customer, or empty; other kinds have their own.  What the party
 * points to lives in the arena.
 */
void crm_party_read(const struct crm_words *w, const struct crm_record *r,
    struct crm_text company, struct crm_arena *a, struct crm_party *out);

/* ---- match-score.c: two parties ---- */

#define CRM_MATCH_SURE 0.92
#define CRM_MATCH_REVIEW 0.75

/* What two records agree in. */
enum crm_agree {
	CRM_AGREE_EMAIL = 1 << 0,
	CRM_AGREE_MOBILE = 1 << 1,
	CRM_AGREE_PHONE = 1 << 2,
	CRM_AGREE_CREDIT = 1 << 3,
	CRM_AGREE_DOMAIN = 1 << 4,
	CRM_AGREE_WECHAT = 1 << 5,
	CRM_AGREE_ADDRESS = 1 << 6,
	CRM_AGREE_POSTCODE = 1 << 7,
	CRM_AGREE_BIRTHDAY = 1 << 8,
	CRM_AGREE_CITY = 1 << 9,
	CRM_AGREE_COMPANY = 1 << 10,
	CRM_AGREE_EXT = 1 << 11,
};

struct crm_match {
	double score;   /* 0..1 */
	bool sure;      /* >= CRM_MATCH_SURE, and nothing forbids it */
	double name;    /* likeness of the names, 0..1 */
	unsigned agree; /* enum crm_agree */
};

/* Appends why: "email, name 0.97, address". */
void crm_match_reason(const struct crm_match *m, struct crm_buf *out);

/* ---- match-find.c: the search ---- */

struct crm_dupe {
	const struct crm_party *a, *b; /* a is of the noun's kind */
	struct crm_match match;
	/* From 1, by the lowest record in it.  0, and not sure, where one of the
	 * pair is in a cluster with another credit code than the other's. */
	int64_t cluster;
};

struct crm_dupes {
	struct crm_dupe *pair; /* by cluster, then by ids */
	size_t n;
	size_t parties, compared; /* how much work it was */
};

struct crm_dupes_opts {
	const struct crm_filter *where; /* of the noun's records, or NULL */
	const int64_t *ids;             /* pairs that touch these; NULL: all */
	size_t n_ids;
};

/* Duplicates among records of a kind; leads are looked for among customers and
 * contacts too.  Leads that were converted, or are known to be duplicates, are
 * left out.  All lives in the arena. */
enum crm_status crm_dupes_find(struct crm_store *s, const struct crm_entity *e,
    const struct crm_dupes_opts *o, struct crm_arena *a, struct crm_dupes *out,
    struct crm_err *err);

#endif
