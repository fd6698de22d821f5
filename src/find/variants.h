/* variants.h - inside the finder of names: what no list has letter by letter, but has in another spelling
 * (variant/variant.h says what a spelling is).
 *
 *   variants_people.c   runs of capitals that are one known person, or a body with a name of one word
 *   variants_places.c   runs of capitals in a place's position that are one place of the gazetteer
 */
#ifndef RCP_FIND_VARIANTS_H
#define RCP_FIND_VARIANTS_H

#include "find/names.h"
#include "gaz/gaz.h"
#include "variant/variant.h"

struct rcp_name_variants {
    rcp_readings readings;
    rcp_variants full, last;            /* persons' names; last names known alone, and bodies.  Owner: alias number */
};

/* A place one of whose names is near a spelling. */
typedef struct { uint32_t row; rcp_place place; float distance, score; } rcp_place_variant;
enum { RCP_PLACE_VARIANTS = 24 };

/* Places of Ukraine, Belarus and Russia with a name nearer than `most`: some of the nearest, in no order; their
 * number.  Their native names count; the Latin ones of places that have no other. */
uint32_t rcp_place_variants(const rcp_gaz *gaz, const rcp_readings *r, const rcp_lattice *l, float most,
                            rcp_place_variant out[RCP_PLACE_VARIANTS]);

/* Index the names of persons and bodies; names->e is there.  Sets pack->readings. */
rcp_status rcp_name_variants_load(rcp_pack *pack, rcp_names *names, rcp_err *err);

/* Add persons to s->found, before unknown names are looked for. */
rcp_status rcp_variants_people(rcp_search *s);

/* Add places to s->found, after those the gazetteer has letter by letter.  Nothing without a gazetteer. */
rcp_status rcp_variants_places(rcp_search *s);

#endif
