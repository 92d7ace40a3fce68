using System.CommandLine;
using System.Globalization;
using Brain.Cli.Knowledge;
using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Costs;
using Brain.Messages.Sessions;

namespace Brain.Cli.Costs;

/// <summary>
/// <c>brain cost</c>: what was used and what it cost, what of it was for nothing, and what came of it.
/// </summary>
internal static class CostVerb
{
    internal static Command Make(BrainHome home)
    {
        var by = new Option<string>("--by")
        {
            Description = $"Group by {string.Join(", ", CostReport.Groupings)}.",
            DefaultValueFactory = _ => "day",
        };
        by.AcceptOnlyFromAmong([.. CostReport.Groupings]);
        var (since, until) = (
            new Option<string?>("--since") { Description = "From then on: a date, or 24h, 7d, 2w.", HelpName = "TIME" },
            new Option<string?>("--until") { Description = "Before then.", HelpName = "TIME" }
        );
        var (wasted, outcome) = (
            new Option<bool>("--wasted") { Description = "What was done for nothing, each with what it cost." },
            new Option<bool>("--outcome") { Description = "Each turn's cost beside the commits that came of it." }
        );
        var (session, project, json) = (SharedOptions.Session(), SharedOptions.Project(), SharedOptions.Json());
        project.Description = "Sessions on this folder's project alone.";
        session.Description = "One session, by model and kind of token.";
        var verb = new CatalogCommand("cost") { by, since, until, wasted, outcome, session, project, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            if (parsed.GetValue(session) is not null)
                return CostsVerb.Show(client, parsed.GetValue(session), parsed.GetValue(json));
            var asked = Query(
                ("since", Time(parsed.GetValue(since))),
                ("until", Time(parsed.GetValue(until))),
                ("project", SharedOptions.Folder(parsed.GetValue(project)))
            );
            if (parsed.GetValue(wasted))
                return Print(client.Wasted(asked), parsed.GetValue(json), Wasted);
            if (parsed.GetValue(outcome))
                return Print(client.Outcomes(asked), parsed.GetValue(json), Outcomes);
            return Print(
                client.Costs(asked + Query(("by", parsed.GetValue(by)), ("zone", Zone(TimeZoneInfo.Local.Id)))),
                parsed.GetValue(json),
                Report
            );
        });
        return verb;
    }

    /// <summary>A zone's name; null where no other machine knows it, and the silo's days are meant.</summary>
    internal static string? Zone(string local) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(local, out var zone) && zone.HasIanaId ? local : null;

    private static int Print<T>(T found, bool json, Action<T> print)
    {
        if (json)
            JsonScreen.Print(found);
        else
            print(found);
        return ExitCode.Ok;
    }

    private static void Report(CostReport report)
    {
        var table = new TextTable(
            report.By.ToUpperInvariant(),
            "COST",
            "INPUT",
            "OUTPUT",
            "CACHE 5M",
            "CACHE 1H",
            "READ",
            "FROM"
        );
        foreach (var one in report.Groups)
            table.Add(
                Name(report, one),
                CostsVerb.Dollars(one.CostUsd) + (one.Unpriced.Length > 0 ? " +?" : ""),
                Humanize.Tokens(one.Input),
                Humanize.Tokens(one.Output),
                Humanize.Tokens(one.CacheWrite5m),
                Humanize.Tokens(one.CacheWrite1h),
                Humanize.Tokens(one.CacheRead),
                one.Sources.ToString()
            );
        table.Print(Terminal.Out);
        Terminal.Out.WriteLine($"{CostsVerb.Dollars(report.CostUsd)} at list prices.");
        CostsVerb.Unpriced([.. report.Groups.SelectMany(one => one.Unpriced).Distinct(StringComparer.Ordinal)]);
    }

    private static string Name(CostReport report, CostGroup one) =>
        report.By switch
        {
            "project" => Path.GetFileName(one.Label) is { Length: > 0 } folder ? folder : one.Name ?? "(none)",
            "session" => $"{(SessionId.TryParse(one.Name, null, out var id) ? id.Short : one.Name)} {one.Label}",
            _ => one.Name ?? "(none)",
        };

    private static void Wasted(WasteReport report)
    {
        var found = report.Lines;
        var table = new TextTable("WHAT", "TIMES", "COST", "SESSION", "");
        foreach (var one in found)
            table.Add(
                one.Kind switch
                {
                    "call" => "the same call again",
                    "read" => "read again unchanged",
                    _ => "server never called",
                },
                one.Times.ToString(CultureInfo.InvariantCulture),
                one.CostUsd is { } usd ? $"~{CostsVerb.Dollars(usd)}" : "?",
                one.Session.Short,
                one.What
            );
        table.Print(Terminal.Out);
        if (found.GroupBy(one => one.Kind).Any(kind => kind.Count() >= CostReport.LinesMax))
            Terminal.Out.WriteLine(Cut("lines of a kind"));
        Terminal.Out.WriteLine($"About {CostsVerb.Dollars(found.Sum(one => one.CostUsd ?? 0))} for nothing.");
        if (report.IsCounting)
            Terminal.Out.WriteLine("This is what was found so far: sessions are still looked through. Ask again.");
    }

    private static void Outcomes(TurnOutcome[] turns)
    {
        var table = new TextTable("WHEN", "COST", "OUTCOME", "SESSION", "TURN", "COMMITS", "PROMPT");
        foreach (var one in turns)
            table.Add(
                Humanize.Ago(one.At, DateTimeOffset.UtcNow),
                one.CostUsd is { } usd ? CostsVerb.Dollars(usd) : "?",
                one.Outcome,
                one.Session.Short,
                one.Turn.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", one.Commits),
                one.Prompt ?? "-"
            );
        table.Print(Terminal.Out);
        if (turns.Length >= CostReport.LinesMax)
            Terminal.Out.WriteLine(Cut("turns"));
        foreach (var group in turns.GroupBy(one => one.Outcome).OrderByDescending(one => one.Sum(Usd)))
            Terminal.Out.WriteLine($"{group.Key}: {CostsVerb.Dollars(group.Sum(Usd))} in {group.Count()} turns.");
    }

    private static string Cut(string what) =>
        $"No more than {CostReport.LinesMax} {what} are listed and added up: for others say --since and --until.";

    private static decimal Usd(TurnOutcome turn) => turn.CostUsd ?? 0;

    private static string? Time(string? text) =>
        text is null ? null
        : SpokenTime.Read(text, DateTimeOffset.UtcNow) is { } time ? time.ToString("O", CultureInfo.InvariantCulture)
        : throw new ClientException(
            $"'{text}' is no time: write a date such as 2026-11-01, or how long ago such as 24h, 7d or 2w.",
            isRefusal: true
        );

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var query = "";
        foreach (var (name, value) in parts)
            query += value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
        return query;
    }
}
