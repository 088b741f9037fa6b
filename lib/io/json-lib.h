/*
 * libcjson, loaded when JSON is read: few commands do, and each library costs
 * a twentieth of the start-up time of a point query.
 */
#ifndef CRM_IO_JSON_LIB_H
#define CRM_IO_JSON_LIB_H

#include <cJSON.h>

#include <crm/base/err.h>

#define CRM_JSON_FUNCTIONS(X) \
	X(cJSON_ParseWithLengthOpts) \
	X(cJSON_Delete)

struct crm_json_lib {
	void *handle;
#define X(name) __typeof__(&name) name;
	CRM_JSON_FUNCTIONS(X)
#undef X
};

enum crm_status crm_json_load(struct crm_json_lib *lib, struct crm_err *err);
void crm_json_unload(struct crm_json_lib *lib);

#endif
