/* layout.h - what the reader and the writer of the gazetteer file share. */
#ifndef RCP_GAZ_LAYOUT_H
#define RCP_GAZ_LAYOUT_H

#include "gaz/gaz.h"

enum { GAZ_HEAD = 64, GAZ_ENTRY = 32, GAZ_ALIGN = 64, GAZ_NAME = 16, GAZ_SECTIONS = 16, GAZ_PLACE = 28,
       GAZ_SUM = 24, GAZ_LANGS = 0x1e, GAZ_LAST = 1, GAZ_CHECK = 12 };
#define GAZ_MAGIC "RCPGAZ1"

/* xxh3 of the head's first bytes and of the table. */
uint64_t rcp_gaz_checksum(const char *bytes, uint32_t n_sections);

/* Letters and digits as one number: a country's three letters, a region's code.  0: it does not fit. */
uint16_t rcp_gaz_pack(rcp_str code);

#endif
