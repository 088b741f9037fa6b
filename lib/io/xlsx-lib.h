/*
 * libxlsxwriter, loaded when a spreadsheet is written: linking it would double
 * the start-up time of every command.
 */
#ifndef CRM_IO_XLSX_LIB_H
#define CRM_IO_XLSX_LIB_H

#include <xlsxwriter.h>

#include <crm/base/err.h>

#define CRM_XLSX_FUNCTIONS(X) \
	X(workbook_new_opt) \
	X(workbook_add_worksheet) \
	X(workbook_get_worksheet_by_name) \
	X(workbook_add_format) \
	X(workbook_add_chart) \
	X(worksheet_insert_chart) \
	X(chart_add_series) \
	X(chart_series_set_name) \
	X(chart_series_set_fill) \
	X(chart_series_set_line) \
	X(chart_title_set_name) \
	X(chart_legend_set_position) \
	X(chart_axis_set_reverse) \
	X(chart_axis_set_num_format) \
	X(chart_axis_set_crossing_max) \
	X(workbook_set_properties) \
	X(workbook_set_custom_property_string) \
	X(workbook_close) \
	X(worksheet_write_number) \
	X(worksheet_write_string) \
	X(worksheet_write_boolean) \
	X(worksheet_write_formula_num) \
	X(worksheet_set_column) \
	X(worksheet_freeze_panes) \
	X(worksheet_autofilter) \
	X(worksheet_fit_to_pages) \
	X(worksheet_set_landscape) \
	X(worksheet_set_paper) \
	X(worksheet_repeat_rows) \
	X(format_set_bold) \
	X(format_set_align) \
	X(format_set_num_format) \
	X(lxw_strerror) \
	X(lxw_workbook_free)

struct crm_xlsx_lib {
	void *handle;
#define X(name) __typeof__(&name) name;
	CRM_XLSX_FUNCTIONS(X)
#undef X
};

enum crm_status crm_xlsx_load(struct crm_xlsx_lib *lib, struct crm_err *err);
void crm_xlsx_unload(struct crm_xlsx_lib *lib);

#endif
