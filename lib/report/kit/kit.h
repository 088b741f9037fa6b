/*
 * What the files of lib/report share; nobody else may include it.
 *
 * A report streams the deals that its filter lets through, once, and groups
 * them while stepping: GROUP BY sorts, a hash does not.
 */
#ifndef CRM_REPORT_KIT_H
#define CRM_REPORT_KIT_H

#include "apart.h"
#include "base.h"
#include "buyers.h"
#include "cannot.h"
#include "chance.h"
#include "closers.h"
#include "closings.h"
#include "deals.h"
#include "dimension.h"
#include "figures.h"
#include "group.h"
#include "held.h"
#include "lines.h"
#include "set.h"
#include "tally.h"
#include "unrated.h"
#include "wait.h"
#include "whole.h"

#endif
