namespace Brain.Domain.Sessions;

/// <summary>A cap in dollars over all sessions.</summary>
/// <param name="Period">day or week.</param>
/// <param name="CapUsd">The most, or null: it is lifted, and what is configured holds.</param>
public sealed record BudgetRow(string Period, decimal? CapUsd);
