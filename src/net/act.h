/* act.h - tanh and the logistic function, fast and alike on every machine.
 *
 * Lambert's continued fraction for tanh (1768), cut after the seventh term; within 1e-4 of the
 * true value where it is used.  Only +, * and /, no fused operations (-ffp-contract=off): the same
 * bits on every machine, with or without vectors.
 */
#ifndef RCP_NET_ACT_H
#define RCP_NET_ACT_H

static inline float rcp_tanh(float x)
{
    enum { A0 = 135135, A1 = 17325, A2 = 378, B1 = 62370, B2 = 3150, B3 = 28 };
    const float edge = 4.97f;           /* from here on it is 1 */
    x = x > edge ? edge : x;
    x = x < -edge ? -edge : x;
    float y = x * x;
    return x * (A0 + y * (A1 + y * (A2 + y))) / (A0 + y * (B1 + y * (B2 + y * B3)));
}

static inline float rcp_logistic(float x)
{
    return 0.5f + 0.5f * rcp_tanh(0.5f * x);
}

#endif
