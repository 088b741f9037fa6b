#!/bin/sh
# seller, tax: what documents are made with.
. "$(dirname "$0")/../../lib.sh"

book
run 'a new book has the taxes of China' 0 crm-admin tax list -c code,rate,exempt
is_out 'code,rate,exempt
13,13,no
9,9,no
6,6,no
3,3,no
1,1,no
0,0,no
exempt,0,yes'
run 'a tax of what is exempt' 4 crm-admin tax add code=x rate=5 exempt=yes
is_err 'crm-admin: what is exempt is not taxed: rate=0, or exempt=no'
run 'one that is none' 4 crm-admin tax add code=x rate=101
like_err 'rate'
run 'a tax without a rate' 4 crm-admin tax add code=x
like_err 'rate'
run 'one twice' 5 crm-admin tax add code=13 rate=13

run 'a seller' 0 crm-admin seller add code=SH name='上海某某有限公司' \
    tax_no=91310000MA1K4BCDEF bank=某银行 bank_account=0012 -o ids
is_out SLR1
run 'by its code' 0 crm-admin seller show SH -c name,bank_account -o csv
is_out 'name,bank_account
上海某某有限公司,0012'
run 'a code with a hyphen' 4 crm-admin seller add code=S-1 name=A
is_err "crm-admin: a seller's code is letters and digits, for it stands in numbers: not S-1"
run 'a code twice' 5 crm-admin seller add code=sh name=B
run 'without a code' 4 crm-admin seller add name=B
like_err 'code'
done_testing
