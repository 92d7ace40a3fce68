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
    public static HookEvent Within(this HookEvent hookEvent) =>
        IsWithin(hookEvent)
            ? hookEvent
            : hookEvent with
            {
                Source = Cut(hookEvent.Source, WordMax),
                Model = Cut(hookEvent.Model, WordMax),
                Trigger = Cut(hookEvent.Trigger, WordMax),
                Reason = Cut(hookEvent.Reason, WordMax),
                AgentId = Cut(hookEvent.AgentId, WordMax),
                AgentType = Cut(hookEvent.AgentType, WordMax),
                CommandName = Cut(hookEvent.CommandName, WordMax),
                Cwd = Cut(hookEvent.Cwd, PathMax),
                TranscriptPath = Cut(hookEvent.TranscriptPath, PathMax),
                FilePath = Cut(hookEvent.FilePath, PathMax),
            };

    private static bool IsWithin(HookEvent hookEvent) =>
        Fits(hookEvent.Source, WordMax)
        && Fits(hookEvent.Model, WordMax)
        && Fits(hookEvent.Trigger, WordMax)
        && Fits(hookEvent.Reason, WordMax)
        && Fits(hookEvent.AgentId, WordMax)
        && Fits(hookEvent.AgentType, WordMax)
        && Fits(hookEvent.CommandName, WordMax)
        && Fits(hookEvent.Cwd, PathMax)
        && Fits(hookEvent.TranscriptPath, PathMax)
        && Fits(hookEvent.FilePath, PathMax);

    private static bool Fits(string? text, int max) => text is null || text.Length <= max;

    private static string? Cut(string? text, int max) => text is null ? null : Redaction.Cut(text, max);
}
