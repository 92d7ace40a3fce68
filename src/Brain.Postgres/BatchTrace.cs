using System.Diagnostics;

namespace Brain.Postgres;

/// <summary>
/// The span of a batch: in the trace of the first request that has one, with links to the others, so that what is done
/// for many is seen from each.
/// </summary>
public static class BatchTrace
{
    /// <summary>What the brain's own spans come of.</summary>
    public const string SourceName = "Brain.Actors";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins it; null where nobody listens, or none of them is traced.</summary>
    internal static Activity? Begin(IEnumerable<ActivityContext> requests)
    {
        if (!Source.HasListeners())
            return null;
        ActivityContext[] traced = [.. requests.Where(one => one.TraceId != default)];
        return traced.Length == 0
            ? null
            : Source.StartActivity(
                "brain.batch",
                ActivityKind.Internal,
                traced[0],
                [new("db.operation.batch.size", traced.Length)],
                traced.Skip(1).Select(one => new ActivityLink(one))
            );
    }
}
