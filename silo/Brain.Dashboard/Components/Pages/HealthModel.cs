using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Health</c> shows.</summary>
/// <param name="Silo">How the silo does.</param>
/// <param name="Size">How large the database is.</param>
public sealed record HealthModel(HealthFigures Silo, DatabaseSize Size)
{
    /// <summary>Reads it.</summary>
    public static async Task<HealthModel> Read(DashboardReader reader, CancellationToken stop)
    {
        var size = reader.Store.Size(stop);
        return new(await reader.Source.Health(stop), await size);
    }
}
