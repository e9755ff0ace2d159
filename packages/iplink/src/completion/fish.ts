/** Completion for fish: `iplink-ts completion fish | source`, or a file in ~/.config/fish/completions. */

export function fishScript(name: string): string {
  const complete = `__${name.replaceAll('-', '_')}_complete`;
  return `# fish completion for ${name}
function ${complete}
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l found (iplink-ts complete ${name} -- $words[2..] "$last" 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$last"
    else
        printf '%s\\n' $found
    end
end
complete -c ${name} -f -a '(${complete})'
`;
}
