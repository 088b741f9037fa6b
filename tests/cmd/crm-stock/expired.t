#!/bin/sh
# What has expired leaves with the right and a reason.
. "$(dirname "$0")/../../lib.sh"

logins bob
book
quiet crm-team add login=bob name=Bob role=rep
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=L tracking=lot
quiet crm-stock receive product=L lot=a quantity=5 price=1 expires=2026-11-10 on=2026-11-01
run 'a reason alone' 6 as bob crm-stock issue product=L lot=a quantity=1 reason=x
like_err 'expired'
run 'no reason' 5 as bob crm-stock issue product=L lot=a quantity=1
like_err 'it leaves only with reason=TEXT'
quiet crm-admin right add right=expired role=rep
run 'both' 0 as bob crm-stock issue product=L lot=a quantity=1 reason=x -q
run 'the right alone' 5 as bob crm-stock issue product=L lot=a quantity=1
run 'who may everything gives a reason too' 0 crm-stock issue product=L lot=a quantity=1 reason=x -q
is "$(crm-stock level list -o csv -c on_hand | sed 1d)" 3 'two have left'
done_testing
