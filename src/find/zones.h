/* zones.h - the clocks that reports name (GMT, heure de Moscou), by data/zones.tsv.
 *
 * The zones of conflicts, capitals and agencies, not all of them.  Summer time follows the rules of
 * the European Union (Directive 2000/84/EC, from 1996) and of the United States (Energy Policy Act
 * of 2005, from 2007); before a zone's own first day, and where the day is not known, a zone with
 * summer time gives no offset.
 */
#ifndef RCP_FIND_ZONES_H
#define RCP_FIND_ZONES_H

#include "lang/pack.h"

enum { RCP_SUMMER_NONE, RCP_SUMMER_EU, RCP_SUMMER_US };
typedef struct { rcp_str name; int32_t minutes, since; uint32_t summer; } rcp_zone;    /* east of UTC, in winter */
typedef struct { rcp_rows rows; } rcp_zones;            /* of rcp_zone; row 0 unused */

/* data/zones.tsv; a pack without the file has no zones. */
rcp_status rcp_zones_load(rcp_pack *pack, rcp_zones *out, rcp_err *err);
/* The row of a zone's name; 0: no such zone. */
uint32_t rcp_zone_of(const rcp_zones *zones, rcp_str name);
/* "Z" or "+03:00" in out[8] for the zone on `day`; "" where it cannot be told. */
const char *rcp_zone_offset(const rcp_zones *zones, uint32_t zone, int32_t day, char out[8]);

#endif
