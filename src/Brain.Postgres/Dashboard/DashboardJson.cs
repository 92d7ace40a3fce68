using System.Text.Json.Serialization;

namespace Brain.Postgres.Dashboard;

/// <summary>The format of what statements of the dashboard return.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LiveCard))]
[JsonSerializable(typeof(ListedSession))]
[JsonSerializable(typeof(SessionHead))]
[JsonSerializable(typeof(SessionTurn))]
[JsonSerializable(typeof(TurnDecision))]
[JsonSerializable(typeof(LineageLink))]
[JsonSerializable(typeof(PersonasComment))]
[JsonSerializable(typeof(ShownBroadcast))]
[JsonSerializable(typeof(DatabaseSize))]
internal sealed partial class DashboardJson : JsonSerializerContext;
