/* claim_text.h - how a claim, an event and a report are named to people: short enough for a line. */
#ifndef RCP_CLAIM_TEXT_H
#define RCP_CLAIM_TEXT_H

#include "link/link.h"
#include "render/words.h"

/*
 * A short name for every report: what its file's name begins with ("004" of "004_f92.txt"), all of
 * the name where that is not unlike the others', else the first digits of its id.
 * *out has n_reports strings, owned by `arena`.
 */
rcp_status rcp_short_names(const rcp_links *links, rcp_arena *arena, const rcp_str **out);

/* The name of a report's file without folders and extension; "" where there is no path. */
rcp_str rcp_report_stem(const rcp_link_report *report);

/* "Visite : Vladimir Poutine (Minsk)": the kind of event, and who, to whom, with what, where. */
void rcp_claim_title(rcp_buf *out, const rcp_words *words, const rcp_links *links,
                     const rcp_link_claim *claim);

/* The member of an event that says most; its title is the event's. */
const rcp_link_claim *rcp_event_speaker(const rcp_links *links, const rcp_link_event *event);

/* " · démenti · prévu": the speech act, and what takes away from certainty; nothing for a plain
 * assertion. */
void rcp_claim_how_sure(rcp_buf *out, const rcp_words *words, const rcp_link_claim *claim);

/* Who says so: the source, and through whom; else the outlet, or "l'article 004" where nobody
 * named the outlet.  short_name: of rcp_short_names. */
void rcp_claim_speaker(rcp_buf *out, const rcp_words *words, const rcp_links *links,
                       const rcp_str *short_name, const rcp_link_claim *claim);

/* At most about `max` bytes of the claim's evidence around its predicate, cut at blanks. */
rcp_span rcp_claim_window(const rcp_link_claim *claim, uint32_t max);

/* The words of such a span. */
rcp_str rcp_claim_words(const rcp_link_claim *claim, rcp_span window);

#endif
