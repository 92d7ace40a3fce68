using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;

namespace Brain.Domain.Knowledge;

/// <summary>What a person may say of a learning.</summary>
public static class LearningJudgement
{
    private const int IdShown = 8;

    private static readonly string[] Statuses = ["active", "unreviewed", "rejected", "archived", "superseded"];

    /// <summary>Null when it can be written, else why not.</summary>
    public static Refusal? Fault(ChangeLearning message) =>
        message switch
        {
            { Status: null, Importance: null } => new(
                "learning.nothing",
                "Say a status or an importance; nothing was changed."
            ),
            { Status: { } status } when !Statuses.Contains(status) => new(
                "learning.status",
                $"'{status}' is no status of a learning: expected {string.Join(", ", Statuses)}. Nothing was changed."
            ),
            { Importance: < 0 or > 5 } => new(
                "learning.importance",
                $"{message.Importance} is no importance: expected 1 to 5, or 0 for none. Nothing was changed."
            ),
            _ when (message.Status == "superseded") != (message.SupersededBy is not null) => new(
                "learning.superseded-by",
                "A learning is superseded by another: say which. Nothing was changed."
            ),
            _ => null,
        };

    /// <summary>What is true now.</summary>
    /// <param name="id">The learning.</param>
    /// <param name="project">Its project; null where it has none.</param>
    /// <param name="message">What was said of it.</param>
    public static string ToText(Guid id, string? project, ChangeLearning message)
    {
        var name = $"Learning {id.ToString()[..IdShown]}";
        return string.Join(
            ' ',
            new[]
            {
                message.Status switch
                {
                    "active" when project is null =>
                        $"{name} is active, but of no project that is known: no session is told.",
                    "active" => $"{name} is active: sessions on its project are told.",
                    "rejected" => $"{name} is rejected: where it would be found it is shown as tried and refuted.",
                    "archived" => $"{name} is put away.",
                    "superseded" => $"{name} is superseded by {message.SupersededBy?.ToString()[..IdShown]}.",
                    "unreviewed" => $"{name} waits for a review again.",
                    _ => null,
                },
                message.Importance switch
                {
                    null => null,
                    0 => $"{name} has no importance of its own.",
                    var some => $"{name} has importance {some}.",
                },
            }.OfType<string>()
        );
    }
}
