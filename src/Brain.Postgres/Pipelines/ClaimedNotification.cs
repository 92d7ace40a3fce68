using Brain.Domain.Pipelines;

namespace Brain.Postgres.Pipelines;

/// <summary>A message taken for one try.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Try">Which try this is, from 1.</param>
/// <param name="FirstTriedAt">When the first was taken.</param>
/// <param name="IsDoubtful">Whether a try before this one may have arrived.</param>
/// <param name="Topic">Where it goes: its own topic, or that of all who name none.</param>
/// <param name="Row">What is sent.</param>
public sealed record ClaimedNotification(
    Guid Id,
    int Try,
    DateTimeOffset FirstTriedAt,
    bool IsDoubtful,
    string Topic,
    NotificationRow Row
)
{
    /// <summary>What every try of it has in common: the row's id without dashes.</summary>
    public string Sequence => Id.ToString("N");
}
