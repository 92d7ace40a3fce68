using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain fix</c>: what followed an error before, and what worked then.</summary>
internal static class FixVerb
{
    // What a program says last says what went wrong.
    private const int ErrorMax = 4_000;

    internal static Command Make(BrainHome home)
    {
        var error = new Argument<string[]>("error")
        {
            Description = "The error, or any of it that has the line that says most; - reads it from stdin.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (project, json) = (Folder(), SharedOptions.Json());
        var verb = new CatalogCommand("fix") { error, project, json };
        verb.SetAction(parsed =>
        {
            var words = string.Join(' ', parsed.GetValue(error) ?? []);
            var text = words == "-" ? Console.In.ReadToEnd() : words;
            var fixes = new SiloClient(home).Fixes(
                text.Length > ErrorMax ? text[^ErrorMax..] : text,
                SharedOptions.Folder(parsed.GetValue(project) ?? ".")!
            );
            if (parsed.GetValue(json))
                JsonScreen.Print(fixes);
            else
                Print(fixes);
            return fixes.Length > 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return verb;
    }

    /// <summary>Which project: this folder's, unless another is named.</summary>
    internal static Option<string?> Folder() =>
        new("--project", "-p")
        {
            Description = "The project of this folder, in place of the one here.",
            HelpName = "PATH",
        };

    /// <summary>Calls that failed, each with what worked next.</summary>
    internal static void Print(KnownFix[] fixes)
    {
        if (fixes.Length == 0)
            Terminal.Out.WriteLine("Nothing is known of that on this project.");
        foreach (var (place, one) in fixes.Index())
        {
            var likely = one.Score > 0 ? $" · likely right {one.Score:0.00}" : "";
            Terminal.Write($"{place + 1}. {ClockTime.Minute(one.At)} · session {Short(one.Session)}{likely}\n", 1);
            Terminal.Out.WriteLine($"   failed   {WhiteSpace.Collapse(one.Command)}");
            Terminal.Out.WriteLine($"   error    {WhiteSpace.Collapse(one.Error)}");
            if (one.Edited.Length > 0)
                Terminal.Out.WriteLine($"   changed  {string.Join(", ", one.Edited)}");
            Terminal.Out.WriteLine($"   worked   {WhiteSpace.Collapse(one.Worked ?? "nothing that is known")}");
        }
    }

    internal static string Short(Guid session) => new SessionId(session).Short;
}
