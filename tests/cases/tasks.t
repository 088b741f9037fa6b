#!/bin/sh
# Published cases of tasks: escalation, cadence, months, circles, automation that
# goes in one; each by the commands, on a book of its own.
. "$(dirname "$0")/../lib.sh"

data=${1:-$TOP/../shared/data/cases_work/tasks.json}
[ -f "$data" ] || { echo "1..0 # SKIP $data is not here"; exit 0; }

# A copy of a new book for each case, made by the engine's own means.
book
T_OF=$CRM_DB
export T_OF
if on_server; then
	for n in $(seq "$(grep -c '"id"' "$data")"); do base "crm_$$_case$n" -T "${T_OF##*/}"; done
	how="echo ${CRM_DB%/*}/crm_$$_case\$1"
else
	how='cp "$T_OF" "case$1.db" && echo "$PWD/case$1.db"'
fi
python3 "$TOP/tests/cases/tasks.py" "$data" "$how"
