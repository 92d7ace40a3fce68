using System.Globalization;
using System.Text.Json.Nodes;
using Brain.Cli.Screen;
using Brain.Client.Hooks;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Cli.Sessions;

/// <summary>A session's status line in words.</summary>
internal static class StatusLineText
{
    private const string Between = " · ";
    private const int PurposeMax = 48;

    // Less than that is what every session has.
    private const double DriftShown = 0.2;

    /// <summary>Purpose, mode, budget, drift and what waits.</summary>
    internal static string Segment(StatusLine line) => string.Join(Between, Parts(line));

    /// <summary>The same, and behind it what the agent says of cost and limits.</summary>
    internal static string Whole(StatusLine line, StatusLineInput input) =>
        string.Join(Between, [.. Parts(line), .. Said(input)]);

    /// <summary>The line as JSON, with what the agent says of itself.</summary>
    /// <param name="line">A <see cref="StatusLine"/>, as it came.</param>
    /// <param name="input">What the agent said.</param>
    internal static JsonObject Json(JsonObject line, StatusLineInput input)
    {
        Put("model", input.Model);
        Put("cost_usd", input.CostUsd);
        Put("context_percent", input.ContextPercent);
        Put("five_hour_percent", input.FiveHourPercent);
        Put("seven_day_percent", input.SevenDayPercent);
        return line;

        void Put(string name, JsonNode? value)
        {
            if (value is not null)
                line[name] = value;
        }
    }

    private static IEnumerable<string> Parts(StatusLine line)
    {
        yield return line.Purpose is { } purpose
            ? Cut(TerminalText.Line(purpose)) + (line.Provisional ? " (provisional)" : "")
            : "no purpose";
        yield return line.Mode.ToString().ToLowerInvariant();
        if (line.Budget is { } cap)
            yield return $"{Humanize.Tokens(line.Tokens)}/{Humanize.Tokens(cap)} tokens";
        foreach (var spend in line.Spend)
            yield return $"{Dollars(spend.SpentUsd)}/{Dollars(spend.CapUsd)} {TerminalText.Line(spend.Of)}";
        if (line is { Budget: null, Spend: [] })
            yield return $"{Humanize.Tokens(line.Tokens)} tokens";
        if (line.Drift >= DriftShown)
            yield return string.Create(CultureInfo.InvariantCulture, $"drift {line.Drift:0.0}");
        if (line.Checkpoint)
            yield return "the Cop asks";
        if (line.LateRuns > 0)
            yield return $"{line.LateRuns} late";
        if (line.Learnings > 0)
            yield return $"{line.Learnings} to review";
    }

    private static IEnumerable<string> Said(StatusLineInput input)
    {
        if (input.CostUsd is { } usd)
            yield return Dollars(usd);
        if (input.FiveHourPercent is { } hours)
            yield return string.Create(CultureInfo.InvariantCulture, $"5h {hours:0}%");
        if (input.SevenDayPercent is { } days)
            yield return string.Create(CultureInfo.InvariantCulture, $"7d {days:0}%");
    }

    private static string Dollars(decimal usd) => usd.ToString("$0.00", CultureInfo.InvariantCulture);

    private static string Cut(string text) =>
        text.Length <= PurposeMax
            ? text
            : text[..(char.IsHighSurrogate(text[PurposeMax - 2]) ? PurposeMax - 2 : PurposeMax - 1)] + "…";
}
