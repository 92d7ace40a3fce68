using Brain.Messages.Costs;
using Brain.Postgres.Costs;
using Brain.Silo.Files;

namespace Brain.Silo.Costs;

/// <summary>What was used, wasted and reached, as people and pages ask.</summary>
internal static class CostEndpoints
{
    public static void MapCosts(this WebApplication app)
    {
        app.MapGet("/costs", By);
        app.MapGet(
            "/costs/wasted",
            async (
                [AsParameters] CostQuery query,
                CostStore store,
                ProjectFolders folders,
                CancellationToken stop
            ) =>
            {
                await folders.Know(query.Project, stop);
                return await store.Wasted(new(query.Since, query.Until), query.Project, stop);
            }
        );
        app.MapGet(
            "/costs/outcomes",
            async (
                [AsParameters] CostQuery query,
                CostStore store,
                ProjectFolders folders,
                CancellationToken stop
            ) =>
            {
                await folders.Know(query.Project, stop);
                return await store.Outcomes(new(query.Since, query.Until), query.Project, stop);
            }
        );
    }

    private static async Task<IResult> By([AsParameters] CostQuery query, HttpContext context)
    {
        var (by, stop) = (query.By ?? "day", context.RequestAborted);
        if (!CostReport.Groupings.Contains(by))
            return ErrorBody.Says(
                400,
                $"Costs are not known by '{by}': expected one of {string.Join(", ", CostReport.Groupings)}."
            );
        var services = context.RequestServices;
        var zone = query.Zone ?? services.GetRequiredService<TimeProvider>().LocalTimeZone.Id;
        // A machine whose zone has no name has one that only it knows.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) && query.Zone is null)
            known = TimeZoneInfo.Utc;
        if (known is null)
            return ErrorBody.Says(400, $"'{zone}' is no time zone: expected one such as Europe/Berlin or UTC.");
        await services.GetRequiredService<ProjectFolders>().Know(query.Project, stop);
        var span = new CostSpan(query.Since, query.Until, known.Id);
        return Results.Ok(await services.GetRequiredService<CostStore>().By(by, span, query.Project, stop));
    }
}

/// <summary>What of costs is asked.</summary>
internal sealed class CostQuery
{
    /// <summary>One of <see cref="CostReport.Groupings"/>; day when null.</summary>
    public string? By { get; init; }

    /// <summary>From then on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A folder.</summary>
    public string? Project { get; init; }

    /// <summary>Whose days; the silo's when null.</summary>
    public string? Zone { get; init; }
}
