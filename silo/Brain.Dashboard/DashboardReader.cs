using Brain.Postgres.Costs;
using Brain.Postgres.Dashboard;

namespace Brain.Dashboard;

/// <summary>From where pages read.</summary>
/// <param name="Store">The rows.</param>
/// <param name="Source">What the silo knows beside them.</param>
public sealed record DashboardReader(DashboardStore Store, IDashboardSource Source)
{
    /// <summary>What was used, as <c>brain cost</c> tells it.</summary>
    public required CostStore Costs { get; init; }
}
