#!/bin/sh
# Messages in Chinese call states and other choices by their labels; names of fields,
# verbs and what is to be typed stay.
. "$(dirname "$0")/../../lib.sh"

# zh COMMAND…: with Chinese messages.
zh() { LC_ALL=zh_CN.UTF-8 "$@"; }

book
quietly() { "$@" > /dev/null 2>&1 || result 1 "$*"; }
quietly crm-customer add name=Acme
quietly crm-lead add company=Acme name=Eve
quietly crm-lead disqualify L1 --reason budget

run 'a lead' 5 zh crm-lead work L1
is_err 'crm-lead: L1 的状态为“无效”；此时不能 work，可以：reopen'
run 'in English it is its code' 5 crm-lead work L1
is_err 'crm-lead: L1 is unqualified; work is not possible from there, but: reopen'
run 'a lead that is converted' 5 zh crm-lead convert L1
is_err 'crm-lead: L1 的状态为“无效”；只有合格的线索可以转化'
run 'a kind of records, and the same as it is typed' 5 zh crm-lead release L1
is_err 'crm-lead: 没有启用的“线索”公海；请添加：crm-admin pool add kind=lead name=…'
quietly crm-admin pool add kind=lead name=Open
run 'what may lie in a pool' 5 zh crm-lead release L1
like_err '^crm-lead: L1 的状态为“无效”；只有'

quietly crm-customer case add customer=Acme subject=Noise
run 'a case, and what its verbs make of it' 5 zh crm-customer case close CS1
is_err 'crm-customer: CS1 的状态为“新建”；此时不能 close，可以：take (已分配)'
run 'a case that begins elsewhere' 5 \
    zh crm-customer case add customer=Acme subject=Noise status=closed
like_err '^crm-customer: status: 工单以“新建”开始，不能是“已关闭”；'

quietly crm-deal add name=Pump customer=Acme amount=100
quietly crm-deal quote add customer=Acme deal=D1
run 'a quote' 5 zh crm-deal quote accept QU1
like_err '^crm-deal: QU1 的状态为“草稿”；'
quietly crm-deal lose D1 reason=price
quietly crm-admin assign-rule add kind=deal seq=1 method=round_robin
run 'a deal that is closed' 5 zh crm-deal assign D1
like_err '^crm-deal: D1 的状态为“已关闭”；只分配'

quietly crm-order add customer=Acme
run 'an order' 5 zh crm-order ship O1
is_err 'crm-order: O1 的状态为“草稿”；只有已确认的订单才能发货'
run 'where an order begins' 5 zh crm-order add customer=Acme status=closed
like_err '^crm-order: status: 新建时为“草稿”，之后由这些命令变更：crm-order submit,'
run 'a contract' 0 crm-order contract add customer=Acme title=Pumps
run 'which is not signed yet' 5 \
    zh crm-order contract sign CTR1 party=customer signed_by=Li
like_err '^crm-order: CTR1 的状态为“草稿”：'

run 'a stage that is won' 4 \
    zh crm-admin stage add name=Sure type=won probability=50
is_err 'crm-admin: probability: “赢单”阶段的概率为百分之 100'

quietly crm-team user add login=bob role=rep
run 'a right and a role, and the same as they are typed' 6 \
    env CRM_USER=bob LC_ALL=zh_CN.UTF-8 crm-admin period close 2026-10
is_err 'crm-admin: 角色“销售代表”没有权限“关账与反关账”；授予：crm-admin right add right=period role=rep'
quietly crm-task add subject=Queue role=manager
run 'a queue of a role' 5 env CRM_USER=bob LC_ALL=zh_CN.UTF-8 crm-task claim T1
like_err '^crm-task: T1 指派给角色“经理”，而 bob 不是'

quietly crm-task add subject=Call
quietly crm-task 'done' T2
run 'a task' 5 zh crm-task set T2 status=todo
like_err '^crm-task: T2 的状态为“已完成”，已是终态'
quietly crm-task project add name=Move
run 'a project' 5 zh crm-task project reopen PJ1
like_err '^crm-task: PJ1 的状态为“计划中”；此时不能 reopen，可以：start \(进行中\)'
quietly crm-task playbook add name=Care kind=customer
run 'a playbook of another kind' 5 zh crm-task playbook start Care D1
like_err '用于“客户”，而 D1 是“商机”'

quietly crm-stock warehouse add name=W1
quietly crm-stock add sku=A
quietly crm-stock receive product=A quantity=100 price=4
quietly crm-stock count open warehouse=W1
quietly crm-stock count cancel CN1
run 'a count' 5 zh crm-stock count post CN1
is_err 'crm-stock: CN1 的状态为“已取消”；请另开一张：crm-stock count open'

run 'choices that are to be typed are codes' 4 \
    zh crm-team user add login=bob role=chief
like_err "^crm-team: role: 'chief' 不是 admin, manager, rep,"
run 'and so are names of fields' 2 zh crm-report pipeline --by statuss
like_err "^crm-report: --by: 没有字段 'statuss'（商机）"

# ---- undo takes no choice away that is in use ----

book
quiet crm-admin field add entity=deal name=tier type=enum choices='gold|silver'
quiet crm-deal add name=d
quiet crm-admin field set FD1 choices='gold|silver|tin'
quiet crm-deal set D1 tier=tin
run 'undo of a choice that a record has' 5 crm-admin undo B4
is_err "crm-admin: B4 cannot be undone: FD1 choices 'tin' is the value of 1 record; change it first; undo what came later first"
quiet crm-deal set D1 tier=gold
run 'of one that none has' 0 crm-admin undo B4 -q -o ids
run 'the book is sound' 0 crm-admin check -q
done_testing
