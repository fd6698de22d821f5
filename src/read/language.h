/* language.h - which language a text is in.
 *
 * First by its commonest words (languages.tsv), which settles a report in microseconds; where
 * they are few or do not agree, by libexttextcat, which needs 25 ms to load its fingerprints.
 * Nothing is kept between calls, so threads share nothing.
 */
#ifndef RCP_READ_LANGUAGE_H
#define RCP_READ_LANGUAGE_H

#include "doc/doc.h"

/* The code ("fr") of the text's language, looking at its first 4 KB; "fr" when nothing tells. */
void rcp_language_find(rcp_str text, char out[8]);

#endif
