/* What all headers of this folder need. */
#ifndef CRM_REPORT_BASE_H
#define CRM_REPORT_BASE_H

#include <crm/report/report.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

#endif
