using System.Text.Json;
using Brain.Domain.Knowledge;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Finds what personas answer from, and keeps what an answer taught.</summary>
public sealed class EvidenceStore(NpgsqlDataSource database)
{
    /// <summary>What the brain knows about a question, best first.</summary>
    /// <param name="question">As it was asked.</param>
    /// <param name="persona">Whose comments, or null for everybody's.</param>
    /// <param name="project">The project's folder, or null for every project.</param>
    /// <param name="limit">At most so many rows of each kind.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<Evidence[]> Find(
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
}
