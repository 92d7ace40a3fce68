using System.Text.RegularExpressions;
using Brain.Messages.Commands;

namespace Brain.Cli.Screen;

/// <summary>
/// The silo answers in the spelling of an agent's prompt (<c>/mode sparring</c>); in a shell that is
/// <c>brain mode sparring</c>. What stands in quotes is somebody's own words and stays.
/// </summary>
internal static partial class ShellSpelling
{
    internal static string Of(string text) =>
        Words()
            .Replace(text, found =>
                found.Groups["verb"] is { Success: true, Value: var verb }
                && CommandCatalog.Find(verb) is { InClient: true, Slash: not null }
                    ? $"brain {verb}"
                    : found.Value
            );

    [GeneratedRegex(
        """“[^”]*”|"[^"]*"|(?<![\w/.~-])/(brain:)?(?<verb>[a-z]+)(?![\w/-])""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Words();
}
