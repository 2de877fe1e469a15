#include "cli/completion_scripts.h"

#include "core/result.h"

namespace shoal::cli {
namespace {

// Nothing of what was typed or suggested is ever evaluated: a share may be called $(anything).
constexpr std::string_view bash_script = R"script(# Completion of shoal in bash, printed by "shoal completion bash".

# Without its quotes; "$HOME" and the like stay as they stand.
_shoal_unquoted() {
    REPLY=${1//\\/}
    case $REPLY in \"* | \'*) REPLY=${REPLY:1} ;; esac
    case $REPLY in *\" | *\') REPLY=${REPLY:0:${#REPLY}-1} ;; esac
}

_shoal() {
    # bash breaks words at = and : and completes only what stands behind them.
    local -a words=() lines=()
    local index word raw='' joins='' REPLY
    for ((index = 1; index <= COMP_CWORD; ++index)); do
        word=${COMP_WORDS[index]}
        if [[ $word =~ ^[=:]+$ && ${#words[@]} -gt 0 ]]; then
            raw+=$word joins=yes
        elif [[ $joins ]]; then
            raw+=$word joins=''
        else
            raw=$word
            words+=('')
        fi
        _shoal_unquoted "$raw"
        words[${#words[@]} - 1]=$REPLY
    done
    local whole=${words[${#words[@]} - 1]} last=${COMP_WORDS[COMP_CWORD]}
    [[ $last =~ ^[=:]+$ ]] && last=''
    local quote=''
    case $last in \"* | \'*) quote=${last:0:1} ;; esac
    _shoal_unquoted "$last"
    local before=${whole%"$REPLY"}

    mapfile -t lines < <(command shoal __complete "${words[@]}" 2>/dev/null)
    COMPREPLY=()
    [[ ${#lines[@]} -gt 0 ]] || return 0
    case ${lines[${#lines[@]} - 1]} in
        :files)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$REPLY")
            return 0
            ;;
        :directories)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$REPLY")
            return 0
            ;;
    esac
    unset 'lines[${#lines[@]} - 1]'
    for word in "${lines[@]}"; do
        word=${word%%$'\t'*}
        word=${word#"$before"}
        if [[ $quote == '"' ]]; then
            word=${word//\\/\\\\} word=${word//\"/\\\"} word=${word//\$/\\\$} word=${word//\`/\\\`}
        elif [[ $quote == "'" ]]; then
            word=${word//\'/\'\\\'\'}
        else
            printf -v word %q "$word"
        fi
        COMPREPLY+=("$word")
    done
    return 0
}

complete -F _shoal shoal)script";

constexpr std::string_view zsh_script = R"script(#compdef shoal
# Completion of shoal in zsh, printed by "shoal completion zsh".

_shoal() {
    local -a lines found shown
    local line
    lines=("${(@f)$(command shoal __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    case $lines[-1] in
        :files) _files; return ;;
        :directories) _files -/; return ;;
    esac
    for line in "${(@)lines[1,-2]}"; do
        found+=("${line%%$'\t'*}")
        shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
    done
    (( $#found )) && compadd -l -d shown -a -- found
}

# Read by compinit it is the function itself; read by "source" it says whom it is for.
if [[ $funcstack[1] == _shoal ]]; then
    _shoal "$@"
else
    compdef _shoal shoal
fi)script";

constexpr std::string_view fish_script = R"script(# Completion of shoal in fish, printed by "shoal completion fish".

function __shoal_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l plain (string unescape -- "$current")
    or set plain "$current"
    set -l lines (command shoal __complete $words "$plain" 2>/dev/null)
    set -q lines[1]
    or return
    set -l more $lines[-1]
    set -e lines[-1]
    switch $more
        case :files
            __fish_complete_path "$current"
        case :directories
            __fish_complete_directories "$current" ''
        case '*'
            printf '%s\n' $lines
    end
end

complete -c shoal -f -a '(__shoal_complete)')script";

}  // namespace

std::string_view completion_script(std::string_view shell) {
    if (shell == "bash") return bash_script;
    if (shell == "zsh") return zsh_script;
    SHOAL_REQUIRE(shell == "fish");
    return fish_script;
}

}  // namespace shoal::cli
