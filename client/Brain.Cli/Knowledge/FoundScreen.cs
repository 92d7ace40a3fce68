using Brain.Cli.Screen;
using Brain.Messages.Knowledge;
using Brain.Messages.Text;

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

        using var text = new StringWriter { NewLine = "\n" };
        var clean = new SanitizingWriter(text);
        Write(found, clean, clean.Write);
        clean.Flush();
        Pager.Show(text.ToString(), () => Write(found, Terminal.Out, heading => Terminal.Write(heading, 1)));
        if (found.Note is { } note)
            Terminal.Error.WriteLine(note);
    }

    private static void Write(SearchResults found, TextWriter to, Action<string> heading)
    {
        if (found.Results.Length == 0)
            to.WriteLine("Nothing was found.");
        else if (!found.Answers)
            to.WriteLine("Nothing here seems to answer that; this is the nearest there is.");
        foreach (var (place, one) in found.Results.Index())
        {
            heading($"{place + 1}. {Where(one)}\n");
            to.WriteLine($"   {Preview(one.Text)}");
            foreach (var turn in one.Around ?? [])
                to.WriteLine($"   {(turn.TurnNum == one.TurnNum ? "→" : " ")} {turn.TurnNum}  {Preview(turn.Text)}");
        }

        foreach (var word in found.Suggestions ?? [])
            to.WriteLine($"Nothing has '{word.Word}'. Did you mean '{word.Another}'?");
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
            parts.Add(one.Agent is { } agent ? $"{agent} session {session}" : $"session {session}");
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
        var line = WhiteSpace.Collapse(text);
        return line.Length <= PreviewMax ? line : string.Concat(line.AsSpan(0, PreviewMax - 1).TrimEnd('\uD83D'), "…");
    }
}
