#!/bin/sh
# What is booked stays with its document and by its form, a credit note with what it credits;
# what somebody charges by hand in place of what was void is not charged again.
. "$(dirname "$0")/../../lib.sh"
# ten FORM: ten of A for 1000.00 by a form, confirmed, in a fresh book.
ten() {
	book
	quiet crm-customer add name=C
	quiet crm-stock add sku=A name=A list_price=100 stocked=no
	quiet crm-order add customer=C1 form="$1"
	quiet crm-order order-line add order=O1 product=A quantity=10
	agreed
}
agreed() {
	quiet crm-order submit O1
	quiet crm-order confirm O1
}
again() {
	quiet crm-order amend O1
	agreed
}
owed() {
	crm-order receivable list -s receivable_id -o csv -c receivable_id,form,amount,status \
	    -w 'void_on is null' | sed 1d
}

# ---- of which document ----

ten confirmation
quiet crm-order add customer=C1 amount=100 form=confirmation
stays='stays, for it is booked; make it void and add another: crm-order receivable void R1'
for edit in order= order=O2 form=retention form=deposit form= milestone=x retained=yes from=2026-11-01; do
	run "what is booked, $edit" 5 crm-order receivable set R1 "$edit"
	is_err "crm-order: ${edit%%=*}: of R1 $stays"
done
try 'a file moves it nowhere' 5 'printf "receivable_id,order\nR1,O2\n" | crm-order receivable import - --on-duplicate update -q'
is_err "crm-order: stdin:2: order: of R1 $stays"
run 'its number, due day and remarks' 0 crm-order receivable set R1 number=X7 due_on=2026-12-24 early=2/10 notes=x -q
again
is "$(owed)" R1,confirmation,1000.00,booked 'it is charged once'

book
quiet crm-customer add name=C
quiet crm-order contract add customer=C1 title=T amount=1000 form=signing
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=L
quiet crm-order contract sign CTR1 party=seller signed_by=W
run 'of a contract likewise' 5 crm-order receivable set R1 contract=
is_err "crm-order: contract: of R1 $stays"
run 'what is signed keeps its form' 5 crm-order contract set CTR1 form=instalment
is_err 'crm-order: CTR1 is signed and is not edited: crm-order contract amend CTR1 makes a contract that changes it'
run 'and where it is filed, and who minds it, is no edit' 0 crm-order contract set CTR1 archive_no=A7 notice_days=9 tags=x -q

# ---- what is charged by hand ----

ten confirmation
run 'more than it comes to' 5 crm-order receivable add customer=C1 order=O1 amount=1 form=confirmation
is_err 'crm-order: amount: with that more of O1 would be charged (confirmation) than it comes to; crm-order amend raises that'
run 'beside it' 0 crm-order receivable add customer=C1 order=O1 amount=7 -q
quiet crm-order receivable void R2
quiet crm-order receivable void R1
run 'by which form?' 5 crm-order receivable add customer=C1 order=O1 amount=1000
is_err 'crm-order: form: is needed, for O1 is charged by itself and not all of it is yet: form=confirmation is a part of that'
run 'by that' 0 crm-order receivable add customer=C1 order=O1 amount=1000 form=confirmation -q
again
is "$(owed)" R3,confirmation,1000.00,booked 'it is not charged again'
ten delivery
run 'before it left' 5 crm-order receivable add customer=C1 order=O1 amount=1000 form=delivery
is_err 'crm-order: amount: with that more of O1 would be charged (delivery) than has left of it; crm-order ship charges what leaves'
quiet crm-order ship O1
quiet crm-order receivable void R1
run 'behind that' 0 crm-order receivable add customer=C1 order=O1 amount=1000 form=delivery -q
again
is "$(owed)" R2,delivery,1000.00,booked 'it is charged once'
ten milestone
quiet crm-order receivable void R1
run 'of which milestone?' 5 crm-order receivable add customer=C1 order=O1 amount=1000 form=milestone
is_err "crm-order: milestone: is one that lines of O1 wait for: crm-order order-line list -w 'order = O1' -c milestone"
quiet crm-order receivable add customer=C1 order=O1 amount=1000 form=milestone milestone=OL1
again
is "$(owed)" R2,milestone,1000.00,booked 'it is planned once'
try 'a file records what is' 0 'printf "customer,order,amount\nC,O1,5\n" | crm-order receivable import - -q'

# ---- what was paid since is so of what is booked ----

ten milestone
quiet crm-order receivable accept R1
accepted=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
quiet crm-order payment add customer=C1 amount=1000 applies_to=R1
run 'what is paid was accepted' 5 crm-admin undo "$accepted"
like_err 'R1 has allocations of later; take them back first: crm-order receivable unallocate R1'
quiet crm-order receivable unallocate R1
run 'then it may not be' 0 crm-admin undo "$accepted" -q
is "$(owed)" R1,milestone,1000.00,planned 'it waits again'

# ---- a credit note ----

ten delivery
quiet crm-order ship O1
quiet crm-order order-line return OL1 quantity=6
returned=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'what came back is credited of its order' 5 crm-order payment set P1 order=
is_err 'crm-order: order: of P1 stays, for it is what that credits'
quiet crm-order payment unallocate P1
run 'and as long as it is back' 5 crm-order payment void P1
is_err 'crm-order: P1 credits RT1, and stays while that does; undoing the batch of a return takes both back: crm-admin log'
quiet crm-order payment allocate P1
is "$(crm-order list O1 -o csv -c billable,settled | sed 1d)" 400.00,0.00 'it lowers what the order comes to'
quiet crm-order payment unallocate P1
run 'with the return it goes' 0 crm-admin undo "$returned" -q
is "$(crm-order list O1 -o csv -c billable | sed 1d)" 1000.00 'all is to be paid again'
quiet crm-order payment add customer=C1 amount=50
run 'money is for an order, or for another' 0 crm-order payment set P2 order=O1 notes=x -q
run 'but it is so much' 5 crm-order payment set P2 amount=60
run 'the books' 0 crm-admin check --deep -q
done_testing
