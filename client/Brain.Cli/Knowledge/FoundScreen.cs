using Brain.Cli.Screen;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary>
/// What was found, as people read it: where each row is from, what its score is made of, and a line of it.
/// </summary>
internal static class FoundScreen
{
    private const int PreviewMax = 160;

    internal static void Print(SearchResults found)
    {
        if (found.Refusal is { } refusal)
        {
            Terminal.Error.WriteLine(refusal.Message);
            return;
        }

        if (found.Results.Length == 0)
            Terminal.Out.WriteLine("Nothing was found.");
        else if (!found.Answers)
            Terminal.Out.WriteLine("Nothing here seems to answer that; this is the nearest there is.");
        foreach (var (place, one) in found.Results.Index())
        {
            Terminal.Write($"{place + 1}. {Where(one)}\n", 1);
            Terminal.Out.WriteLine($"   {Preview(one.Text)}");
            foreach (var turn in one.Around ?? [])
                Terminal.Out.WriteLine(
                    $"   {(turn.TurnNum == one.TurnNum ? "→" : " ")} {turn.TurnNum}  {Preview(turn.Text)}"
                );
        }

        foreach (var word in found.Suggestions ?? [])
            Terminal.Out.WriteLine($"Nothing has '{word.Word}'. Did you mean '{word.Another}'?");
        if (found.Note is { } note)
            Terminal.Error.WriteLine(note);
    }

    private static string Where(SearchResult one)
    {
        var parts = new List<string> { one.TurnNum is { } turn ? $"{one.Kind} {turn}" : one.Kind };
        if (one.Status is not ("" or "ok" or "active"))
            parts.Add(one.Status == "rejected" ? "tried and refuted" : one.Status);
        parts.Add(ClockTime.Minute(one.At));
        if (one.Project is { } project)
            parts.Add(project);
        if (one.SessionId is { } session)
            parts.Add($"session {session}");
        if (one.Importance is { } importance)
            parts.Add($"importance {importance}");
        if (one.Confidence is { } confidence)
            parts.Add($"confidence {confidence:0.##}");
        parts.Add(Score(one));
        return string.Join(" · ", parts);
    }

    private static string Score(SearchResult one) =>
        one.Parts is { } parts
            ? $"{one.Score:0.0} (words {parts.Words:0.0}, meaning {parts.Meaning:0.0}, session {parts.Session:0.0}, "
                + $"worth {parts.Worth:0.0})"
            : $"{one.Score:0.0}";

    private static string Preview(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= PreviewMax ? line : string.Concat(line.AsSpan(0, PreviewMax - 1).TrimEnd('\uD83D'), "…");
    }
}
