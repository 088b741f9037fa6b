/* The order of Chinese texts by their pinyin, from ICU, which is loaded for it. */
#ifndef CRM_PINYIN_H
#define CRM_PINYIN_H

#include <crm/base/err.h>
#include <crm/base/text.h>

/* Sorts texts of UTF-8 by pinyin, what is written in letters behind that; those
 * that it holds for equal by their bytes.  CRM_FAIL where ICU is not there. */
enum crm_status
crm_pinyin_sort(struct crm_text *texts, size_t n, struct crm_err *err);

#endif
