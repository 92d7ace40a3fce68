using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain forget</c>: takes a text, a row's or a session's words out of everything, for good.</summary>
internal static class ForgetVerb
{
    private const int BarWidth = 30;
    private const int LookEveryMs = 200;

    internal static Command Make(BrainHome home)
    {
        var row = new Argument<string?>("id")
        {
            Description = "A row, such as a learning, by its id or the first eight characters of it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var matching = new Option<string?>("--matching")
        {
            Description = "Every text that holds these words, whatever their case, loses them.",
            HelpName = "TEXT",
        };
        var session = new Option<string?>("--session")
        {
            Description = "All that was said and done in this session.",
            HelpName = "ID",
        };
        var (yes, json) = (new Option<bool>("--yes") { Description = "Do not ask first." }, SharedOptions.Json());
        var verb = new CatalogCommand("forget") { row, matching, session, yes, json };
        verb.SetAction(parsed =>
        {
            var asked = (parsed.GetValue(row), parsed.GetValue(matching), parsed.GetValue(session));
            return Run(new(home), asked, parsed.GetValue(yes), parsed.GetValue(json));
        });
        return verb;
    }

    private static int Run(SiloClient silo, (string? Row, string? Matching, string? Session) asked, bool yes, bool json)
    {
        var target = new ForgetTarget(
            asked.Matching,
            asked.Row is { } word ? Row(silo, word) : null,
            asked.Session is { } id ? SessionChoice.Parse(silo, id, "--session") : null
        );
        var byAgent = SessionChoice.IsByAgent;
        var found = silo.Forget(new(target, Apply: false) { ByAgent = byAgent });
        if (found.Refusal is { } refusal)
            return Refuse(refusal.Message);
        if (json && !yes)
        {
            JsonScreen.Print(found);
            return ExitCode.Ok;
        }

        if (!json)
            Print(found);
        // Nothing stands there, yet it may stand in an event that comes later: nothing to do now.
        if (found.Found.Length == 0)
        {
            if (json)
                JsonScreen.Print(found);
            return ExitCode.Ok;
        }

        if (!yes && !IsMeant())
            return Refuse("nothing was forgotten. Say it with --yes, or answer yes at a terminal.");
        var begun = silo.Forget(new(target, Apply: true) { ByAgent = byAgent });
        if (begun.Refusal is { } late)
            return Refuse(late.Message);
        var done = Wait(silo, begun.Run!.Value);
        if (json)
            JsonScreen.Print(done);
        else
            Print(done);
        return ExitCode.Ok;
    }

    private static Guid Row(SiloClient silo, string word) =>
        silo.RowsCalled(word) switch
        {
            [{ Table: "sessions" } one] => throw new ClientException(
                $"{one.Id} is a session: say brain forget --session {one.Id}. Nothing was changed."
            ),
            [var one] => one.Id,
            [] => throw new ClientException($"no row's id begins with '{word}'. Nothing was changed."),
            var some => throw new ClientException(
                $"'{word}' begins the id of more than one row: "
                    + string.Join(", ", some.Select(one => $"{one.Table} {one.Id}"))
                    + ". Nothing was changed."
            ),
        };

    private static void Print(ForgetReport found)
    {
        if (found.Found.Length == 0)
            Terminal.Out.WriteLine("Nothing that is stored holds it.");
        else
            Terminal.Out.WriteLine("This would be forgotten, of history too, and never come back:");
        foreach (var one in found.Found)
            Terminal.Out.WriteLine($"  {Place(one)}  {one.Count}  {one.Sample}");
        foreach (var left in found.Left)
            Terminal.Out.WriteLine($"  stays: {left}");
    }

    private static string Place(RedactionFinding one) =>
        one.Table.StartsWith('/') ? one.Table : $"{one.Table}.{one.Column}";

    private static bool IsMeant()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            return false;
        Terminal.Out.Write("It cannot be undone. Forget it? Type yes: ");
        return Console.ReadLine()?.Trim() == "yes";
    }

    private static ForgetProgress Wait(SiloClient silo, Guid run)
    {
        while (true)
        {
            var at = silo.ForgetProgress(run);
            Progress(at);
            if (at.Phase == "done")
                return at;
            Thread.Sleep(LookEveryMs);
        }
    }

    private static void Progress(ForgetProgress at)
    {
        if (Console.IsErrorRedirected)
            return;
        var part = at.Phase switch
        {
            "rows" => 0.8 * Math.Min(1, at.Seen / (double)Math.Max(1, at.SeenMax)),
            "files" => 0.8,
            "vacuum" => 0.85,
            "log" => 0.95,
            _ => 1,
        };
        var full = (int)(part * BarWidth);
        var line = $"[{new string('#', full)}{new string('.', BarWidth - full)}] {part,4:P0} {at.Table ?? at.Phase}";
        Terminal.WriteProgress(line.PadRight(BarWidth + 60)[..(BarWidth + 60)], isLast: at.Phase == "done");
    }

    private static void Print(ForgetProgress done)
    {
        Terminal.Out.WriteLine(
            $"Forgotten: {done.Rows} rows and {done.Files} files were rewritten. Backups made before, and the agent's "
                + "own transcripts, still hold it; read again in the same words, it is left out."
        );
        foreach (var left in done.Left)
            Terminal.Out.WriteLine($"  stays: {left}");
    }

    private static int Refuse(string why)
    {
        Terminal.Error.WriteLine($"brain: {why}");
        return ExitCode.Refused;
    }
}
