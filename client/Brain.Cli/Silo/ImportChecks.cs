using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Import;

namespace Brain.Cli.Silo;

/// <summary>Agents delete what they wrote down after a while; what the brain has read, it keeps.</summary>
internal static class ImportChecks
{
    private const string Part = "import";
    private const int DaysLeftMin = 7;
    private const string Mend = "brain import";

    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        if (new SiloClient(home).Status() is null)
            return [];
        var report = new SiloClient(home).Imports();
        return report.Files == 0
            ? [CheckResult.Good(Part, $"there is nothing to read in {report.Folder}")]
            : [Retention(report), Unread(report), .. Gone(report)];
    }

    private static CheckResult Retention(ImportReport report)
    {
        var words = report.RetentionIsSet
            ? "cleanupPeriodDays of its settings"
            : "its own number: cleanupPeriodDays is not set";
        var oldest = report.OldestDaysLeft is { } left
            ? $"; the oldest of {report.Transcripts} has {left} left"
            : ", and none is there";
        var text = $"Claude Code deletes transcripts after {report.RetentionDays} days ({words}){oldest}";
        return report.Automatic
            ? CheckResult.Good(Part, text)
            : CheckResult.Odd(
                Part,
                $"{text}, and \"import\" in brain.json keeps the brain from reading them by itself",
                "take it out of brain.json, or run brain import now and then"
            );
    }

    private static IEnumerable<CheckResult> Gone(ImportReport report) =>
        report.TranscriptsGone == 0
            ? []
            :
            [
                CheckResult.Good(
                    Part,
                    $"{report.TranscriptsGone} transcripts that it deleted are kept: brain sessions --all"
                ),
            ];

    private static CheckResult Unread(ImportReport report)
    {
        if (report.FilesUnread == 0)
            return CheckResult.Good(Part, "all of them are read");
        var oldest = report.OldestUnreadDaysLeft is { } days ? $", the oldest with {days} days left" : "";
        var text = $"{report.FilesUnread} of {report.Files} files hold something that is not read{oldest}";
        return report.Automatic && report.OldestUnreadDaysLeft is null or >= DaysLeftMin
            ? CheckResult.Good(Part, text)
            : CheckResult.Odd(Part, text, Mend);
    }
}
