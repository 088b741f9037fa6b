/*
 * Attachments: files of records.  A record of an attachment says which file it is, by
 * its hash, and nothing of it ever changes but its name and notes; the files are in
 * store/files.h.
 */
#ifndef CRM_ATTACH_H
#define CRM_ATTACH_H

#include <crm/store/files.h>

/* The most bytes that one may have: the setting attachment_max, in megabytes. */
int64_t crm_attachment_max(const struct crm_store *s);

/* Makes the record of a file that has come in, about a record ("L12"); not again
 * where that has the same file under the same name: *id is then that one, and *done
 * CRM_ACT_UNCHANGED. */
enum crm_status crm_attach(struct crm_store *s, struct crm_text about,
    struct crm_text name, struct crm_incoming *in, const struct crm_file *f,
    int64_t *id, enum crm_action *done, struct crm_err *err);

/* The file of an attachment, and its name in the arena. */
enum crm_status
crm_attachment_file(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_file *out, struct crm_text *name, struct crm_err *err);

/* Takes the files away that no attachment has any more; deleted ones are none. */
enum crm_status crm_attachments_collect(struct crm_store *s, bool dry,
    crm_file_each *each, void *ctx, struct crm_err *err);

#endif
