/* entity_facts.h - what data/ tells of entities beside their names: Wikidata ids, ranges of equipment. */
#ifndef RCP_ENTITY_FACTS_H
#define RCP_ENTITY_FACTS_H

#include "lang/entity.h"

/* Read wikidata.tsv and equipment_ranges.tsv into the rows of *e, which are all there and indexed.
 * A bad line is RCP_E_RESOURCE: an id that no table has, one given twice, an item that two
 * have, a low end above the high one, a figure without a source. */
rcp_status rcp_entity_facts_load(rcp_entities *e, const rcp_res *res, rcp_syms *syms, rcp_arena *a,
                                 rcp_err *err);

#endif
