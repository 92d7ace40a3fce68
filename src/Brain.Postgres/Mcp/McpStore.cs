using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Npgsql;

namespace Brain.Postgres.Mcp;

/// <summary>What an agent asks of the brain over MCP that nobody else does.</summary>
public sealed class McpStore(NpgsqlDataSource database)
{
    /// <summary>The live session of each of some processes; those that are no agent's are left out.</summary>
    public async Task<(SessionId Session, int Process, DateTimeOffset SeenAt)[]> Sessions(
        int[] processes,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/find_speaker.sql"));
        command.Parameters.Add(new() { Value = processes });
        return await Rows.ReadAll(
            command,
            row => (new SessionId(row.GetGuid(0)), row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(2)),
            stop
        );
    }

    /// <summary>One row of a kind that search knows, whole; null when there is none.</summary>
    public async Task<ShownUnit?> Read(string kind, Guid row, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/read_row.sql"));
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = row });
        return (
            await Rows.ReadAll(
                command,
                found => new ShownUnit(
                    0,
                    found.GetString(0),
                    found.GetGuid(1),
                    Rows.Read<Guid?>(found, 2),
                    Rows.Read<int?>(found, 3),
                    Rows.Read<string>(found, 4),
                    Rows.Read<string>(found, 5),
                    found.GetFieldValue<DateTimeOffset>(6),
                    found.GetString(7),
                    found.GetString(8),
                    Rows.Read<short?>(found, 9),
                    Rows.Read<float?>(found, 10)
                ),
                stop
            )
        ).SingleOrDefault();
    }

    /// <summary>What a session would hear at its start.</summary>
    public async Task<OrientationData> Orientation(SessionId session, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/read_orientation.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        return await command.ExecuteScalarAsync(stop) is string said
            ? JsonSerializer.Deserialize(said, McpJson.Default.OrientationData)!
            : new();
    }
}

/// <summary>The format of what is read for MCP.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrientationData))]
internal sealed partial class McpJson : JsonSerializerContext;
