using System.CommandLine;
using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Text;

namespace Brain.Cli.Silo;

/// <summary><c>brain doctor</c>: looks at every part and says how to mend what is wrong.</summary>
internal static class DoctorVerb
{
    private const int Green = 32;
    private const int Yellow = 33;
    private const int Red = 31;

    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("doctor") { json };
        verb.SetAction(parsed =>
        {
            CheckResult[] findings =
            [
                .. Look("home", () => HomeChecks.Run(home)),
                .. Look("silo", () => SiloChecks.Run(home)),
                .. Look("supervisor", () => [SupervisorCheck.Run(home)]),
                .. Look("postgres", () => PostgresChecks.Run(home)),
                .. Look("disk", () => DiskChecks.Run(home)),
                .. Look("outages", () => OutageChecks.Run(home)),
                .. Look("claude code", () => ClaudeCodeChecks.Run(home)),
                .. Look("agents", () => AgentChecks.Run(home)),
                .. Look("spool", () => SpoolChecks.Run(home)),
                .. Look("import", () => ImportChecks.Run(home)),
            ];
            if (parsed.GetValue(json))
                JsonScreen.Print(findings);
            else
                Print(findings);
            return findings.Any(finding => finding.State == CheckState.Fail) ? ExitCode.Failed : ExitCode.Ok;
        });
        return verb;
    }

    // One part that can't be looked at hides no other.
    private static CheckResult[] Look(string part, Func<IEnumerable<CheckResult>> checks)
    {
        try
        {
            return [.. checks()];
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ClientException
                        or InvalidOperationException
                        // A name that stands twice in somebody's JSON.
                        or ArgumentException
            )
        {
            return [CheckResult.Bad(part, $"it can't be looked at: {e.Message}", "mend what it says")];
        }
    }

    private static void Print(CheckResult[] findings)
    {
        var width = findings.Max(finding => finding.Part.Length);
        foreach (var finding in findings)
        {
            var (word, colour) = Word(finding.State);
            Terminal.Write(word, colour);
            Terminal.Out.WriteLine($"  {finding.Part.PadRight(width)}  {TerminalText.Line(finding.Text)}");
            if (finding.Mend is { } mend)
                Terminal.Out.WriteLine($"      {new string(' ', width)}  → {mend}");
        }
    }

    private static (string Word, int Colour) Word(CheckState state) =>
        state switch
        {
            CheckState.Ok => ("ok  ", Green),
            CheckState.Warn => ("warn", Yellow),
            _ => ("FAIL", Red),
        };
}
