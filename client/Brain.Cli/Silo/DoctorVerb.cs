using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary><c>brain doctor</c>: looks at every part and says how to mend what is wrong.</summary>
internal static class DoctorVerb
{
    private const int Green = 32;
    private const int Yellow = 33;
    private const int Red = 31;

    internal static Command Make(BrainHome home)
    {
        var json = SaidOptions.Json();
        var verb = new Command("doctor", "Check every part and say how to mend it; exit 1 when one fails.") { json };
        verb.SetAction(said =>
        {
            Finding[] findings =
                [.. HomeChecks.Run(home), .. SiloChecks.Run(home), SupervisorCheck.Run(home), .. ClaudeCodeChecks.Run(home), .. SpoolChecks.Run(home)];
            if (said.GetValue(json))
                JsonScreen.Print(findings);
            else
                Print(findings);
            return findings.Any(finding => finding.State == Health.Fail) ? ExitCode.Failed : ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(Finding[] findings)
    {
        var width = findings.Max(finding => finding.Part.Length);
        foreach (var finding in findings)
        {
            Console.Out.WriteLine($"{Word(finding.State)}  {finding.Part.PadRight(width)}  {finding.Text}");
            if (finding.Mend is { } mend)
                Console.Out.WriteLine($"      {new string(' ', width)}  → {mend}");
        }
    }

    private static string Word(Health state) => state switch
    {
        Health.Ok => Terminal.Coloured("ok  ", Green),
        Health.Warn => Terminal.Coloured("warn", Yellow),
        _ => Terminal.Coloured("FAIL", Red),
    };
}
