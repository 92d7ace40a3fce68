using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Secrets;

namespace Brain.Cli.Secrets;

/// <summary><c>brain redact</c>: takes secrets that the rules of today know out of what is stored already.</summary>
internal static class RedactVerb
{
    private const int BarWidth = 30;

    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var rehearse = new Option<bool>("--rehearse") { Description = "Only count and show; nothing is changed." };
        var apply = new Option<bool>("--apply")
        {
            Description = "Take them out for good, of history too. It cannot be undone.",
        };
        var verb = new CatalogCommand("redact") { rehearse, apply, json };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(rehearse) == parsed.GetValue(apply))
                throw new ClientException(
                    "say one of --rehearse (shows what would be taken out) and --apply (takes it out, for good). "
                        + "Nothing was changed.",
                    isRefusal: true
                );
            if (parsed.GetValue(apply) && SessionChoice.IsByAgent)
                throw new ClientException(
                    "history is rewritten by a person only: run `brain redact --apply` in a terminal of your "
                        + "own. Nothing was changed.",
                    isRefusal: true
                );
            var (found, changed) = Run(home, parsed.GetValue(apply));
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else
                Print(found, parsed.GetValue(apply), changed);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static (RedactionFinding[] Found, int Changed) Run(BrainHome home, bool apply)
    {
        var silo = new SiloClient(home);
        var found = new Dictionary<(string, string, string), RedactionFinding>();
        var (asked, rows, changed) = (new RedactStored(Guid.CreateVersion7(), apply, null), 0L, 0);
        while (true)
        {
            var page = silo.Redact(asked);
            foreach (var one in page.Found)
            {
                var key = (one.Table, one.Column, one.Kind);
                found[key] = found.TryGetValue(key, out var before)
                    ? before with
                    {
                        Count = before.Count + one.Count,
                    }
                    : one;
            }

            (rows, changed) = (rows + page.Rows, changed + page.Changed);
            Progress(page.Next is null ? 1 : Math.Min(0.99, rows / (double)Math.Max(1, page.RowsTotal)), page.Next);
            if (page.Next is null)
                return ([.. found.Values.OrderBy(one => (one.Table, one.Column, one.Kind))], changed);
            asked = asked with { After = page.Next };
        }
    }

    private static void Progress(double part, RedactionPlace? place)
    {
        if (Console.IsErrorRedirected)
            return;
        var full = (int)(part * BarWidth);
        var line = $"[{new string('#', full)}{new string('.', BarWidth - full)}] {part,4:P0} {place?.Table}";
        Terminal.WriteProgress(line.PadRight(BarWidth + 60)[..(BarWidth + 60)], isLast: place is null);
    }

    private static void Print(RedactionFinding[] found, bool applied, int changed)
    {
        if (found.Length == 0)
            Terminal.Out.WriteLine("No secrets were found in what is stored.");
        foreach (var one in found)
            Terminal.Out.WriteLine($"{one.Table}.{one.Column}  {one.Kind}: {one.Count}  {one.Sample}");
        if (applied)
            Terminal.Out.WriteLine(
                $"{changed} rows were rewritten. This cannot be undone; backups made before still hold them."
            );
        else if (found.Length > 0)
            Terminal.Out.WriteLine("Nothing was changed. To take them out for good: brain redact --apply");
    }
}
