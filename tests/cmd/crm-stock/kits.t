#!/bin/sh
# A kit keeps no stock of its own: what is sold of it are its parts.
. "$(dirname "$0")/../../lib.sh"

book
quiet crm-stock warehouse add name=W
for sku in A B P; do quiet crm-stock add sku=$sku; done
quiet crm-stock receive product=A quantity=5 price=1
run 'what is in stock is no kit' 5 crm-stock kit-part add kit=A product=P quantity=1
is_err 'crm-stock: kit: some of A is in stock, and of a kit its parts are: issue it, or count it away, first'
quiet crm-stock reserve product=B quantity=1 wait=yes
run 'nor what is promised' 5 crm-stock kit-part add kit=B product=P quantity=1
is_err 'crm-stock: kit: some of B is promised, and of a kit its parts are: ship or release it first'
quiet crm-stock reservation release RV1
quiet crm-stock kit-part add kit=B product=P quantity=2
kit='crm-stock: product: B is a kit, of which its parts are kept in stock; crm-stock kit-part delete makes it none'
run 'a kit is not received' 5 crm-stock receive product=B quantity=1 price=1
is_err "$kit"
run 'nor reserved' 5 crm-stock reserve product=B quantity=1
is_err "$kit"
run 'nor bought' 5 crm-stock order product=B quantity=1
is_err "$kit"
run 'nor is it promised by itself' 5 crm-stock promise product=B quantity=1
is_err "$kit"
quiet crm-stock set B stocked=yes
run 'whatever it says' 5 crm-stock receive product=B quantity=1 price=1
is_err "$kit"
quiet crm-stock set B stocked=no
run 'this way or that' 5 crm-stock receive product=B quantity=1 price=1
is_err "$kit"
quiet crm-stock issue product=A quantity=5
run 'what is out of stock may be one' 0 crm-stock kit-part add kit=A product=P quantity=1
part=$(crm-stock kit-part list -w "kit = '=A'" -o ids)
quiet crm-stock kit-part delete "$part" -y
run 'and what is none any more is received' 0 crm-stock receive product=A quantity=1 price=1
run 'then it does not come back' 5 crm-stock kit-part restore "$part"
like_err 'some of A is in stock'
done_testing
