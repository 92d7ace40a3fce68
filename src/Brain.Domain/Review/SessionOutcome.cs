using System.Collections.Immutable;

namespace Brain.Domain.Review;

/// <summary>What a session came to. Source: <c>sql/review/read_outcome.sql</c>.</summary>
/// <param name="Project">Its folder, or null.</param>
/// <param name="Done">Files that it changed, the newest first, at most 8.</param>
/// <param name="Decided">What was decided, the newest first, at most 3.</param>
/// <param name="Open">What was put aside, the newest first, at most 3.</param>
/// <param name="Undone">Calls that were refused or failed and that nothing made good, at most 8.</param>
public sealed record SessionOutcome(
    string? Project,
    ImmutableArray<string> Done,
    ImmutableArray<string> Decided,
    ImmutableArray<string> Open,
    ImmutableArray<UndoneCall> Undone
)
{
    private const string Decision = "Decided: ";

    /// <summary>Each part that there is something to say of, without its project's folder.</summary>
    internal IEnumerable<string> Parts(int textMax)
    {
        if (Done.Length > 0)
            yield return $"done: {string.Join(", ", Done.Select(Short))}";
        if (Decided.Length > 0)
            yield return $"decided: {Texts(Decided.Select(Plain), textMax)}";
        if (Open.Length > 0)
            yield return $"open: {Texts(Open, textMax)}";
        if (Calls(refused: true) is { Length: > 0 } refused)
            yield return $"refused: {refused}";
        if (Calls(refused: false) is { Length: > 0 } failed)
            yield return $"failed: {failed}";
    }

    private static string Plain(string text) =>
        text.StartsWith(Decision, StringComparison.Ordinal) ? text[Decision.Length..] : text;

    private string Calls(bool refused) =>
        string.Join("; ", Undone.Where(call => call.Refused == refused).Take(3).Select(call => call.ToText(Project)));

    private static string Texts(IEnumerable<string> texts, int max) =>
        string.Join("; ", texts.Select(text => Text.OneLine.Of(text, max)));

    private string Short(string file) =>
        Project is { } root && file.StartsWith(root + "/", StringComparison.Ordinal) ? file[(root.Length + 1)..] : file;
}
