using System.Text.RegularExpressions;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// The brain's sentences name its commands with a slash; where an agent takes that for its own, they are said as they
/// are typed there.
/// </summary>
internal static partial class CommandSpelling
{
    private const string Slash = "/";

    /// <summary>The answer in that spelling.</summary>
    /// <param name="answer">What leaves.</param>
    /// <param name="prefix">What commands begin with.</param>
    public static SessionAnswer In(SessionAnswer answer, string prefix) =>
        prefix == Slash
            ? answer
            : answer with
            {
                Reason = In(answer.Reason, prefix),
                Message = In(answer.Message, prefix),
                Context = In(answer.Context, prefix),
            };

    private static string? In(string? text, string prefix) =>
        text is null || !text.Contains('/', StringComparison.Ordinal)
            ? text
            : Command()
                .Replace(
                    text,
                    found =>
                        CommandCatalog.Find(found.Groups["name"].Value) is { Slash: not null }
                            ? prefix + found.Groups["name"].Value
                            : found.Value
                );

    // Not the parts of a path: nothing that a path goes on with stands on either side.
    [GeneratedRegex(
        @"(?<![\w/.~*:-])/(?<name>[a-z]+)(?![\w/.*-])",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Command();
}
