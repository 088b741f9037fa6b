/*
 * libzip and expat, loaded when a workbook is read: no other command needs
 * them.
 */
#ifndef CRM_IO_XLSX_IN_LIB_H
#define CRM_IO_XLSX_IN_LIB_H

#if !__has_include(<zip.h>) || !__has_include(<expat.h>)
#error "zip.h or expat.h is missing: scripts/setup installs what is needed \
(on Debian the packages libzip-dev and libexpat1-dev)"
#endif

#include <expat.h>
#include <zip.h>

#include <crm/base/err.h>

#define CRM_ZIP_FUNCTIONS(X) \
	X(zip_discard) \
	X(zip_error_fini) \
	X(zip_error_init) \
	X(zip_error_strerror) \
	X(zip_fclose) \
	X(zip_file_get_error) \
	X(zip_file_strerror) \
	X(zip_fopen_index) \
	X(zip_fread) \
	X(zip_get_error) \
	X(zip_name_locate) \
	X(zip_open_from_source) \
	X(zip_source_filep_create) \
	X(zip_source_free) \
	X(zip_stat_index) \
	X(zip_strerror)

#define CRM_EXPAT_FUNCTIONS(X) \
	X(XML_ErrorString) \
	X(XML_GetBuffer) \
	X(XML_GetCurrentByteIndex) \
	X(XML_GetErrorCode) \
	X(XML_ParseBuffer) \
	X(XML_ParserCreate) \
	X(XML_ParserFree) \
	X(XML_ResumeParser) \
	X(XML_SetCharacterDataHandler) \
	X(XML_SetElementHandler) \
	X(XML_SetStartDoctypeDeclHandler) \
	X(XML_SetUserData) \
	X(XML_StopParser)

struct crm_xlsx_in_lib {
	void *zip_handle, *expat_handle;
#define X(name) __typeof__(&name) name;
	CRM_ZIP_FUNCTIONS(X)
	CRM_EXPAT_FUNCTIONS(X)
#undef X
};

/* CRM_FAIL where one is not installed; unloading it is fine then too. */
enum crm_status
crm_xlsx_in_load(struct crm_xlsx_in_lib *lib, struct crm_err *err);
void crm_xlsx_in_unload(struct crm_xlsx_in_lib *lib);

#endif
