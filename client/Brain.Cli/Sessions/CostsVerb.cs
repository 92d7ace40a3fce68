using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary><c>brain costs</c>: what a session, or each of many, used and what that costs at list prices.</summary>
internal static class CostsVerb
{
    private const int ShownMax = 50;

    internal static Command Make(BrainHome home)
    {
        var all = new Option<bool>("--all", "-a")
        {
            Description = $"Each of the latest {ShownMax} sessions on one line.",
        };
        var (session, project, json) = (SharedOptions.Session(), SharedOptions.Project(), SharedOptions.Json());
        project.Description = "Each session that worked in this folder.";
        var verb = new CatalogCommand("costs") { session, all, project, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var folder = SharedOptions.Folder(parsed.GetValue(project));
            if (parsed.GetValue(all) || folder is not null)
                return Print(client, client.Sessions(folder, all: true, ShownMax), parsed.GetValue(json));
            return Show(client, parsed.GetValue(session), parsed.GetValue(json));
        });
        return verb;
    }

    /// <summary>One session, by model and kind of token.</summary>
    internal static int Show(SiloClient client, string? session, bool json)
    {
        var id = SessionChoice.Pick(client, session);
        var costs = client.Costs(id);
        if (json)
            JsonScreen.Print(costs);
        else
            Print(client.Session(id), costs);
        return ExitCode.Ok;
    }

    internal static string Dollars(decimal usd) =>
        usd is > 0 and < 0.01m ? "< $0.01" : usd.ToString("$0.00", CultureInfo.InvariantCulture);

    private static void Print(SessionSummary session, SessionCosts costs)
    {
        var cap = session.Budget is { } most ? $" of {Humanize.Tokens(most)}" : "";
        Terminal.Out.WriteLine(
            $"{Dollars(costs.CostUsd)} at list prices · {Humanize.Tokens(session.Tokens)}{cap} tokens in and out · "
                + $"{session.Purpose ?? "no purpose"}"
        );
        if (costs.Lines.Length > 0)
        {
            var table = new TextTable("MODEL", "KIND", "REQUESTS", "TOKENS", "COST");
            foreach (var line in costs.Lines)
                table.Add(
                    line.Model,
                    line.Kind.Replace('_', ' '),
                    line.Requests.ToString(CultureInfo.InvariantCulture),
                    Humanize.Tokens(line.Tokens),
                    line.CostUsd is { } usd ? Dollars(usd) : "no price"
                );
            table.Print(Terminal.Out);
        }

        Unpriced(costs.UnpricedModels);
        PassedOver([costs]);
    }

    private static int Print(SiloClient client, SessionSummary[] sessions, bool json)
    {
        (SessionSummary Session, SessionCosts Costs)[] each = [.. sessions.Select(one => (one, client.Costs(one.Id)))];
        if (json)
        {
            foreach (var (_, costs) in each)
                JsonScreen.PrintLine(costs);
            return ExitCode.Ok;
        }

        if (each.Length == 0)
        {
            Terminal.Out.WriteLine("No session that worked there. `brain sessions --all` lists those there are.");
            return ExitCode.Ok;
        }

        var table = new TextTable("SESSION", "COST", "TOKENS", "LAST", "PROJECT", "PURPOSE");
        foreach (var (id, (session, costs)) in ShortIds.Of([.. sessions.Select(one => one.Id)]).Zip(each))
            table.Add(
                id,
                Dollars(costs.CostUsd),
                Humanize.Tokens(session.Tokens),
                Humanize.Ago(session.LastAt, DateTimeOffset.UtcNow),
                Path.GetFileName(session.Project) is { Length: > 0 } folder ? folder : session.Project ?? "-",
                session.Purpose ?? "-"
            );
        table.Print(Terminal.Out);
        Terminal.Out.WriteLine(
            $"{Dollars(each.Sum(one => one.Costs.CostUsd))} at list prices in {each.Length} "
                + $"{(each.Length == 1 ? "session" : "sessions")}."
        );
        Unpriced([.. each.SelectMany(one => one.Costs.UnpricedModels).Distinct(StringComparer.Ordinal)]);
        PassedOver(each.Select(one => one.Costs));
        return ExitCode.Ok;
    }

    // What could not be read may have used something too.
    private static void PassedOver(IEnumerable<SessionCosts> costs)
    {
        var passed = costs.Aggregate(PassedLines.None, (all, one) => all + (one.PassedOver ?? PassedLines.None));
        if (passed.Total() > 0)
            Terminal.Out.WriteLine($"{passed.ToText()}.");
    }

    internal static void Unpriced(string[] models)
    {
        if (models.Length > 0)
            Terminal.Out.WriteLine(
                $"Not in it, for no price is known: {string.Join(", ", models)}. Say one in prices.json of BRAIN_HOME."
            );
    }
}
