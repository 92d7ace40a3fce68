using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Names and reasons that an agent sends are short words; a longer one is cut before it is copied into rows and
/// sentences.
/// </summary>
internal static class EventLimits
{
    /// <summary>The most characters of a name, a kind or a reason.</summary>
    public const int WordMax = 400;

    /// <summary>The most characters of a file's path; a longer one names no file (PATH_MAX).</summary>
    public const int PathMax = 4_096;

    /// <summary>The event with its short fields within their limits; the very same one when all are.</summary>
    public static HookEvent Within(this HookEvent heard) =>
        IsWithin(heard)
            ? heard
            : heard with
            {
                Source = Cut(heard.Source, WordMax),
                Model = Cut(heard.Model, WordMax),
                Trigger = Cut(heard.Trigger, WordMax),
                Reason = Cut(heard.Reason, WordMax),
                AgentId = Cut(heard.AgentId, WordMax),
                AgentType = Cut(heard.AgentType, WordMax),
                CommandName = Cut(heard.CommandName, WordMax),
                Cwd = Cut(heard.Cwd, PathMax),
                TranscriptPath = Cut(heard.TranscriptPath, PathMax),
                FilePath = Cut(heard.FilePath, PathMax),
            };

    private static bool IsWithin(HookEvent heard) =>
        Fits(heard.Source, WordMax)
        && Fits(heard.Model, WordMax)
        && Fits(heard.Trigger, WordMax)
        && Fits(heard.Reason, WordMax)
        && Fits(heard.AgentId, WordMax)
        && Fits(heard.AgentType, WordMax)
        && Fits(heard.CommandName, WordMax)
        && Fits(heard.Cwd, PathMax)
        && Fits(heard.TranscriptPath, PathMax)
        && Fits(heard.FilePath, PathMax);

    private static bool Fits(string? text, int max) => text is null || text.Length <= max;

    private static string? Cut(string? text, int max) => text is null ? null : Redaction.Cut(text, max);
}
