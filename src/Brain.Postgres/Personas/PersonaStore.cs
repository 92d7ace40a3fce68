using System.Text.Json;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Messages.Personas;
using Brain.Messages.Secrets;
using Brain.Postgres.Review;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Personas;

/// <summary>Reads and writes personas, and finds what they answer from.</summary>
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
        return await command.ExecuteScalarAsync(stop) is string json
            ? JsonSerializer.Deserialize(json, ReviewJson.Default.TriedTurnArray)!
            : [];
    }

    /// <summary>What the brain knows about a question, best first.</summary>
    /// <param name="question">As it was asked.</param>
    /// <param name="persona">Whose comments, or null for everybody's.</param>
    /// <param name="project">The project's folder, or null for every project.</param>
    /// <param name="limit">At most so many rows of each kind.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<Evidence[]> Evidence(
        string question,
        Guid? persona,
        string? project,
        int limit,
        CancellationToken stop
    )
    {
        var words = Question.Words(question);
        if (words.Length == 0)
            return [];
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_evidence.sql"));
        command.Parameters.Add(new() { Value = words });
        command.Parameters.Add(Rows.Maybe(persona, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(
            command,
            row => new Evidence(
                row.GetString(0),
                row.GetGuid(1),
                Rows.Read<Guid?>(row, 2),
                Rows.Read<int?>(row, 3),
                row.GetString(4),
                row.GetFloat(5),
                Rows.Read<short?>(row, 6),
                Rows.Read<float?>(row, 7)
            )
            {
                Unreviewed = row.GetBoolean(8),
                Rejected = row.GetBoolean(9),
                At = row.GetFieldValue<DateTimeOffset>(10),
            },
            stop
        );
    }

    /// <summary>Keeps what an answer taught, unreviewed.</summary>
    public async Task Keep(KeptAnswer lesson)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/keep_learning.sql"));
        command.Parameters.Add(
            new() { Value = new[] { lesson.Session }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
        );
        command.Parameters.Add(new() { Value = new[] { lesson.Persona } });
        command.Parameters.Add(
            new() { Value = new[] { lesson.Project }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        command.Parameters.Add(new() { Value = new[] { SecretScanner.Redact(lesson.Text) } });
        command.Parameters.Add(new() { Value = new[] { lesson.Kind } });
        command.Parameters.Add(
            new()
            {
                Value = new[]
                {
                    JsonSerializer.Serialize(
                        new Dictionary<string, IReadOnlyCollection<string>> { ["evidence"] = lesson.Cited }
                    ),
                },
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the Cop saw of a session, newest first, at most 10 lines.</summary>
    public async Task<string[]> Drift(Guid session, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("drift/list_drift.sql"));
        command.Parameters.Add(new() { Value = session });
        command.Parameters.Add(new() { Value = LinesMax });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>What is queued for a person, newest first, at most 10 lines.</summary>
    public async Task<string[]> Queue(string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("review/list_queue.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = LinesMax });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
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
