/* gmime, loaded when mail is read: no other command needs it. */
#ifndef CRM_IO_MAIL_LIB_H
#define CRM_IO_MAIL_LIB_H

#if !__has_include(<gmime/gmime.h>)
#error "gmime/gmime.h is missing: scripts/setup installs what is needed (on \
Debian the package libgmime-3.0-dev)"
#endif

#include <gmime/gmime.h>

#include <crm/base/err.h>

#define CRM_MAIL_FUNCTIONS(X) \
	X(g_date_time_to_unix) \
	X(g_date_time_unref) \
	X(g_free) \
	X(g_log_set_default_handler) \
	X(g_mime_content_disposition_get_disposition) \
	X(g_mime_content_type_get_parameter) \
	X(g_mime_content_type_is_type) \
	X(g_mime_data_wrapper_write_to_stream) \
	X(g_mime_init) \
	X(g_mime_message_get_all_recipients) \
	X(g_mime_message_get_date) \
	X(g_mime_utils_header_decode_date) \
	X(g_mime_message_get_from) \
	X(g_mime_message_get_message_id) \
	X(g_mime_message_get_mime_part) \
	X(g_mime_message_get_subject) \
	X(g_mime_message_get_type) \
	X(g_mime_message_part_get_message) \
	X(g_mime_message_part_get_type) \
	X(g_mime_multipart_get_count) \
	X(g_mime_multipart_get_part) \
	X(g_mime_multipart_get_type) \
	X(g_mime_object_get_content_disposition) \
	X(g_mime_object_get_content_type) \
	X(g_mime_object_get_header) \
	X(g_mime_object_write_to_stream) \
	X(g_mime_parser_construct_message) \
	X(g_mime_parser_eos) \
	X(g_mime_parser_new_with_stream) \
	X(g_mime_parser_options_free) \
	X(g_mime_parser_options_new) \
	X(g_mime_parser_options_set_fallback_charsets) \
	X(g_mime_parser_set_format) \
	X(g_mime_parser_set_persist_stream) \
	X(g_mime_parser_tell) \
	X(g_mime_part_get_content) \
	X(g_mime_part_get_filename) \
	X(g_mime_part_get_type) \
	X(g_mime_stream_fs_new) \
	X(g_mime_stream_fs_new_with_bounds) \
	X(g_object_unref) \
	X(g_type_check_instance_is_a) \
	X(internet_address_get_name) \
	X(internet_address_list_get_address) \
	X(internet_address_list_length) \
	X(internet_address_mailbox_get_addr) \
	X(internet_address_mailbox_get_type)

struct crm_mail_lib {
	void *handle;
#define X(name) __typeof__(&name) name;
	CRM_MAIL_FUNCTIONS(X)
#undef X
};

/* CRM_FAIL where it is not installed.  Once loaded it stays until the end. */
enum crm_status crm_mail_load(struct crm_mail_lib *lib, struct crm_err *err);

#endif
