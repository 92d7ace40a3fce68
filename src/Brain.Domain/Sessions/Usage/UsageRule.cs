using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Which of several lines about the same request counts. A request is told by message id and request id; of its copies
/// the main line's wins over a side chain's, and then the larger total. A side chain that replays a message of the main
/// line under another request id is dropped, and of equal copies the earliest counts. <c>v2.record_usage</c> holds the
/// same rule against what is stored.
/// </summary>
public static class UsageRule
{
    /// <summary>What tells a request.</summary>
    public static string Key(this UsageEntry entry) => $"{entry.MessageId}:{entry.RequestId}";

    /// <summary>
    /// The entry as it is told from those of other sessions, where its ids alone can't: Anthropic's hold everywhere.
    /// </summary>
    public static UsageEntry Within(this UsageEntry entry, SessionId session) =>
        entry.Scope is { } scope
            ? entry with
            {
                MessageId = $"{entry.MessageId}#{session}/{scope}",
                Scope = null,
            }
            : entry;

    /// <summary>All its tokens, cached ones too.</summary>
    public static long Total(this UsageEntry entry) =>
        entry.Input + entry.Output + entry.CacheRead + entry.CacheWrite5m + entry.CacheWrite1h;

    /// <summary>
    /// Of two copies the one with the larger weight counts, compared place by place: so no order of reading matters.
    /// </summary>
    public static ImmutableArray<long> Weight(this UsageEntry entry) =>
        [entry.Sidechain ? 0 : 1, entry.Total(), entry.Output, entry.CacheWrite1h, entry.CacheWrite5m, entry.Input];

    /// <summary>One entry for each request that counts, in the order of their keys.</summary>
    public static ImmutableArray<UsageEntry> Merge(this IEnumerable<UsageEntry> entries)
    {
        var merged = entries.GroupBy(entry => entry.Key(), StringComparer.Ordinal).Select(One).ToArray();
        var main = merged
            .Where(entry => !entry.Sidechain)
            .Select(entry => entry.MessageId)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. merged
                .Where(entry => entry.Total() > 0 && !(entry.Sidechain && main.Contains(entry.MessageId)))
                .OrderBy(entry => entry.Key(), StringComparer.Ordinal),
        ];
    }

    private static UsageEntry One(IEnumerable<UsageEntry> copies)
    {
        UsageEntry[] ordered = [.. copies.OrderByDescending(Weight, ByPlace).ThenBy(entry => entry.At)];
        return ordered.Where(copy => copy.Sidechain == ordered[0].Sidechain).Aggregate(Attributed);
    }

    // What one copy leaves out another may say.
    private static UsageEntry Attributed(UsageEntry entry, UsageEntry copy) =>
        entry with
        {
            Skill = entry.Skill ?? copy.Skill,
            Agent = entry.Agent ?? copy.Agent,
            Plugin = entry.Plugin ?? copy.Plugin,
            McpServer = entry.McpServer ?? copy.McpServer,
        };

    private static readonly Comparer<ImmutableArray<long>> ByPlace = Comparer<ImmutableArray<long>>.Create(
        (one, other) => one.AsSpan().SequenceCompareTo(other.AsSpan())
    );
}
