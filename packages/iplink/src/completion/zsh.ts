/** Completion for zsh: `source <(iplink-ts completion zsh)` behind compinit, or a file in fpath. */

export function zshScript(name: string): string {
  return `#compdef ${name}
_${name}() {
  local -a found
  found=("\${(@f)$(iplink-ts complete ${name} -- "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
  if [[ $found[1] == :files ]]; then
    _files
  else
    compadd -a -- found
  fi
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}
