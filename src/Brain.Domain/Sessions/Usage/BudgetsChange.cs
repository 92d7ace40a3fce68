using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;

namespace Brain.Domain.Sessions;

/// <summary>What a decision leaves of caps over all sessions. Written by <c>v2.record_budgets</c>.</summary>
public sealed record BudgetsChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly BudgetsChange None = new();

    /// <summary>Caps over all sessions that were said here.</summary>
    [JsonPropertyName("budgets")]
    public ImmutableArray<BudgetRow> Rows
    {
        get;
        init => field = value.OrNone();
    } = [];
}

/// <summary>A cap in dollars over all sessions.</summary>
/// <param name="Period">day or week.</param>
/// <param name="CapUsd">The most, or null: it is lifted, and what is configured holds.</param>
public sealed record BudgetRow(string Period, decimal? CapUsd);
