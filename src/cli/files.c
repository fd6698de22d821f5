#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/models.h"

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

rcp_status rcp_file_write(const char *path, const char *bytes, size_t len, rcp_err *err)
{
    char temp[4200];
    (void)snprintf(temp, sizeof temp, "%.4096s.new", path);
    FILE *f = fopen(temp, "wb");
    bool ok = f && fwrite(bytes, 1, len, f) == len && !fflush(f) && !fsync(fileno(f));
    int why = errno;
    if (f && fclose(f)) {
        why = ok ? errno : why;
        ok = false;
    }
    if (ok && !rename(temp, path))
        return RCP_OK;
    why = ok ? errno : why;
    if (f)
        (void)unlink(temp);
    return rcp_fail_at(err, RCP_E_IO, path, 0, 0, "cannot be written: %s", strerror(why));
}

rcp_status rcp_file_map(const char *path, char **bytes, size_t *len, rcp_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st = {.st_size = 0};
    void *p = MAP_FAILED;
    *bytes = NULL;
    *len = 0;
    if (fd >= 0 && !fstat(fd, &st)) {
        if (S_ISDIR(st.st_mode))
            errno = EISDIR;
        else if (st.st_size > UINT32_MAX)
            errno = EFBIG;
        else if (st.st_size == 0)
            p = NULL;
        else
            p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    rcp_status s = p != MAP_FAILED ? RCP_OK
                                   : rcp_fail_at(err, RCP_E_IO, path, 0, 0, "cannot be read: %s",
                                                 strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    if (!s && p) {
        *bytes = p;
        *len = (size_t)st.st_size;
    }
    return s;
}

void rcp_file_unmap(char *bytes, size_t len)
{
    if (len)
        (void)munmap(bytes, len);
}

static void release(rcp_str name, rcp_str bytes)
{
    if (rcp_is_pack_name(name))
        rcp_file_unmap((char *)(uintptr_t)bytes.s, bytes.len);
    else    /* what rcp_file_map gave has a pack's name: NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
        free((void *)(uintptr_t)bytes.s);
    free((void *)(uintptr_t)name.s);
}

/* One file, under the name it is to have; the set owns both. */
static rcp_status read_file(rcp_res *res, const char *path, const char *name, rcp_err *err)
{
    char *bytes, *kept = strdup(name);
    size_t len;
    if (!kept)
        return rcp_fail(err, RCP_E_MEMORY, "no memory left to read %s", path);
    rcp_status s = rcp_is_pack_name(rcp_str_of(name))
                       ? rcp_file_map(path, &bytes, &len, err)
                       : rcp_file_read(path, 64 << 20, &bytes, &len, err);
    if (s) {
        free(kept);
        return s;
    }
    rcp_str all = {bytes, (uint32_t)len};
    s = rcp_res_put(res, rcp_str_of(kept), all, err);
    if (s)
        release(rcp_str_of(kept), all);
    /* The set owns them now.  NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
    return s;
}

/* The same files as the build takes (mkres.c). */
static bool wanted(const char *name)
{
    static const char *const out[] = {".test", ".md", ".new", ".part"};
    size_t n = strlen(name);
    bool in = name[0] != '.';
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        in = in && !(n > strlen(out[i]) && !strcmp(name + n - strlen(out[i]), out[i]));
    return in;
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
        if (!wanted(e->d_name))
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
        (void)snprintf(name, sizeof name, "%.20s%.100s", prefix, e->d_name);
        s = read_file(res, path, name, err);
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
    for (uint32_t i = 0; i < res->n; i++)
        release(res->file[i].name, res->file[i].bytes);
    res->n = 0;
}
