/* mkres.c - a build tool: puts lang/ and data/ into one container (see res.h).
 *
 * usage: mkres OUT DEPFILE LANG_DIR DATA_DIR
 * A file of LANG_DIR/fr is named "fr/NAME", one of DATA_DIR "NAME".  Tests (*.test),
 * pages (*.md), what a training leaves (*.part, *.new) and hidden
 * files stay out.  DEPFILE gets a make rule naming every file read.
 */
#include "base/syms.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct { char name[128], path[1024]; char *bytes; uint64_t len; } entry;
static entry *entries;
static size_t n_entries, cap_entries;
static FILE *deps;

static void die(const char *what, const char *path)
{
    (void)fprintf(stderr, "mkres: %s: %s\n", path, what);
    exit(1);
}

static char *slurp(const char *path, uint64_t *len)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    *len = 0;
    if (!f)
        die("cannot be opened", path);
    for (size_t cap = 1 << 16, n = 1; n; cap *= 2) {
        bytes = realloc(bytes, cap);
        if (!bytes)
            die("no memory left", path);
        n = fread(bytes + *len, 1, cap - *len, f);
        *len += n;
        if (*len < cap)
            break;
    }
    if (ferror(f))
        die("cannot be read", path);
    (void)fclose(f);
    return bytes;
}

static bool wanted(const char *name)
{
    static const char *const out[] = {".test", ".md", ".new", ".part"};
    size_t n = strlen(name);
    bool in = name[0] != '.';
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        in = in && !(n > strlen(out[i]) && !strcmp(name + n - strlen(out[i]), out[i]));
    return in;
}

static void add_folder(const char *dir, const char *prefix, bool deeper)
{
    DIR *d = opendir(dir);
    if (!d)
        die("cannot be opened", dir);
    (void)fprintf(deps, " %s", dir);
    for (struct dirent *e; (e = readdir(d));) {
        char path[1024], name[128];
        if (!wanted(e->d_name))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        DIR *sub = opendir(path);
        if (sub) {
            (void)closedir(sub);
            (void)snprintf(name, sizeof name, "%.100s/", e->d_name);
            if (deeper)
                add_folder(path, name, false);
            continue;
        }
        if (deeper && !prefix)
            continue;
        if (n_entries == cap_entries) {
            cap_entries = cap_entries ? cap_entries * 2 : 64;
            entries = realloc(entries, cap_entries * sizeof *entries);
            if (!entries)
                die("no memory left", path);
        }
        entry *x = &entries[n_entries++];
        (void)snprintf(x->name, sizeof x->name, "%.20s%.100s", prefix, e->d_name);
        (void)snprintf(x->path, sizeof x->path, "%s", path);
        x->bytes = slurp(path, &x->len);
        (void)fprintf(deps, " %s", path);
    }
    (void)closedir(d);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

static void put(FILE *f, uint64_t x, int bytes)
{
    for (int i = 0; i < bytes; i++)
        (void)fputc((int)(x >> 8 * i & 0xff), f);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        die("wants OUT DEPFILE LANG_DIR DATA_DIR", "usage");
    deps = fopen(argv[2], "w");
    FILE *out = fopen(argv[1], "wb");
    if (!deps || !out)
        die("cannot be written", argv[1]);
    (void)fprintf(deps, "%s:", argv[1]);
    add_folder(argv[3], NULL, true);
    add_folder(argv[4], "", false);
    (void)fprintf(deps, "\n");
    qsort(entries, n_entries, sizeof *entries, by_name);

    uint64_t names = 16 + 32 * n_entries, at = names;
    for (size_t i = 0; i < n_entries; i++)
        at += strlen(entries[i].name);
    (void)fwrite("RCPRES1", 1, 8, out);
    put(out, n_entries, 4);
    put(out, 0, 4);
    uint64_t beg = at;
    for (size_t i = 0; i < n_entries; i++) {
        beg = (beg + 63) / 64 * 64;
        put(out, names, 4);
        put(out, strlen(entries[i].name), 4);
        put(out, beg, 8);
        put(out, entries[i].len, 8);
        put(out, rcp_hash(entries[i].bytes, entries[i].len), 8);
        names += strlen(entries[i].name);
        beg += entries[i].len;
    }
    for (size_t i = 0; i < n_entries; i++)
        (void)fputs(entries[i].name, out);
    for (size_t i = 0; i < n_entries; i++) {
        for (; at % 64; at++)
            (void)fputc(0, out);
        (void)fwrite(entries[i].bytes, 1, entries[i].len, out);
        at += entries[i].len;
        free(entries[i].bytes);
    }
    free(entries);
    if (fclose(out) || fclose(deps))
        die("cannot be written", argv[1]);
    return 0;
}
