using System.Globalization;
using Brain.Cli.Screen;
using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;

namespace Brain.Cli.Knowledge;

/// <summary>One learning as a person reads it.</summary>
internal static class LearningText
{
    private const int IdShown = 8;

    internal static void Print(LearningSummary one)
    {
        var status = one.Status == "rejected" ? "tried and refuted, never told as advice" : one.Status;
        Terminal.Out.WriteLine($"{one.Id}  {one.Kind} · {status}{Worth(one)}");
        Terminal.Out.WriteLine($"  {one.Text.Replace("\n", "\n  ", StringComparison.Ordinal)}");
        Terminal.Out.WriteLine(
            $"  from {one.Source}, {Humanize.Ago(one.LearntAt, DateTimeOffset.UtcNow)}"
                + (one.Project is { } project ? $", {project}" : ", of no project: no session is told")
                + (one.Session is { } session ? $", session {new SessionId(session).Short}" : "")
        );
        if (one.FilesNote is { } note)
            Terminal.Out.WriteLine($"  {note}");
        if (one.SupersededBy is { } by)
            Terminal.Out.WriteLine($"  superseded by {by}");
        Print(one.Like);
        Print(one.LikeToMerge);
    }

    private static void Print(LikeLearning? like)
    {
        if (like is not null)
            Terminal.Out.WriteLine(
                $"  nearly the same ({like.Likeness.ToString("0.00", CultureInfo.InvariantCulture)}, "
                    + $"{(like.Status == "rejected" ? "refuted" : like.Status)} {like.Id.ToString()[..IdShown]}): "
                    + like.Text
            );
    }

    private static string Worth(LearningSummary one) =>
        (one.Importance is { } importance ? $" · importance {importance}" : "")
        + (
            one.Confidence is { } confidence
                ? $" · confidence {confidence.ToString("0.##", CultureInfo.InvariantCulture)}"
                : ""
        );
}
