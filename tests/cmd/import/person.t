#!/bin/sh
# Names in parts are joined by themselves; what is joined has single blanks.
. "$(dirname "$0")/../../lib.sh"
book

# joins NAME HEADER ROW WANT [OPTION…]
joins() {
	t_what=$1 t_text="$2\n$3\n" t_want=$4
	shift 4
	printf "$t_text" > in.csv
	run "$t_what" 0 crm-lead import in.csv -n --again -c name "$@"
	is "$(sed '1d; s/,inserted,.*//' out)" "$t_want" "$t_what: the name"
}
joins 'first and last' 'Company,First Name,Last Name' 'A,Li,Na' 'Li Na'
is_err "crm-lead: in.csv: name is joined from 'First Name', 'Last Name'
crm-lead: read 1, inserted 1 (dry run: nothing was written)"
joins 'in the other order' 'Last Name,Company,First Name' 'Na,A,Li' 'Li Na'
joins 'as one word' 'FirstName,LastName' 'Li,Na' 'Li Na'
joins 'with a middle name' 'First Name,Middle Name,Last Name' 'J,R,Tolk' 'J R Tolk'
joins 'one of them blank' 'Company,First Name,Last Name' 'A,,Na' Na
joins 'all blank' 'Company,First Name,Last Name' 'A,,' ''
joins 'blanks around and in them' 'First Name,Last Name' ' Mary  Ann , Smith ' 'Mary Ann Smith'
joins 'Chinese in English columns' 'First Name,Last Name' '小明,欧阳' 欧阳小明
joins 'Chinese columns' '公司,姓,名' 'A,张,三' 张三
joins 'English in Chinese columns' '公司,姓,名' 'A,Smith,John' 'John Smith'
joins 'a mixed name' 'First Name,Last Name' 'Lily,王' 'Lily 王'
joins 'the last name alone' 'Company,Last Name' 'A,Na' Na
joins 'beside the whole' 'Company,First Name,Name,Last Name' 'A,x,Whole,y' Whole
like_err "^crm-lead: in.csv: left out: 'First Name', 'Last Name'$"
joins 'mapped' 'Company,First Name,Last Name' 'A,Li,Na' 'Na Li' \
    --map 'Last Name+First Name=name'
unlike_err joined
joins 'one mapped elsewhere' 'Company,First Name,Last Name' 'A,Li,Na' Na \
    --map 'First Name=interest'
run 'contacts' 0 sh -c 'printf "Vorname,Nachname\nEva,Klee\n" |
    crm-customer contact import - -q -c name'
is_out 'name,_action,_duplicate_of
Eva Klee,inserted,'
run 'who has no name of a person' 2 sh -c 'printf "name,stage,First Name\n" |
    crm-deal import -'
like_err "column 'First Name' matches no field of deal"
run 'any joined text' 0 sh -c 'printf "A,B,C\n x,  y  z ,w \n" |
    crm-lead import - -q -n --map A+B+C=company -c company'
is "$(sed -n 2p out)" 'x y z w,inserted,' 'has single blanks'
run 'a text of its own' 0 sh -c 'printf "company\nx  y\n" | crm-lead import - -q -n -c company'
is "$(sed -n 2p out)" 'x  y,inserted,' 'stays as it came'

# ---- users are people ----

printf 'Username,FirstName,LastName\nanna,Anna,Berg\nbo,Bo,\n' > users.csv
run 'users in parts' 0 crm-team import users.csv -c login,name
is_out 'login,name,_action,_duplicate_of
anna,Anna Berg,inserted,
bo,Bo,inserted,'
printf '用户名,姓,名\nw1,王,芳\n' > users.csv
run 'in Chinese' 0 crm-team import users.csv -c login,name
is_out 'login,name,_action,_duplicate_of
w1,王芳,inserted,'
done_testing
