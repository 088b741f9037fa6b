/*
 * Contracts: drawn up, agreed to, signed by every party; amended by further contracts
 * that hang on them, and called off by orders (DOMAIN, contracts).
 */
#ifndef CRM_CONTRACT_H
#define CRM_CONTRACT_H

#include <crm/store/rules.h>
#include <crm/store/write.h>

enum crm_contract_step {
	CRM_CONTRACT_SUBMIT, /* a draft gets its number; who must agree is asked */
	CRM_CONTRACT_SIGN,      /* approved, and the last party has signed: of a
			      * signature, never of a verb */
	CRM_CONTRACT_COMPLETE,  /* signed: all of it is done */
	CRM_CONTRACT_TERMINATE, /* it ends before that, and why */
	CRM_CONTRACT_AMEND, /* signed: a contract that changes it, a draft */
	CRM_CONTRACT_RENEW, /* signed or completed: the same again behind its last
			       * day, a draft */
	CRM_CONTRACT_CALL_OFF, /* signed: an order of what nobody ordered yet */
};

struct crm_contract_move {
	enum crm_contract_step step;
	struct crm_text reason; /* TERMINATE: needed */
};

/*
 * One step.  *made is what came of it: of AMEND and RENEW a contract, of CALL_OFF an
 * order; else 0.  CRM_RULE where the state does not allow it, or nothing is left to
 * call off.
 */
enum crm_status crm_contract_move(struct crm_store *s, int64_t id,
    const struct crm_contract_move *m, int64_t *made, enum crm_action *done,
    struct crm_err *err);

struct crm_signing {
	struct crm_text party; /* "seller", "customer", or a further party */
	struct crm_text signed_by, channel, reference;
	int64_t day; /* CRM_DATE_MIN: today */
};

/* A signature; with the last of them the contract is signed. */
enum crm_status crm_contract_sign(struct crm_store *s, int64_t id,
    const struct crm_signing *how, enum crm_action *done, struct crm_err *err);

/* Its text is what a template for contracts makes of it, in English or Chinese.
 * CRM_RULE where it is not edited any more, CRM_INVALID where the template is none. */
enum crm_status crm_contract_draw(struct crm_store *s, int64_t id,
    int64_t template, bool chinese, enum crm_action *done, struct crm_err *err);

/* So many of a line, onto the order of its contract that the batch has made already,
 * else a new one: *order.  0: all that is left of it. */
enum crm_status crm_contract_call_off(struct crm_store *s, int64_t line,
    int64_t quantity, int64_t *order, struct crm_err *err);

/* In `save` of an order line that names what it calls off: takes over what it does not
 * say of product, unit, price, discount and tax.  CRM_RULE where the contract is not
 * signed, is over, is somebody else's, or has no so much left, and where a piece costs
 * less than was agreed.  An import is not asked. */
enum crm_status
crm_contract_called(const struct crm_saving *w, struct crm_err *err);

/* In `saved` of such a line: where its order is of no contract yet, it is of that. */
enum crm_status
crm_contract_joined(const struct crm_saving *w, struct crm_err *err);

/* In `save` of an order that is edited: CRM_RULE where its lines that call something off
 * would not be what was agreed any more. */
enum crm_status
crm_contract_kept(const struct crm_saving *w, struct crm_err *err);

/* In `save` of a contract, an order or a receivable: CRM_RULE where it hangs on another
 * (an amendment and a renewal on a contract, an order on its contract, a receivable on its
 * contract and its order) that is with another customer, in another currency or, where
 * both say one, of another seller; and where what hangs on it would be.  An import is
 * asked as well. */
enum crm_status
crm_contract_hangs(const struct crm_saving *w, struct crm_err *err);

/* Before an order is submitted or confirmed: CRM_RULE where a contract that it is of, or
 * that a line of it calls off, was terminated. */
enum crm_status crm_contract_lives(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);

/* The same where it would come, with the other orders of its contract, to more than the
 * plan of that charges. */
enum crm_status crm_contract_covers(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);

/* Before an order is confirmed: that, and CRM_RULE where it never was and the contract
 * that it is of is not signed. */
enum crm_status crm_contract_binds(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);

#endif
