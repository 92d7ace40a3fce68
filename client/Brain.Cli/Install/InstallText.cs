using Brain.Cli.Screen;
using Brain.Client.Install;

namespace Brain.Cli.Install;

/// <summary>What an installation did, as sentences.</summary>
internal static class InstallText
{
    internal static int Print(InstallReport report, bool json)
    {
        if (json)
            JsonScreen.Print(report);
        else
            foreach (var sentence in Sentences(report))
                Terminal.Out.WriteLine(sentence);
        return ExitCode.Ok;
    }

    /// <summary>Says it before anything is written.</summary>
    internal static void Warn(string sentence) => Terminal.Error.WriteLine($"brain: {sentence}");

    private static IEnumerable<string> Sentences(InstallReport report)
    {
        if (HadNothing(report))
        {
            yield return $"There was nothing to take out: {report.Settings.Path} holds no hooks of the brain.";
            yield break;
        }

        if (report.DryRun)
            yield return "Nothing was written (--dry-run). This would have been done:";
        yield return Sentence(
            report.Settings,
            report.Program is null ? "holds no hooks of the brain" : "already holds these hooks"
        );
        if (report.Backup is { } backup)
            yield return $"As it was before, it lies in {backup}.";
        foreach (var command in report.Commands)
            yield return Sentence(command, report.Program is null ? "is not there" : "is as it should be");
        if (report.Program is { } program)
            yield return $"Hooks run {program}{(report.Http ? ", the frequent ones go by HTTP" : "")}; "
                + (
                    report.Hard
                        ? "what the brain cannot decide is refused (hard)."
                        : "with the brain down, sessions go on (soft)."
                );
        foreach (var note in report.Notes)
            yield return $"Note: {note}";
        if (report.Program is null)
            yield return "What stays: your personas with their SKILL.md files (`brain persona archive NAME` puts one "
                + "away), and all that the brain knows, in BRAIN_HOME.";
        if (report is { Program: not null, DryRun: false })
            yield return $"New sessions of {report.Agent} use it at once; `brain doctor` checks it.";
    }

    private static bool HadNothing(InstallReport report) =>
        report.Program is null
        && report.Commands.Prepend(report.Settings).All(file => file.Change == FileChange.Unchanged);

    private static string Sentence(ChangedFile file, string unchanged) =>
        file.Change switch
        {
            FileChange.Unchanged => $"{file.Path} {unchanged}.",
            FileChange.NotOurs => $"{file.Path} belongs to somebody else and was left alone.",
            FileChange.Restored => $"{file.Path}: restored, byte for byte as before the installation.",
            _ => $"{file.Path}: {file.Change.ToString().ToLowerInvariant()}.",
        };
}
