/* The enumerations that several kinds of record share. */
#include "tables.h"

const struct crm_choice crm_choice_source[] = {
	{ "web", "Web", "网站",
	    "website|web site|internet|web form|web page|"
	    "direct traffic|web download|web research|chat|网络|官网|网页" },
	{ "ad", "Advertisement", "广告",
	    "ads|advertising|advert|paid search|"
	    "paid social|google adwords|google ads|广告投放|信息流" },
	{ "search", "Search", "搜索引擎",
	    "search engine|organic search|seo|"
	    "google|百度|搜索|自然搜索" },
	{ "email", "E-mail", "邮件",
	    "email marketing|email campaign|mail|sales email alias|"
	    "邮件营销" },
	{ "social", "Social media", "社交媒体",
	    "organic social|facebook|"
	    "instagram|linkedin|twitter|x (twitter)|微信|微博|抖音|小红书|公众号" },
	{ "event", "Event", "活动",
	    "trade show|tradeshow|conference|seminar|"
	    "webinar|exhibition|seminar partner|internal seminar|展会|会议|市场活动|研讨会" },
	{ "referral", "Referral", "转介绍",
	    "customer referral|"
	    "referrals|employee referral|external referral|word of mouth|推荐|老客户介绍|"
	    "客户介绍|客户推荐|朋友介绍|口碑" },
	{ "partner", "Partner", "合作伙伴",
	    "partner referral|合作伙伴推荐|"
	    "渠道商|代理商" },
	{ "phone", "Phone", "电话",
	    "phone inquiry|phone enquiry|cold call|"
	    "cold calling|call|telemarketing|电话营销|电话咨询|来电|400电话|陌拜电话" },
	{ "walk-in", "Walk-in", "上门", "walk in|上门咨询|到店|来访" },
	{ "marketplace", "Marketplace", "电商平台",
	    "e-commerce platform|online store|平台|"
	    "阿里巴巴|1688|淘宝|天猫|京东" },
	{ "other", "Other", "其他",
	    "others|其它|misc|offline|offline sources|other campaigns|"
	    "public relations|purchased list" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_channel[] = {
	{ "direct", "Direct", "直销", "direct sales|直营|直客" },
	{ "distribution", "Distribution", "分销",
	    "distributor|reseller|"
	    "indirect|渠道|经销|代理" },
	{ "e-commerce", "E-commerce", "电商",
	    "online|online store|电子商务|线上" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_grade[] = {
	{ "A", "A", "A级", "A类" },
	{ "B", "B", "B级", "B类" },
	{ "C", "C", "C级", "C类" },
	{ "D", "D", "D级", "D类" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_forecast[] = {
	{ "omitted", "Omitted", "不计入", "omit|excluded|忽略" },
	{ "pipeline", "Pipeline", "漏斗", "储备|进行中" },
	{ "best_case", "Best case", "乐观", "upside|可争取|最佳情况" },
	{ "commit", "Commit", "承诺", "committed|确定|把握" },
	{ "closed", "Closed", "已成交", "已结单|完成" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_stage_type[] = {
	{ "open", "Open", "进行中", "打开" },
	{ "won", "Won", "赢单", "closed won|win|成交", CRM_TONE_GOOD },
	{ "lost", "Lost", "输单", "closed lost|lose|丢单", CRM_TONE_BAD },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_user_role[] = {
	{ "admin", "Administrator", "管理员",
	    "system administrator|系统管理员" },
	{ "manager", "Manager", "经理",
	    "sales manager|team lead|主管|销售经理" },
	{ "rep", "Sales rep", "销售代表",
	    "sales|sales representative|"
	    "sales agent|salesperson|销售|销售员|业务员" },
	{ "marketing", "Marketing", "市场", "市场专员|市场部" },
	{ "finance", "Finance", "财务", "accounting|财务部" },
	{ "legal", "Legal", "法务", "法务部" },
	{ "warehouse", "Warehouse", "仓库", "仓管|仓库管理员" },
	{ "service", "Service", "客服", "customer service|support|售后" },
	{ "analyst", "Analyst", "分析员", "分析师|数据分析" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_activity[] = {
	{ "call", "Call", "电话",
	    "phone|phone call|outbound call|打电话|通话|"
	    "电话沟通" },
	{ "visit", "Visit", "拜访",
	    "site visit|on-site visit|上门拜访|外勤|客户拜访" },
	{ "email", "E-mail", "邮件", "mail|发邮件" },
	{ "meeting", "Meeting", "会议",
	    "event|meet|appointment|lunch|会面|开会" },
	{ "note", "Note", "记录", "memo|备注|跟进记录" },
	{ "chat", "Chat", "聊天", "wechat|message|im|微信|在线沟通" },
	{ "demo", "Demo", "演示", "demonstration|presentation|产品演示" },
	{ "other", "Other", "其他", "others|其它|task|to-do|deadline" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_priority[] = {
	{ "low", "Low", "低", "lowest|不急|cold" },
	{ "normal", "Normal", "普通", "medium|中|一般|warm" },
	{ "high", "High", "高", "重要|hot" },
	{ "urgent", "Urgent", "紧急", "highest|critical|加急" },
	{ NULL, NULL, NULL, NULL },
};
