#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

rcp_status rcp_file_read(const char *path, size_t max, char **bytes, size_t *len, rcp_err *err)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    struct stat st;
    size_t cap = 1 << 16, n;
    *bytes = NULL;
    *len = 0;
    if (!f || (!fstat(fileno(f), &st) && S_ISDIR(st.st_mode) && (errno = EISDIR))) {
        rcp_fail_at(err, RCP_E_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
        if (f && f != stdin)
            (void)fclose(f);
        return RCP_E_IO;
    }
    rcp_status s = RCP_OK;
    do {
        char *more = realloc(*bytes, cap);
        if (!more) {
            s = rcp_fail_at(err, RCP_E_MEMORY, path, 0, 0, "no memory left to read it");
            break;
        }
        *bytes = more;
        n = fread(*bytes + *len, 1, cap - *len, f);
        *len += n;
        if (*len > max)
            s = rcp_fail_at(err, RCP_E_LIMIT, path, 0, 0, "is larger than %zu MB; left out",
                            max >> 20);
        cap *= 2;
    } while (!s && n && *len * 2 >= cap);
    if (!s && ferror(f))
        s = rcp_fail_at(err, RCP_E_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
    if (f != stdin)
        (void)fclose(f);
    if (s) {
        free(*bytes);
        *bytes = NULL;
    }
    return s;
}

/* Files of one folder, named prefix + name. */
static rcp_status read_folder(rcp_res *res, const char *dir, const char *prefix, bool languages,
                              rcp_err *err)
{
    DIR *d = opendir(dir);
    rcp_status s = RCP_OK;
    if (!d)
        return rcp_fail_at(err, RCP_E_IO, dir, 0, 0, "cannot be opened: %s", strerror(errno));
    /* The set owns each name and its bytes.  NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
    for (struct dirent *e; !s && (e = readdir(d));) {
        char path[1200], name[128];
        struct stat st;
        size_t n = strlen(e->d_name);
        if (e->d_name[0] == '.' || (n > 5 && !strcmp(e->d_name + n - 5, ".test")) ||
            (n > 3 && !strcmp(e->d_name + n - 3, ".md")))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (stat(path, &st))
            continue;
        if (S_ISDIR(st.st_mode)) {
            (void)snprintf(name, sizeof name, "%.100s/", e->d_name);
            if (languages && !prefix[0])
                s = read_folder(res, path, name, languages, err);
            continue;
        }
        if (languages && !prefix[0])
            continue;
        char *bytes, *kept;
        size_t len;
        (void)snprintf(name, sizeof name, "%.20s%.100s", prefix, e->d_name);
        if ((s = rcp_file_read(path, 64 << 20, &bytes, &len, err)))
            break;
        kept = strdup(name);
        s = kept ? rcp_res_put(res, rcp_str_of(kept), (rcp_str){bytes, (uint32_t)len}, err)
                 : RCP_E_MEMORY;
        if (s) {
            free(kept);
            free(bytes);
        }
    }
    (void)closedir(d);
    return s;
}

rcp_status rcp_res_read_dir(rcp_res *res, const char *dir, bool languages, rcp_err *err)
{
    uint32_t before = res->n;
    rcp_status s = read_folder(res, dir, "", languages, err);
    if (!s && res->n == before)
        s = rcp_fail_at(err, RCP_E_RESOURCE, dir, 0, 0,
                        languages ? "holds no language: it wants folders such as fr/ and en/"
                                  : "holds no file");
    return s;
}

void rcp_res_free(rcp_res *res)
{
    for (uint32_t i = 0; i < res->n; i++) {
        free((void *)(uintptr_t)res->file[i].name.s);
        free((void *)(uintptr_t)res->file[i].bytes.s);
    }
    res->n = 0;
}
