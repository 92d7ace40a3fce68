using System.CommandLine;
using Brain.Cli.Screen;

namespace Brain.Cli.Install;

/// <summary><c>brain completion</c>: a script that makes a shell ask this program what comes next.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        _brain() {
            local cur="${COMP_WORDS[COMP_CWORD]}" word
            COMPREPLY=()
            while IFS= read -r word; do
                [[ "$word" == "$cur"* ]] && COMPREPLY+=("$(printf %q "$word")")
            done < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o default -F _brain brain

        """;

    private const string Zsh = """
        #compdef brain
        _brain() {
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a found
        }
        compdef _brain brain

        """;

    private const string Fish = """
        complete -c brain -f -a '(set -l line (commandline -cp); brain "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'

        """;

    internal static Command Make()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var verb = new CatalogCommand("completion") { shell };
        verb.SetAction(parsed =>
        {
            Terminal.Out.Write(
                parsed.GetValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            );
            return ExitCode.Ok;
        });
        return verb;
    }
}
