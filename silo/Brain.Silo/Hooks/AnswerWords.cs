using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>The words of an answer, as agents show them.</summary>
internal static class AnswerWords
{
    private const int TypedMax = 60;

    /// <summary>
    /// Why it ends here. Before every such answer an agent says that something was blocked: a tick and what was typed
    /// say that it was done.
    /// </summary>
    public static string? ToldReason(this SessionAnswer answer)
    {
        if (answer.Typed is not { } typed)
            return answer.Reason;
        var isOneLine = answer.Reason?.Contains('\n', StringComparison.Ordinal) != true;
        return Redaction.Cut(
            $"✓ {OneLine.Of(typed, TypedMax)}{(isOneLine ? " · " : "\n")}{answer.Reason}",
            SessionAnswer.TextMax
        );
    }
}
