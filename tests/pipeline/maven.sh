# shellcheck shell=sh
# The sales team's book of maven.t, step by step; sourced behind lib.sh.  Every
# step takes more options.

DATA=$TOP/../shared/data/maven_crm
need "$DATA"

# The open stages of a new book are not theirs.
maven_no_stages() {
	crm-admin stage list -w 'type = open' |
	    crm-admin stage delete - -o ids "$@"
}
# maven_stage NAME SEQ
maven_stage() {
	m_name=$1 m_seq=$2
	shift 2
	crm-admin stage add "name=$m_name" "seq=$m_seq" -o ids "$@"
}
maven_teams() {
	crm-team team import "$DATA/sales_teams.csv" \
	    --map 'regional_office=name,manager=,sales_agent=' "$@"
}
maven_managers() {
	crm-team user import "$DATA/sales_teams.csv" --map \
	    'manager=login,manager=name,regional_office=region,regional_office=team,sales_agent=' \
	    --default role=manager "$@"
}
maven_agents() {
	crm-team user import "$DATA/sales_teams.csv" --map \
	    'sales_agent=login,sales_agent=name,regional_office=region,regional_office=team' "$@"
}
maven_products() {
	crm-stock product import "$DATA/products.csv" \
	    --map 'product=sku,product=name' "$@"
}
maven_customers() {
	crm-customer import "$DATA/accounts.csv" \
	    --map office_location=country --scale annual_revenue=1000000 \
	    --value industry:technolgy=technology \
	    --value country:Philipines=Philippines "$@"
}
# maven_deals FILE
maven_deals() {
	crm-deal import "$@" --date-format dmy --value 'product:GTXPro=GTX Pro'
}

# All of them, in silence.
maven_book() {
	{
		maven_no_stages -q && maven_stage Prospecting 1 -q &&
		    maven_stage Engaging 2 -q && maven_teams -q &&
		    maven_managers -q && maven_agents -q && maven_products -q &&
		    maven_customers -q &&
		    maven_deals "$DATA/sales_pipeline.csv" -q
	} > /dev/null || { echo "Bail out! no book of Maven's"; exit 1; }
}
