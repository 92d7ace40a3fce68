using Brain.Messages.Personas;
using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Personas</c> shows.</summary>
/// <param name="Personas">Every one, people's own first.</param>
/// <param name="Comments">What each said lately.</param>
/// <param name="Broadcasts">Questions to all, newest first.</param>
public sealed record PersonasModel(
    PersonaSummary[] Personas,
    ILookup<Guid, PersonasComment> Comments,
    ShownBroadcast[] Broadcasts
)
{
    private const int CommentsMax = 3;
    private const int BroadcastsMax = 3;

    /// <summary>What one said lately.</summary>
    public IEnumerable<PersonasComment> Said(Guid persona) => Comments[persona];

    /// <summary>Reads it.</summary>
    public static async Task<PersonasModel> Read(DashboardReader reader, CancellationToken stop)
    {
        var (comments, broadcasts) = (
            reader.Store.Comments(CommentsMax, stop),
            reader.Store.Broadcasts(BroadcastsMax, stop)
        );
        return new(
            [
                .. reader
                    .Source.Personas()
                    .OrderBy(one => one.Tier == "system")
                    .ThenBy(one => one.Status switch { "active" => 0, "inactive" => 1, _ => 2 })
                    .ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase),
            ],
            (await comments).ToLookup(one => one.Persona),
            await broadcasts
        );
    }
}
