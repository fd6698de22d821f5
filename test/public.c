/* public.c - a program that knows only the public header: codes one report, and one that is none. */
#include <recoupe.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    static const char *const lines[] = {
        "{\"id\":\"a\",\"lang\":\"fr\",\"text\":\"Minsk a annoncé un exercice vendredi.\"}",
        "{\"id\":\"b\"}",
    };
    char why[256], *line;
    int bad = 0;
    rcp_library *lib = rcp_library_open(NULL, why, sizeof why);
    if (!lib) {
        (void)puts(why);
        return 1;
    }
    for (int i = 0; i < 2; i++) {
        int status = rcp_library_code(lib, lines[i], strlen(lines[i]), &line);
        bad += (status == 0) != (i == 0) || !line || (strstr(line, "\"error\"") != NULL) != (i == 1);
        (void)fputs(line ? line : "no line\n", stdout);
        rcp_library_release(line);
    }
    rcp_library_close(lib);
    lib = rcp_library_open("xx", why, sizeof why);
    bad += lib != NULL || !strstr(why, "xx");
    (void)printf("%s, version %s\n", bad ? "wrong" : "right", rcp_library_version());
    return bad;
}
