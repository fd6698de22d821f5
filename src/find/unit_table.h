/* unit_table.h - data/units.tsv: what units there are, and their exact factors. */
#ifndef RCP_FIND_UNIT_TABLE_H
#define RCP_FIND_UNIT_TABLE_H

#include "lang/pack.h"

/* One unit is (num * x + off) / den of its base units: whole numbers, so that a value is rounded
 * once.  den = 0: it has no SI value (money, magnitudes; months and years, whose length varies). */
typedef struct { rcp_sym name; double num, off, den; } rcp_unit;

typedef struct { const rcp_unit *row; uint32_t n; } rcp_unit_table;

/* Read the file into pack->arena; without it the table is empty. */
rcp_status rcp_unit_table_load(rcp_pack *pack, rcp_unit_table *out, rcp_err *err);

/* The unit of that name, or NULL. */
const rcp_unit *rcp_unit_named(const rcp_unit_table *table, rcp_sym name);

/* x units in base units; NaN where it has none, or x is NaN. */
double rcp_unit_si(const rcp_unit *unit, double x);

/* A decimal ("1609.344", "8e15") or one over another ("5/18") as num over den, both whole; false
 * when it is none. */
bool rcp_exact_parse(rcp_str s, double *num, double *den);

#endif
