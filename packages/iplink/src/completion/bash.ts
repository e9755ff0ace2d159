/** Completion for bash: `source <(iplink-ts completion bash)`. */

/**
 * Bash splits its words at `:`, `=` and `@` too, which addresses, options and `name@link` hold: the line is split
 * anew, and readline is given what follows the last such character.
 */
export function bashScript(name: string): string {
  const complete = functionName(name);
  return `# bash completion for ${name}
${complete}() {
  local line=\${COMP_LINE:0:COMP_POINT} words last
  read -ra words <<<"$line"
  [[ $line == *[[:blank:]] ]] && words+=('')
  last=\${words[\${#words[@]} - 1]}
  mapfile -t COMPREPLY < <(iplink-ts complete ${name} -- "\${words[@]:1}" 2>/dev/null)
  if [[ \${COMPREPLY[0]} == :files ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$last")
    return
  fi
  COMPREPLY=("\${COMPREPLY[@]#"\${last%"\${last##*[$COMP_WORDBREAKS]}"}"}")
}
complete -F ${complete} ${name}
`;
}

function functionName(name: string): string {
  return `_${name.replaceAll('-', '_')}`;
}
