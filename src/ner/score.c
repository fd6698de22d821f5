#include "ner/score.h"

void rcp_ner_count(const rcp_ner_name *key, uint32_t n_key, const rcp_ner_name *answer, uint32_t n_answer,
                   rcp_ner_score *score)
{
    uint32_t k = 0;
    score->key += n_key;
    score->answer += n_answer;
    for (uint32_t i = 0; i < n_answer; i++) {
        rcp_span at = answer[i].span;
        while (k < n_key && key[k].span.end <= at.beg)
            k++;
        for (uint32_t x = k; x < n_key && key[x].span.beg < at.end; x++) {
            bool ends = key[x].span.beg == at.beg && key[x].span.end == at.end;
            bool type = key[x].type == answer[i].type;
            score->ends += ends;
            score->exact += ends && type;
            /* A marked name gives its type once: to the first answer that touches it. */
            bool taken = i && answer[i - 1].type == key[x].type && answer[i - 1].span.end > key[x].span.beg;
            if (type && !taken) {
                score->type++;
                break;
            }
        }
    }
}

static rcp_ner_figures figures(double right, double answers, double keys)
{
    return (rcp_ner_figures){answers > 0 ? right / answers : 0, keys > 0 ? right / keys : 0,
                             answers + keys > 0 ? 2 * right / (answers + keys) : 0};
}

rcp_ner_figures rcp_ner_exact(rcp_ner_score s)
{
    return figures((double)s.exact, (double)s.answer, (double)s.key);
}

rcp_ner_figures rcp_ner_muc(rcp_ner_score s)
{
    return figures((double)(s.ends + s.type), 2 * (double)s.answer, 2 * (double)s.key);
}

rcp_ner_figures rcp_ner_ends(rcp_ner_score s)
{
    return figures((double)s.ends, (double)s.answer, (double)s.key);
}
