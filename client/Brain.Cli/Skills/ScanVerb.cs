using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Skills;

namespace Brain.Cli.Skills;

/// <summary><c>brain skills scan</c>: what skills can do, and what in them no honest skill has. It asks no brain and
/// runs nothing of what it reads.</summary>
internal static class ScanVerb
{
    private const int ShownMax = 20;

    internal static Command Make()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "A skill's folder, or one that has skills below it.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = SharedOptions.Json();
        var sarif = new Option<bool>("--sarif") { Description = "Print SARIF 2.1.0, for code hosts and editors." };
        var verb = new CatalogCommand("skills", "scan") { paths, json, sarif };
        verb.SetAction(parsed =>
        {
            SkillScanReport[] reports = [.. (parsed.GetValue(paths) ?? []).SelectMany(SkillScanFolder.Of).Select(Scan)];
            if (parsed.GetValue(sarif))
                Terminal.WriteJson(SarifLog.Of(reports, Version));
            else if (parsed.GetValue(json))
                JsonScreen.Print(reports);
            else
                Print(reports);
            return reports.Any(report => report.Worst == ScanSeverity.Error) ? ExitCode.Refused : ExitCode.Ok;
        });
        return verb;
    }

    private static string Version => typeof(ScanVerb).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private static SkillScanReport Scan(string folder) =>
        SkillScanner.Scan(Path.GetFileName(SharedOptions.FullPath(folder)), SkillScanFolder.Read(folder)) with
        {
            Folder = folder,
        };

    private static void Print(SkillScanReport[] reports)
    {
        if (reports.Length == 0)
            Terminal.Out.WriteLine("There is no SKILL.md there.");
        foreach (var report in reports)
            Print(report);
        if (reports.Length > 1)
            Terminal.Out.WriteLine(
                $"{reports.Length} skills: {Count(reports, ScanSeverity.Error)} with errors, "
                    + $"{Count(reports, ScanSeverity.Warning)} with warnings at worst."
            );
    }

    private static void Print(SkillScanReport report)
    {
        Terminal.Write($"{report.Name}  score {report.Score.ToString(CultureInfo.InvariantCulture)} of 100\n", 1);
        foreach (var line in Abilities(report.Capabilities))
            Terminal.Out.WriteLine($"  {line}");
        foreach (var one in report.Findings.Take(ShownMax))
            Terminal.Out.WriteLine($"  {Word(one.Severity),-7}  {one.Path}:{one.Line}  {one.Reason}  ({one.Rule})");
        if (report.Findings.Count > ShownMax)
            Terminal.Out.WriteLine($"  … and {report.Findings.Count - ShownMax} more; --json has all of them");
    }

    private static IEnumerable<string> Abilities(SkillCapabilities can) =>
        CapabilityDifference.Words(SkillCapabilities.None, can) is { Count: > 0 } words
            ? words.Select(word => word["now ".Length..]).Chunk(6).Select(some => string.Join(" · ", some))
            : ["only words: it runs nothing, reaches nothing, reads no keys"];

    private static string Word(ScanSeverity severity) => severity.ToString().ToLowerInvariant();

    private static int Count(SkillScanReport[] reports, ScanSeverity worst) =>
        reports.Count(report => report.Worst == worst);
}
