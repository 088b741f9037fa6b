#!/bin/sh
# Mail that comes in: matched by address and thread, each once, files, leads on
# demand; what is no mail; a large mailbox in little memory.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
book
logins bob
quiet crm-team set ann email=ann@us.example
quiet crm-team add login=bob email=bob@us.example role=rep
quiet crm-customer add name=Acme
quiet crm-customer contact add name='Li Na' customer=Acme email=li@acme.example
quiet crm-lead add company=Brand email=wu@brand.example owner=bob
python3 "$TOP/tests/cmd/crm-task/make-mail.py" ||
    { echo "Bail out! no mail"; exit 1; }

# ---- a mailbox ----

run 'a mailbox' 0 crm-task mail m.mbox -c about,direction,at,owner,subject,thread_id
is_out 'about,direction,at,owner,subject,thread_id
CT1,in,2026-11-20T02:00:00Z,ann,报价：请确认,
CT1,out,2026-11-20T02:00:00Z,ann,Re: 报价,A1
CT1,in,2026-11-20T02:00:00Z,ann,Re: 报价,A1
L1,in,2026-11-20T02:00:00Z,ann,Files,
CT1,in,2026-11-20T02:00:00Z,ann,No id,
CT1,in,2026-11-20T02:00:00Z,ann,编码,'
is_err 'crm-task: 2 are of nobody whom the book knows: left (--create=lead makes leads of people)
crm-task: 1 is between users: left
crm-task: inserted 6, skipped 3 (batch B7)'
is "$(crm-task activity list A1 A4 A6 -o csv -c notes | sed 1d)" '"你好
From the start"
plain
国标' 'texts, of any charset'
is "$(crm-task activity list A1 -o csv -c kind,ext | sed 1d)" 'email,1@acme' 'by its Message-ID'
run 'again' 0 crm-task mail m.mbox
like_err '^crm-task: unchanged 6, skipped 3$'
is "$(crm-lead list L1 -o csv -c last_activity | sed 1d)" 2026-11-20T02:00:00Z 'it is a contact'

# ---- on demand ----

try 'leads' 0 'crm-task mail --create=lead - < m.mbox -c about,subject'
is_out 'about,subject
L2,Inquiry'
like_err '^crm-task: 1 lead was made$'
like_err '^crm-task: 1 is of nobody' 
is "$(crm-lead list L2 -o csv -c name,email,source | sed 1d)" 'Zoe New,zoe@new.example,email' 'of people, not of lists'
run 'no other' 2 crm-task mail --create=customer m.mbox
is_err "crm-task: --create: 'customer' is not one of lead"
run 'files, of what is there too' 0 crm-task mail --attachments m.mbox
run 'under their names' 0 crm-task attachment list -o csv -c about,name,size
is_out 'about,name,size
A4,报价单.pdf,14'
run 'whole' 0 crm-task attachment get AT1
is "$(cat out)" '%PDF-1.4 offer' 'to the last byte'
quiet crm-admin setting add name=attachment_max value=1
run 'a message, files of every kind' 0 crm-task mail --attachments forward.eml
like_err '^crm-task: 1 file is larger than an attachment may be: left$'
run 'its files' 0 crm-task attachment list -w 'about = A8' -o csv -c name,size
like_out '^message.eml,[0-9]+$'
like_out '^../../../etc/passwd,1$'
unlike_out large.zip

# ---- forms ----

run 'HTML' 0 crm-task mail html.eml -c notes
is_out 'notes
"a & b 中
- one- two"'
run 'bytes without a charset' 0 crm-task mail raw.eml -c at,subject,notes
is_out 'at,subject,notes
2026-11-21T09:00:00Z,你好,再见'

# ---- deleted, undone ----

quiet crm-task activity delete A5
run 'deleted here' 0 crm-task mail m.mbox
like_err '^crm-task: 1 was deleted here: left$'
run 'a dry run' 0 crm-task mail -n html.eml --attachments -q
run 'sound' 0 crm-admin check -q

# ---- what is none ----

run 'a file of another kind' 4 crm-task mail /bin/ls
is_err 'crm-task: /bin/ls: is no mail: neither a mailbox, which begins with "From ", nor a message, which begins with its headers'
run 'no headers of mail' 4 crm-task mail /etc/passwd
like_err '^crm-task: /etc/passwd: is no mail'
run 'nothing' 0 crm-task mail /dev/null
is_err 'crm-task: nothing to do'
run 'not there' 1 crm-task mail nothing.mbox
is_err 'crm-task: nothing.mbox: cannot open: No such file or directory'
printf 'From x\n\nFrom y\n\n\nFrom\n' > broken.mbox
run 'a broken mailbox' 0 crm-task mail broken.mbox
like_err 'no message'

# ---- much ----

python3 "$TOP/tests/cmd/crm-task/make-mail.py" 1000
# What watches its memory takes more of it.
case $CRM_BIN in
*/san/*) limit=unlimited ;;
*) limit=400000 ;;
esac
try 'a mailbox of 50 MB, in less than that' 0 \
    "ulimit -v $limit; exec crm-task mail large.mbox -q -o ids"
is "$(wc -l < out)" 1000 'all of it'
run 'sound' 0 crm-admin check -q
# ---- a text with a NUL ----

crm-customer add -q name=Nul email=nul@example.org > out
printf 'From: nul@example.org\nTo: ann@example.com\nSubject: Nul\nMessage-ID: <nul@x>\n\nbefore\0behind\nlast\n' > nul.eml
run 'is read to its end' 0 crm-task mail nul.eml -q -c notes -o json
like_out 'before behind\\nlast'
# ---- who was in it ----

printf 'From: Nul <nul@example.org>\nTo: ann@example.com, Other <other@example.net>\nCc: OTHER@example.net\nSubject: Many\nMessage-ID: <many@x>\n\nText\n' > many.eml
run 'sender and recipients' 0 crm-task mail many.eml -q -o ids
run 'are its attendees, each once' 0 crm-task attendee list -w "activity = $(cat out)" -c name,email,role -s email
is_out 'name,email,role
,ann@example.com,required
Nul,nul@example.org,organizer
Other,other@example.net,required'
run 'again none is made twice' 0 crm-task mail many.eml
is_err 'crm-task: unchanged 1'
printf 'Received: from a by b; Mon, 2 Nov 2026 10:00:00 +0100\nFrom: nul@example.org\nTo: ann@example.com\nSubject: No date\nMessage-ID: <nodate@x>\n\nText\n' > nodate.eml
run 'without a date it is of when it came' 0 crm-task mail nodate.eml -q -c at -o tsv
is_out 'at
2026-11-02T09:00:00Z'
done_testing
