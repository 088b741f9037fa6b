#!/bin/sh
# What is promised: to one, by priority; who comes late hears what is free.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
held() { crm-stock reservation list -c held | sed 1d | tr '\n' ' '; }

book
quiet crm-stock warehouse add name=W1
quiet crm-stock add sku=A
quiet crm-stock receive product=A quantity=100 price=1

# ---- the last hundred ----

writers=8
i=0
while [ $i -lt $writers ]; do
	(
		n=0
		while [ $n -lt 20 ]; do
			timeout 60 crm-stock reserve product=A quantity=1 -q \
			    > /dev/null 2>> "err.$i"
			echo $? >> "status.$i"
			n=$((n + 1))
		done
	) &
	i=$((i + 1))
done
wait
is "$(cat status.* | sort -n | uniq -c | tr -s ' ' | tr '\n' ',')" ' 100 0, 60 5,' \
    'of 160 who want one, 100 get it, and 60 are told'
is "$(crm-stock level list -c on_hand,reserved,available | sed 1d)" '100,100,0' \
    'each piece has one taker'
is "$(cat err.* | sort -u)" 'crm-stock: A: 1 are to be reserved in W1, 0 are free there; wait=yes takes these and waits' \
    'what is free is said'
run 'the books are sound' 0 crm-admin check

# ---- priority, waiting, releasing ----

quiet crm-stock add sku=B
quiet crm-stock receive product=B quantity=5 price=1
quiet crm-stock reservation delete - < /dev/null
first=$(crm-stock reserve product=B quantity=10 wait=yes -q -o ids)
urgent=$(crm-stock reserve product=B quantity=4 wait=yes priority=1 -q -o ids)
of_b() { crm-stock reservation list -w 'product = B' -c held | sed 1d | tr '\n' ' '; }
is "$(of_b)" '5 0 ' 'what is there is held, never taken from its holder'
run 'others are told what is free' 5 crm-stock issue product=B quantity=1
like_err 'B: 1 are to leave W1, 0 are free there'
quiet crm-stock receive product=B quantity=6 price=1
is "$(of_b)" '7 4 ' 'a receipt goes to the urgent one first'
run 'a promise counts what others wait for' 0 crm-stock promise product=B quantity=1
is_out 'product,warehouse,quantity,free,ships_on
PR2,W1,1,0,'
quiet crm-stock purchase add number=PO1 due_on=2026-12-01
quiet crm-stock purchase-line add purchase=PO1 product=B quantity=3
quiet crm-stock purchase add number=PO2 due_on=2026-12-05
quiet crm-stock purchase-line add purchase=PO2 product=B quantity=3
run 'what comes first is theirs who wait' 0 crm-stock promise product=B quantity=1 -c ships_on
is_out 'ships_on
2026-12-05'
run 'what has not left is not done' 5 crm-stock reservation set "$urgent" status=done
is_err "crm-stock: status: of 4 0 have left; crm-stock issue reservation=$urgent ships the rest, crm-stock release $urgent gives it up"
quiet crm-stock issue product=B quantity=4 reservation="$urgent"
is "$(crm-stock reservation show "$urgent" -o csv -c status,held,shipped | sed 1d)" \
    'done,0,4' 'what ships is held no more'
third=$(crm-stock reserve product=B quantity=2 wait=yes -q -o ids)
quiet crm-stock reservation release "$first" later=yes
is "$(crm-stock reservation show "$first" "$third" -o csv -c held | sed 1d | tr '\n' ' ')" \
    '5 2 ' 'who is released for later stands behind all who wait'
quiet crm-stock reservation release "$first"
run 'once is enough' 5 crm-stock reservation release "$first"
like_err 'is released already'
is "$(crm-stock level list -w 'product = B' -c on_hand,reserved | sed 1d)" '7,2' \
    'the rest is free'
quiet crm-stock reservation set "$third" quantity=1
is "$(crm-stock reservation show "$third" -o csv -c held | sed 1d)" 1 'it holds no more than it asks for'
quiet crm-stock reservation delete "$third"
is "$(crm-stock level list -w 'product = B' -c reserved | sed 1d)" 0 'a deleted one holds nothing'
crm-stock reserve product=B quantity=6 2> err > out
batch=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
run 'undo of a reservation' 0 crm-admin undo "$batch"
is "$(crm-stock level list -w 'product = B' -c reserved | sed 1d)" 0 'gives back what it held'
crm-stock receive product=B quantity=5 price=1 2> err > out
batch=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
quiet crm-stock reserve product=B quantity=12
run 'what is reserved is not taken back' 5 crm-admin undo "$batch"
like_err 'B in W1: 12 are reserved, 7 would be there'
run 'the books are sound' 0 crm-admin check

# ---- other goods, another place ----

quiet crm-stock warehouse add name=Far
for sku in M N; do
	quiet crm-stock add sku=$sku
done
quiet crm-stock receive product=M quantity=10 price=1 warehouse=W1
moving=$(crm-stock reserve product=M quantity=10 warehouse=W1 -q -o ids)
behind=$(crm-stock reserve product=M quantity=4 warehouse=W1 wait=yes -q -o ids)
of_m() { crm-stock reservation show "$moving" "$behind" -o csv -c held | sed 1d | tr '\n' ' '; }
run 'where there is none nothing is held' 0 crm-stock reservation set "$moving" warehouse=Far \
    -c held,warehouse
is_out 'held,warehouse
0,Far'
batch=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
is "$(of_m)" '0 4 ' 'who waits gets what it gives up'
quiet crm-stock reserve product=M quantity=6 warehouse=W1
run 'what others hold meanwhile is not taken back' 5 crm-admin undo "$batch"
like_err "would be 10 of M again, and 6 of these are held for others"
quiet crm-stock receive product=M quantity=3 price=1 warehouse=Far
is "$(of_m)" '3 4 ' 'it waits in the other place'
quiet crm-stock receive product=N quantity=2 price=1 warehouse=Far
run 'other goods' 0 crm-stock reservation set "$moving" product=N -c held
is_out 'held
2'
is "$(crm-stock level list -w 'product = M and warehouse = Far' -c reserved | sed 1d)" 0 \
    'those that it held are free'
run 'the books are sound' 0 crm-admin check
ask "UPDATE reservation SET held = 5000000, warehouse = (SELECT id FROM warehouse WHERE name = 'Far')
    WHERE id = $(echo "$behind" | tr -d RV)" > out
ask "DELETE FROM level WHERE warehouse = (SELECT id FROM warehouse WHERE name = 'Far')" > out
run 'what is held where nothing ever was' 4 crm-admin check
like_out "^stock-reserved,$behind,"

# ---- no more than was reserved ----

book
quiet crm-stock warehouse add name=W1
quiet crm-stock add sku=A
quiet crm-stock receive product=A quantity=100 price=1
kept=$(crm-stock reserve product=A quantity=4 -q -o ids)
quiet crm-stock issue reservation="$kept"
run 'nothing more once it is done' 5 crm-stock issue reservation="$kept" quantity=3
is_err "crm-stock: reservation: all of $kept has left; issue the rest without it"

# ---- days that pass ----

at() { CRM_NOW=${1}T09:00:00Z; export CRM_NOW; }
level() { crm-stock level list -w "product = $1" -c on_hand,reserved,available | sed 1d; }
of() { crm-stock reservation list -w "product = $1" -c held | sed 1d | tr '\n' ' '; }
now=$CRM_NOW
at 2026-11-21
quiet crm-stock add sku=T
quiet crm-stock receive product=T quantity=10 price=2 on=2026-12-24
is "$(level T)" '10,0,0' 'what comes on a later day is not available'
run 'it ships then' 0 crm-stock promise product=T quantity=3 -c free,ships_on
is_out 'free,ships_on
0,2026-12-24'
run 'it is not there to be held' 5 crm-stock reserve product=T quantity=10
is_err 'crm-stock: T: 10 are to be reserved in W1, 0 are free there; wait=yes takes these and waits'
quiet crm-stock reserve product=T quantity=4 wait=yes
quiet crm-stock receive product=T quantity=3 price=2
quiet crm-stock reserve product=T quantity=3 wait=yes
is "$(of T)" '3 0 ' 'what is there is held'
run 'and is not taken because more is to come' 5 crm-stock issue product=T quantity=1
like_err 'T: 1 are to leave W1, 0 are free there'
is "$(crm-stock promise product=T quantity=6 -c ships_on | sed 1d)" 2026-12-24 \
    'who waits is served first'
is "$(crm-stock promise product=T quantity=7 -c free,ships_on | sed 1d)" '0,' 'of what comes then'
at 2026-12-24
run 'on that day others get what nobody waits for' 5 crm-stock reserve product=T quantity=7
like_err '6 are free there'
quiet crm-stock reserve product=T quantity=6
is "$(of T)" '4 3 6 ' 'and who waited has his'

at 2026-11-21
quiet crm-stock add sku=U
quiet crm-stock receive product=U quantity=10 price=2
until=$(crm-stock reserve product=U quantity=10 until=2026-11-22 -q -o ids)
quiet crm-stock reserve product=U quantity=5 wait=yes
at 2026-11-22
is "$(level U)" '10,10,0' 'it is held on the last day'
at 2026-11-23
is "$(level U)" '10,5,5' 'and no longer: who waits has it'
is "$(crm-stock pick -c sku | grep -c U)" 0 'nor to be fetched'
run 'others get what nobody waits for' 5 crm-stock issue product=U quantity=6
like_err 'U: 6 are to leave W1, 5 are free there'
quiet crm-stock issue product=U quantity=5
is "$(of U)" '0 5 ' 'who waits has his'
quiet crm-stock receive product=U quantity=1 price=2
is "$(of U)" '0 5 ' 'a day that is over waits for nothing'
quiet crm-stock reservation set "$until" until=2026-12-31
is "$(of U)" '1 5 ' 'with another it does'

at 2026-11-21
quiet crm-stock add sku=X
quiet crm-stock purchase add number=POX supplier=B ordered_on=2026-11-10
quiet crm-stock purchase-line add purchase=POX product=X quantity=5 due_on=2026-11-20
run 'what is late comes nobody knows when' 0 crm-stock promise product=X quantity=5 -c free,ships_on
is_out 'free,ships_on
0,'

quiet crm-stock add sku=L tracking=lot
quiet crm-stock receive product=L quantity=5 price=1 lot=short expires=2026-12-01
quiet crm-stock receive product=L quantity=2 price=1 lot=long
quiet crm-stock reserve product=L quantity=3
at 2026-12-05
is "$(level L)" '7,3,0' 'of what has expired nothing is available'
quiet crm-stock receive product=L quantity=4 price=1 lot=new
is "$(level L)" '11,3,3' 'what comes makes up for it'
quiet crm-stock issue product=L quantity=2 lot=new
quiet crm-stock return-to-supplier product=L quantity=5 lot=short
run 'the books are sound' 0 crm-admin check
CRM_NOW=$now

# ---- from several warehouses ----

quiet crm-stock warehouse add name=W2
quiet crm-stock warehouse add name=W3
quiet crm-stock warehouse add name=Q kind=quarantine
quiet crm-stock add sku=P
for w in W1 W2 W3 Q; do
	quiet crm-stock receive product=P quantity=10 price=1 warehouse=$w
done
quiet crm-stock receive product=P quantity=5 price=1 warehouse=W3
quiet crm-stock purchase add number=PO7 due_on=2026-12-10
quiet crm-stock purchase-line add purchase=PO7 product=P quantity=20
quiet crm-stock purchase add number=PO8 due_on=2026-12-03
quiet crm-stock purchase-line add purchase=PO8 product=P quantity=4 warehouse=W2
any() { crm-stock promise product=P quantity="$1" anywhere=yes -c warehouse,quantity,free,ships_on | sed 1d; }
is "$(any 12)" 'W3,12,15,2026-11-21' 'one warehouse that has all of it'
is "$(any 30)" 'W3,15,15,2026-11-21
W1,10,10,2026-11-21
W2,5,10,2026-11-21' 'else those that have most'
is "$(any 37)" 'W3,15,15,2026-11-21
W2,14,10,2026-12-03
W1,8,10,2026-11-21' 'and what comes'
is "$(any 55)" 'W1,30,10,2026-12-10
W3,15,15,2026-11-21
W2,10,10,2026-11-21' 'what comes for no place in particular comes once'
is "$(any 70)" ',70,35,' 'never, as far as is known'
run 'not from one and from all' 2 crm-stock promise product=P quantity=1 anywhere=yes warehouse=W1
like_err 'anywhere=yes asks all warehouses that sell'
run 'an error comes alone' 3 crm-stock promise product=NIX quantity=1
is_out ''
try 'of many lines too' 3 'printf "product,quantity\nP,1\nNIX,1\n" | crm-stock promise - warehouse=W1'
is_out ''
is_err "crm-stock: stdin:3: there is no product 'NIX'"

# ---- one that is back holds what is free ----

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
holds() { crm-stock reservation list -w "product = '=$1'" -o csv -c held | sed 1d | tr '\n' ' '; }
quiet crm-stock warehouse add name=Again
quiet crm-stock add sku=again
quiet crm-stock receive product=again quantity=5 price=1 warehouse=Again
quiet crm-stock reserve product=again quantity=5 warehouse=Again
quiet crm-admin undo "$(last)"
undone=$(last)
quiet crm-stock reserve product=again quantity=3 warehouse=Again
run 'it does not hold what is held for others meanwhile' 5 crm-admin undo "$undone"
like_err 'held would be 5 of again again, and 3 of these are held for others meanwhile'
second=$(crm-stock reserve product=again quantity=2 warehouse=Again -q -o ids)
quiet crm-stock reservation delete "$second"
third=$(crm-stock reserve product=again quantity=1 warehouse=Again -q -o ids)
run 'one that was deleted comes back' 0 crm-stock reservation restore "$second" -q
is "$(holds again)" '3 1 1 ' 'with what is free'
quiet crm-stock reservation release "$third"
is "$(holds again)" '3 2 0 ' 'and with the rest before long'

# ---- what an undo brings back ----

quiet crm-stock add sku=undone
quiet crm-stock receive product=undone quantity=5 price=1 warehouse=Again
quiet crm-stock reserve product=undone quantity=5 warehouse=Again
first=$(last)
quiet crm-stock reserve product=undone quantity=3 wait=yes warehouse=Again
quiet crm-admin undo "$first"
is "$(holds undone)" '3 ' 'of a promise goes to who waits'
quiet crm-stock add sku=shipped
quiet crm-stock receive product=shipped quantity=1 price=1 warehouse=Again
its=$(crm-stock reserve product=shipped quantity=1 warehouse=Again -q -o ids)
quiet crm-stock reserve product=shipped quantity=3 wait=yes priority=1 warehouse=Again
quiet crm-stock issue reservation="$its"
run 'what was shipped comes back' 0 crm-admin undo "$(last)" -q
is "$(holds shipped)" '1 0 ' 'to whom it was held for'
quiet crm-stock add sku=filled
quiet crm-stock reserve product=filled quantity=1 wait=yes warehouse=Again
quiet crm-stock receive product=filled quantity=1 price=1 warehouse=Again
first=$(last)
quiet crm-stock receive product=filled quantity=1 price=1 warehouse=Again
quiet crm-admin undo "$first"
is "$(holds filled)" '1 ' 'who had what is taken back has what came later'
quiet crm-stock add sku=dated tracking=lot
quiet crm-stock receive product=dated quantity=2 price=1 lot=old expires=2026-11-01 warehouse=Again
quiet crm-stock receive product=dated quantity=2 price=1 lot=new warehouse=Again
first=$(last)
quiet crm-stock reserve product=dated quantity=2 warehouse=Again
run 'what expired fulfils no promise' 5 crm-admin undo "$first"
is_err 'crm-admin: dated in Again: 2 are reserved, 0 would be there; release them with: crm-stock reservation release'
run 'the books are sound' 0 crm-admin check --deep -q

# ---- what has expired by then ships to nobody ----

quiet crm-stock add sku=MILK tracking=lot
quiet crm-stock receive product=MILK lot=a quantity=5 price=1 expires=2026-11-25 warehouse=W1
quiet crm-stock receive product=MILK lot=b quantity=5 price=1 expires=2026-12-25 warehouse=W1
quiet crm-stock order product=MILK quantity=6 supplier=x on=2026-12-01 warehouse=W1
ships() { crm-stock promise product=MILK quantity="$1" "$2" -c free,ships_on | sed 1d; }
for where in warehouse=W1 anywhere=yes; do
	is "$(ships 10 $where)" '10,2026-11-21' "today both lots, $where"
	is "$(ships 11 $where)" '10,2026-12-01' "then the one that lasts, and what comes, $where"
	is "$(ships 12 $where)" '10,' "no more, $where"
done
quiet crm-stock reserve product=MILK quantity=4 warehouse=W1
is "$(ships 11 warehouse=W1)" '6,2026-12-01' 'what is held takes what expires first'
is "$(ships 12 warehouse=W1)" '6,' 'and no more'

# ---- the lowest day counts ----

quiet crm-stock warehouse add name=Road kind=transit
quiet crm-stock add sku=LOW
quiet crm-stock receive product=LOW quantity=10 price=3 warehouse=W1
quiet crm-stock issue product=LOW quantity=8 warehouse=W1 on=2026-12-05
quiet crm-stock receive product=LOW quantity=20 price=3 warehouse=W1 on=2026-12-10
is "$(level LOW)" '22,0,2' 'what leaves before more comes is not available'
run 'nor elsewhere' 5 crm-stock issue product=LOW quantity=3 warehouse=W2
is_err 'crm-stock: LOW: 3 are to leave W2, 0 are free there; free elsewhere: W1 2'
quiet crm-stock send product=LOW quantity=2 warehouse=W1 to=W2
run 'what is on its way there is told' 5 crm-stock issue product=LOW quantity=3 warehouse=W2
is_err 'crm-stock: LOW: 3 are to leave W2, 0 are free there; on its way to: W2 2'
quiet crm-stock shelf add product=LOW warehouse=W2 min_qty=2 max_qty=6
is "$(crm-stock plan LOW all=yes -c warehouse,incoming,projected,quantity | grep W2)" \
    'W2,2,2,4' 'and counts for what is ordered there'
is "$(crm-stock plan LOW all=yes incoming=no -c warehouse,incoming,quantity | grep W2)" \
    'W2,0,6' 'unless nobody looks at it'
done_testing
