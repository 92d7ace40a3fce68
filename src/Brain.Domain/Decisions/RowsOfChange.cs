using System.Collections.Immutable;

namespace Brain.Domain.Decisions;

/// <summary>Rows of a change.</summary>
internal static class RowsOfChange
{
    /// <summary>
    /// The rows; where there are none always the same nothing, for that is how a change sees that it is empty.
    /// </summary>
    public static ImmutableArray<T> OrNone<T>(this ImmutableArray<T> rows) => rows.IsDefaultOrEmpty ? [] : rows;
}
