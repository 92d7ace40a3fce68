using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Mcp;

/// <summary>What an agent asks of the brain over MCP that nobody else does.</summary>
public sealed class McpStore(NpgsqlDataSource database)
{
    /// <summary>
    /// The live sessions of some processes of a machine, the newest first; those that are no agent's are left out.
    /// </summary>
    public async Task<SpeakingSession[]> Sessions(int[] processes, string machine, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/find_speaker.sql"));
        command.Parameters.Add(
            new() { Value = processes.Select(one => one.ToString(CultureInfo.InvariantCulture)).ToArray() }
        );
        command.Parameters.Add(new() { Value = machine });
        return await Rows.ReadAll(command, Speaking, stop);
    }

    /// <summary>
    /// The live sessions of an agent in a folder of a machine whose process nobody told, the newest first.
    /// </summary>
    public async Task<SpeakingSession[]> Sessions(
        string agent,
        string folder,
        string machine,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/find_speaker_in_folder.sql"));
        command.Parameters.Add(new() { Value = agent });
        command.Parameters.Add(new() { Value = folder });
        command.Parameters.Add(new() { Value = machine });
        return await Rows.ReadAll(command, Speaking, stop);
    }

    private static SpeakingSession Speaking(NpgsqlDataReader row) =>
        new(
            new SessionId(row.GetGuid(0)),
            row.GetString(1),
            Rows.Read<int?>(row, 2),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetBoolean(4)
        );

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

    /// <summary>Turns of a session by their first letters, oldest first.</summary>
    /// <param name="session">Of which.</param>
    /// <param name="before">Only those before this one; null for the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<TurnLine[]> TurnLines(SessionId session, int? before, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/list_turn_lines.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(Rows.Maybe(before, NpgsqlDbType.Integer));
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(
            command,
            row => new TurnLine(row.GetInt32(0), row.GetBoolean(1), row.GetString(2)),
            stop
        );
    }

    /// <summary>A turn whole, and those around it by their first letters, oldest first.</summary>
    public async Task<TurnSummary[]> Turns(
        SessionId session,
        int turn,
        (int Turns, int Letters) around,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/read_turns.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = turn });
        command.Parameters.Add(new() { Value = around.Turns });
        command.Parameters.Add(new() { Value = around.Letters });
        return await Rows.ReadAll(command, SessionStore.Turn, stop);
    }

    /// <summary>When each of some things last changed; null for one that is not there.</summary>
    public async Task<string?[]> Versions(IReadOnlyList<Followed> things, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("mcp/read_versions.sql"));
        command.Parameters.Add(new() { Value = things.Select(one => one.Kind).ToArray() });
        command.Parameters.Add(new() { Value = things.Select(one => one.Id).ToArray() });
        command.Parameters.Add(new() { Value = things.Select(one => one.Turn).ToArray() });
        command.Parameters.Add(new() { Value = things.Select(one => one.Name).ToArray() });
        return await Rows.ReadAll(command, row => Rows.Read<string>(row, 0), stop);
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

/// <summary>A session that an MCP client may speak from.</summary>
/// <param name="Id">Which.</param>
/// <param name="Agent">Whose.</param>
/// <param name="Process">The agent's process that it lives in; null when nobody told.</param>
/// <param name="SeenAt">When it last changed.</param>
/// <param name="IsAtWork">Its newest turn is open.</param>
public sealed record SpeakingSession(
    SessionId Id,
    string Agent,
    int? Process,
    DateTimeOffset SeenAt,
    bool IsAtWork
);

/// <summary>One turn in a list.</summary>
/// <param name="Num">Its number.</param>
/// <param name="Typed">Whether a person typed it.</param>
/// <param name="Text">The first letters of what was asked, or else answered.</param>
public sealed record TurnLine(int Num, bool Typed, string Text);

/// <summary>Something whose changes are followed.</summary>
/// <param name="Kind">session, turn, handoff, learning, persona, pipeline or run.</param>
/// <param name="Id">Its row; of a turn or a hand-off the session's; null for a pipeline.</param>
/// <param name="Turn">The turn's number, or null.</param>
/// <param name="Name">The pipeline's name, or null.</param>
public sealed record Followed(string Kind, Guid? Id, int? Turn = null, string? Name = null);

/// <summary>The format of what is read for MCP.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrientationData))]
internal sealed partial class McpJson : JsonSerializerContext;
