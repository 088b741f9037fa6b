/* The newest schema; scripts/gen-docs counts it. */
#ifndef CRM_SCHEMA_H
#define CRM_SCHEMA_H

enum { CRM_SCHEMA = 12 };

#endif
