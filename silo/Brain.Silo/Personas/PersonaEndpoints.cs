using Brain.Messages;

namespace Brain.Silo.Personas;

/// <summary>What people ask of personas; whatever they want done is a command.</summary>
internal static class PersonaEndpoints
{
    public static void MapPersonas(this WebApplication app)
    {
        app.MapGet("/personas", (PersonaReports personas) => personas.All().ToArray());
        app.MapGet("/personas/{name}/checkin", async (string name, PersonaReports personas) =>
            personas.Find(name) is { } persona
                ? Results.Json(await personas.CheckIn(persona), MessagesJson.Default.CheckIn)
                : ErrorBody.Says(404, $"There is no persona '{name}'. See: brain persona list")
        );
    }
}
