using System.Collections.Immutable;

namespace Brain.Domain.Sessions;

/// <summary>Something that happened.</summary>
/// <param name="Action">The hook or the act.</param>
/// <param name="EventKey">What makes a repeat of it the same; null when each counts.</param>
/// <param name="Detail">More about it.</param>
public sealed record AuditRow(string Action, string? EventKey, ImmutableSortedDictionary<string, string> Detail);
