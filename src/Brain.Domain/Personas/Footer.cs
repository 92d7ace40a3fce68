using Brain.Domain.Text;
using Brain.Domain.Watching;

namespace Brain.Domain.Personas;

/// <summary>How quiet personas are.</summary>
/// <param name="RepeatAfterTurns">
/// An identical line is shown again after so many turns: 1 for every turn, 0 for never. At most
/// <see cref="RepeatAfterTurnsMax"/>.
/// </param>
public sealed record FooterSettings(int RepeatAfterTurns = 10)
{
    /// <summary>The largest number of turns; more means the same as never.</summary>
    public const int RepeatAfterTurnsMax = 10_000;
}

/// <summary>A persona's line as it was last shown in a session.</summary>
/// <param name="Line">The line.</param>
/// <param name="TurnsSince">How many turns ago: 1 for the turn before this one.</param>
public sealed record FooterShown(string Line, int TurnsSince);

/// <summary>Which lines stand under a turn. What is not shown is written all the same.</summary>
public static class Footer
{
    /// <summary>The line that is shown for a persona; null for none.</summary>
    /// <param name="watcher">Who.</param>
    /// <param name="line">What it says now: <see cref="WatchEvaluator.Line"/>, or <see cref="MutedLine"/> for a muted
    /// one; null for nothing.</param>
    /// <param name="last">What was last shown of it, or null.</param>
    /// <param name="settings">How quiet it is.</param>
    public static string? Of(WatchingPersona watcher, string? line, FooterShown? last, FooterSettings settings)
    {
        if (string.IsNullOrEmpty(line))
            return null;
        // That it is muted is said once, though its precision goes on changing.
        var isSaid = watcher.Muted
            ? last?.Line.StartsWith(MutedStart(watcher), StringComparison.Ordinal) ?? false
            : last?.Line == line;
        if (!isSaid)
            return line;
        return
            !watcher.Muted
            && settings.RepeatAfterTurns is > 0 and <= FooterSettings.RepeatAfterTurnsMax
            && last!.TurnsSince >= settings.RepeatAfterTurns
            ? line
            : null;
    }

    /// <summary>
    /// Says that a persona is muted and why: <c>🔧 Steve is muted (precision 20 % over 10 ratings): /persona unmute
    /// Steve</c>.
    /// </summary>
    /// <param name="watcher">Who.</param>
    /// <param name="precision">0 to 1.</param>
    /// <param name="ratings">How many ratings it was made of.</param>
    public static string MutedLine(WatchingPersona watcher, double precision, int ratings) =>
        OneLine.Of(
            $"{MutedStart(watcher)}(precision {Math.Round(Math.Clamp(precision, 0, 1) * 100):0} % over {ratings} "
                + $"rating{(ratings == 1 ? "" : "s")}): /persona unmute {watcher.Name}",
            WatchEvaluator.LineMax
        );

    private static string MutedStart(WatchingPersona watcher) =>
        $"{OneLine.Of($"{watcher.Emoji} {watcher.Name}", 80)} is muted ";
}
