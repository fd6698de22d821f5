/* completion.c - completion scripts, made from commands.def. */
#include "cli/cli.h"
#include "cli/ledger.h"

static bool takes(const rcp_option_info *o, const char *command)
{
    char word[64];
    (void)snprintf(word, sizeof word, " %s ", command);
    return !o->commands || strstr(o->commands, word);
}

/* What can stand after an option; NULL: files. */
static const char *values_of(const rcp_option_info *o)
{
    static const struct { const char *name, *values; } known[] = {
        {"lang-code", "fr en"},         {"lang-out", "fr en"},  {"colour", "auto always never"},
        {"format", "jsonl links"},      {"dump", "tables conllu numbers"},
        {"status", "single multi_outlet_one_root corroborated disputed contradicted superseded "
                   "actual planned ongoing hypothetical habitual historical"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, o->name))
            return known[i].values;
    return NULL;
}

static void put_bash(rcp_buf *out)
{
    rcp_buf_z(out, "# bash completion for recoupe: source it, or put it in\n"
                   "# ~/.local/share/bash-completion/completions/recoupe\n"
                   "_recoupe() {\n"
                   "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i command=\n"
                   "    COMPREPLY=()\n"
                   "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                   "        case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac\n"
                   "    done\n"
                   "    case $prev in\n");
    for (uint32_t i = 0; i < RCP_N_OPTIONS; i++)
        if (values_of(&rcp_options[i]))
            rcp_buf_f(out, "    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n",
                      rcp_options[i].name, values_of(&rcp_options[i]));
    rcp_buf_z(out, "    esac\n    case $command in\n    '') COMPREPLY=($(compgen -W '");
    for (const rcp_command_info *c = rcp_commands; c->name; c++)
        rcp_buf_f(out, "%s%s", c == rcp_commands ? "" : " ", c->name);
    rcp_buf_z(out, " --help --version' -- \"$cur\")) ;;\n");
    for (const rcp_command_info *c = rcp_commands; c->name; c++) {
        rcp_buf_f(out, "    %s) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '", c->name);
        for (uint32_t i = 0, n = 0; i < RCP_N_OPTIONS; i++)
            if (takes(&rcp_options[i], c->name))
                rcp_buf_f(out, "%s--%s", n++ ? " " : "", rcp_options[i].name);
        rcp_buf_z(out, "' -- \"$cur\")) ;;\n");
    }
    rcp_buf_z(out, "    esac\n}\ncomplete -o default -F _recoupe recoupe\n");
}

/* Text inside '...[...]' of _arguments: brackets, colons and quotes mean something there. */
static void put_zsh_text(rcp_buf *out, const char *z)
{
    for (; *z; z++)
        if (*z == '\'')
            rcp_buf_z(out, "'\\''");
        else {
            if (strchr("[]:\\", *z))
                rcp_buf_char(out, '\\');
            rcp_buf_char(out, *z);
        }
}

static void put_zsh(rcp_buf *out)
{
    rcp_buf_z(out, "#compdef recoupe\n"
                   "# zsh completion for recoupe: put it as _recoupe in a folder of $fpath\n"
                   "_recoupe() {\n    local -a commands\n    commands=(\n");
    for (const rcp_command_info *c = rcp_commands; c->name; c++) {
        rcp_buf_f(out, "        '%s:", c->name);
        put_zsh_text(out, c->help);
        rcp_buf_z(out, "'\n");
    }
    rcp_buf_z(out, "    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
                   "    case $words[2] in\n");
    for (const rcp_command_info *c = rcp_commands; c->name; c++) {
        rcp_buf_f(out, "    %s) _arguments", c->name);
        for (uint32_t i = 0; i < RCP_N_OPTIONS; i++) {
            const rcp_option_info *o = &rcp_options[i];
            if (!takes(o, c->name))
                continue;
            rcp_buf_f(out, " \\\n        '--%s[", o->name);
            put_zsh_text(out, o->help);
            rcp_buf_char(out, ']');
            if (o->arg && values_of(o))
                rcp_buf_f(out, ":%s:(%s)", o->arg, values_of(o));
            else if (o->arg)
                rcp_buf_f(out, ":%s:_files", o->arg);
            rcp_buf_char(out, '\'');
        }
        rcp_buf_z(out, " \\\n        '*:file:_files' ;;\n");
    }
    rcp_buf_z(out, "    esac\n}\n_recoupe \"$@\"\n");
}

int rcp_cmd_completion(rcp_cli *cli)
{
    rcp_buf out = {0};
    const char *shell = cli->n_paths == 1 ? cli->path[0] : "";
    if (!strcmp(shell, "bash"))
        put_bash(&out);
    else if (!strcmp(shell, "zsh"))
        put_zsh(&out);
    else {
        (void)fputs("recoupe: completion takes bash or zsh\n", cli->err);
        return RCP_EXIT_USAGE;
    }
    int status = rcp_cli_write(cli, &out);
    rcp_buf_free(&out);
    return status;
}
