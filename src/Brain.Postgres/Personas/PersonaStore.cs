using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Personas;
using Brain.Messages.Personas;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Personas;

/// <summary>Reads and writes personas: who they are, what they said, and how that was rated.</summary>
public sealed class PersonaStore(NpgsqlDataSource database)
{
    private const int LinesMax = 10;

    /// <summary>Every persona, system ones first.</summary>
    public async Task<Persona[]> List(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/list_personas.sql"));
        command.Parameters.Add(new() { Value = RatingCounts.NewestMax });
        return await Rows.ReadAll(command, Read, stop);
    }

    /// <summary>Adds a user's persona.</summary>
    /// <returns>False when another has the name.</returns>
    public async Task<bool> Add(Guid id, CreatePersona persona, string skill)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/add_persona.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = SecretScanner.Redact(persona.Name) });
        command.Parameters.Add(new() { Value = SecretScanner.Redact(persona.Emoji) });
        command.Parameters.Add(new() { Value = SecretScanner.Redact(persona.Job) });
        command.Parameters.Add(new() { Value = skill });
        command.Parameters.Add(Rows.Maybe(persona.Session?.Value, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = persona.Source });
        return await Taken(() => command.ExecuteNonQueryAsync()) is not null;
    }

    /// <summary>Renames a persona or moves it to another status.</summary>
    /// <returns>Its name as it is now; null when another persona has the name, or there is none with this id.</returns>
    public async Task<string?> Change(Guid id, string? name, PersonaStatus? status)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/change_persona.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(Rows.Maybe(name is null ? null : SecretScanner.Redact(name), NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(status?.ToString().ToLowerInvariant(), NpgsqlDbType.Text));
        return await Taken(() => command.ExecuteScalarAsync()) as string;
    }

    /// <summary>Notes that a persona is heard in the footer again, so that it is said when it is muted anew.</summary>
    public async Task HearAgain(Guid id)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/hear_again.sql"));
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets a persona be heard again, whatever it was rated until now.</summary>
    public async Task Unmute(Guid id)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/unmute_persona.sql"));
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The last turns of a session, or of a project, oldest first, at most 10.</summary>
    public async Task<TriedTurn[]> LastTurns(Guid? session, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/read_last_turns.sql"));
        command.Parameters.Add(Rows.Maybe(session, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = LinesMax });
        return await Read(command, PersonaJson.Default.TriedTurnArray, stop) ?? [];
    }

    /// <summary>Writes a person's rating, which wins over every other; null when there is no such comment.</summary>
    public async Task<CommentRated?> Rate(RateComment message, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/write_rating.sql"));
        command.Parameters.Add(Json(message, PersonaJson.Default.RateComment));
        return await Read(command, PersonaJson.Default.CommentRated, stop);
    }

    /// <summary>
    /// What a persona said last, what is open with it, and how it was rated; all empty when there is no such persona.
    /// </summary>
    /// <param name="persona">Its row's id.</param>
    /// <param name="limit">1 to <see cref="PersonaLog.RowsMax"/> comments and open items.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<PersonaLog> CheckIn(Guid persona, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("personas/check_in.sql"));
        command.Parameters.Add(new() { Value = persona });
        command.Parameters.Add(new() { Value = Math.Clamp(limit, 1, PersonaLog.RowsMax) });
        command.Parameters.Add(new() { Value = RatingCounts.NewestMax });
        return (await Read(command, PersonaJson.Default.PersonaLog, stop))!;
    }

    private static async Task<object?> Taken(Func<Task<object?>> write)
    {
        try
        {
            return await write();
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private static Task<object?> Taken(Func<Task<int>> write) => Taken(async () => (object?)await write());

    private static NpgsqlParameter Json<T>(T value, JsonTypeInfo<T> shape) =>
        new() { Value = JsonSerializer.Serialize(value, shape), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static async Task<T?> Read<T>(NpgsqlCommand command, JsonTypeInfo<T> shape, CancellationToken stop) =>
        await command.ExecuteScalarAsync(stop) is string json ? JsonSerializer.Deserialize(json, shape) : default;

    private static Persona Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Emoji = row.GetString(2),
            Job = row.GetString(3),
            System = row.GetString(4) == "system",
            Status = Enum.Parse<PersonaStatus>(row.GetString(5), ignoreCase: true),
            Skill = Rows.Read<string>(row, 6),
            Ratings = new(row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10)),
            MuteIsSaid = row.GetBoolean(11),
            Weighed = new(row.GetInt32(12), row.GetInt32(13), row.GetInt32(14), 0),
        };
}
