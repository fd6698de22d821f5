/* doctor.c - `recoupe stages` and `recoupe doctor`: what this program is made of, and works. */
#include <json-c/json_c_version.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "cli/packs.h"
#include "lang/models.h"
#include "line.h"
#include "render/json.h"

int rcp_cmd_stages(rcp_cli *cli)
{
    for (int i = 0; i < RCP_N_STAGES; i++) {
        const rcp_stage_info *s = &rcp_stages[i];
        if (cli->opt[RCP_OPT_JSON])
            (void)fprintf(cli->out, "{\"stage\":\"%s\",\"needs\":\"%s\",\"makes\":\"%s\"}\n", s->name,
                          s->needs, s->makes);
        else
            (void)fprintf(cli->out, "%d. %-8s %s\n", i + 1, s->name, s->makes);
    }
    return RCP_EXIT_OK;
}

typedef struct { const char *lang, *text; } sample;

/* Sentences of ours, on which every stage has to work. */
static const sample samples[] = {
    {"fr", "MINSK, 19 décembre 2022 – Le porte-parole du Kremlin, Dmitri Peskov, a démenti lundi que "
           "la Russie ait déployé deux avions en Biélorussie."},
    {"en", "MINSK, 19 December 2022 - Kremlin spokesman Dmitry Peskov denied on Monday that Russia "
           "had deployed two aircraft to Belarus."},
};

/* Run one sample; what came out, in a line. */
static bool self_test(rcp_cli *cli, const sample *s, rcp_buf *out)
{
    rcp_input in = {.bytes = rcp_str_of(s->text), .decoded = true, .path = RCP_STR("self-test"),
                    .lang = rcp_str_of(s->lang)};
    rcp_err err = {0};
    rcp_doc doc;
    const rcp_pack *pack;
    if (rcp_code_input(&cli->packs, &in, RCP_CLAIM, &doc, &pack, &err)) {
        rcp_buf_z(out, err.message);
        return false;
    }
    bool sound = rcp_doc_check(&doc, &err) == RCP_OK;
    if (!sound)
        rcp_buf_z(out, err.message);
    else
        rcp_buf_f(out, "%u words, %u names, %u times, %u quantities, %u events, %u attributions, %u claims",
                  doc.word.n - 1, doc.mention.n - 1, doc.time.n - 1, doc.quantity.n - 1,
                  doc.event.n - 1, doc.attribution.n - 1, doc.claim.n - 1);
    sound = sound && doc.word.n > 10;
    rcp_doc_close(&doc);
    return sound;
}

static void put_item(const rcp_cli *cli, rcp_buf *out, const char *group, const char *name,
                     const char *value)
{
    if (cli->opt[RCP_OPT_JSON]) {
        rcp_buf_f(out, "{\"%s\":", group);
        rcp_buf_json(out, rcp_str_of(name));
        rcp_buf_z(out, ",\"is\":");
        rcp_buf_json(out, rcp_str_of(value));
        rcp_buf_z(out, "}\n");
    } else
        rcp_buf_f(out, "%-9s %-22s %s\n", group, name, value);
}

static void put_versions(const rcp_cli *cli, rcp_buf *out)
{
    char z[64];
    put_item(cli, out, "program", "recoupe", RCP_VERSION);
    (void)snprintf(z, sizeof z, "%s, ledger version %d", sqlite3_libversion(), RCP_LEDGER_VERSION);
    put_item(cli, out, "library", "SQLite", z);
    put_item(cli, out, "library", "FTS5", sqlite3_compileoption_used("ENABLE_FTS5") ? "yes" : "MISSING");
    put_item(cli, out, "library", "libxml2", LIBXML_DOTTED_VERSION);
    put_item(cli, out, "library", "json-c", JSON_C_VERSION);
    put_item(cli, out, "library", "utf8proc", utf8proc_version());
    put_item(cli, out, "library", "OpenSSL", OpenSSL_version(OPENSSL_VERSION));
}

/* Every resource file of a pack: its size and checksum; data/SOURCES.md says where it is from. */
static void put_pack(const rcp_cli *cli, rcp_buf *out, const rcp_pack *pack)
{
    char z[96], name[80];
    (void)snprintf(z, sizeof z, "%u files, %u names known", pack->res.n, pack->entities.n - 1);
    put_item(cli, out, "pack", pack->lang, z);
    for (uint32_t i = 0; i < pack->res.n; i++) {
        const rcp_res_file *f = &pack->res.file[i];
        (void)snprintf(name, sizeof name, "%.*s", (int)(f->name.len > 70 ? 70 : f->name.len),
                       f->name.s);
        (void)snprintf(z, sizeof z, "%u bytes, xxh3 %016llx", f->bytes.len,
                       (unsigned long long)f->hash);
        put_item(cli, out, "file", name, z);
    }
}

static bool put_models(const rcp_cli *cli, rcp_buf *out, const rcp_pack *pack)
{
    rcp_buf z = {0};
    rcp_err err = {0};
    bool sound = rcp_models_check(&pack->models, &err) == RCP_OK;
    if (sound)
        rcp_models_short(&z, &pack->models);
    else
        rcp_buf_z(&z, err.message);
    rcp_buf_char(&z, '\0');
    put_item(cli, out, sound ? "models" : "FAILS", pack->lang, z.failed || !z.s[0] ? "none" : z.s);
    rcp_buf_free(&z);
    return sound;
}

static void put_gazetteer(const rcp_cli *cli, rcp_buf *out)
{
    char z[96];
    if (cli->gaz.file)
        (void)snprintf(z, sizeof z, "%u bytes, %u places", cli->gaz.bytes.len, cli->gaz.n);
    put_item(cli, out, "gazetteer", cli->gaz.file ? cli->gaz.file : "none", cli->gaz.file ? z : "only data/places.tsv is known");
}

int rcp_cmd_doctor(rcp_cli *cli)
{
    rcp_buf out = {0};
    put_versions(cli, &out);
    int status = rcp_cli_packs(cli), wrote;
    for (uint32_t i = 0; !status && i < cli->packs.n; i++) {
        put_pack(cli, &out, &cli->packs.pack[i]);
        if (!put_models(cli, &out, &cli->packs.pack[i]))
            status = RCP_EXIT_OPEN;
    }
    if (!status)
        put_gazetteer(cli, &out);
    for (size_t i = 0; !status && i < sizeof samples / sizeof *samples; i++) {
        rcp_buf what = {0};
        bool sound = self_test(cli, &samples[i], &what);
        put_item(cli, &out, sound ? "works" : "FAILS", samples[i].lang, what.s ? what.s : "");
        rcp_buf_free(&what);
        if (!sound)
            status = RCP_EXIT_OPEN;
    }
    wrote = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    return wrote ? wrote : status;
}
