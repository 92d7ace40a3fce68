using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Reads learnings, keeps new ones, and writes what people say of them.</summary>
public sealed class LearningStore(NpgsqlDataSource database)
{
    private const int IdLength = 32;

    /// <summary>Learnings, those that wait for a review oldest first.</summary>
    /// <param name="status">One, or null for active and unreviewed.</param>
    /// <param name="project">The project's folder, or null for every project.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public Task<LearningSummary[]> List(string? status, string? project, int limit, CancellationToken stop) =>
        List((status, project), null, limit, stop);

    /// <summary>The learnings whose id begins so, of every status: at most two.</summary>
    public Task<LearningSummary[]> Find(string beginning, CancellationToken stop) =>
        List((null, null), beginning.Replace("-", "", StringComparison.Ordinal), 2, stop);

    /// <summary>Keeps one, unless it is known in the same words.</summary>
    /// <returns>The row that says it, its status, and whether it is new.</returns>
    public async Task<(Guid Id, string Status, bool Added)> Add(
        (Guid? Session, string? Project) where,
        string text,
        string status,
        string source,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/add_learning.sql"));
        command.Parameters.Add(Rows.Maybe(where.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(where.Project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = SecretScanner.Redact(text) });
        command.Parameters.Add(new() { Value = status });
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(new() { Value = "fact" });
        return (await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1), row.GetBoolean(2)), stop))[0];
    }

    /// <summary>Writes what a learning is worth; false when there is none, or none that takes its place.</summary>
    public async Task<bool> Change(Guid id, ChangeLearning message, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/change_learning.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(Rows.Maybe(message.Status, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(message.Importance, NpgsqlDbType.Smallint));
        command.Parameters.Add(Rows.Maybe(message.SupersededBy, NpgsqlDbType.Uuid));
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    private async Task<LearningSummary[]> List(
        (string? Status, string? Project) only,
        string? digits,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_learnings.sql"));
        command.Parameters.Add(Rows.Maybe(only.Status, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(only.Project, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(Bound(digits, '0'), NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(Bound(digits, 'f'), NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(command, Read, stop);
    }

    private static Guid? Bound(string? digits, char fill) =>
        digits is null ? null : Guid.Parse(digits.PadRight(IdLength, fill));

    private static LearningSummary Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            Rows.Read<string>(row, 5),
            Rows.Read<Guid?>(row, 6),
            Rows.Read<short?>(row, 7),
            Rows.Read<float?>(row, 8),
            row.GetFieldValue<DateTimeOffset>(9),
            row.GetFieldValue<DateTimeOffset>(10)
        )
        {
            Files = row.GetFieldValue<string[]>(11),
            SupersededBy = Rows.Read<Guid?>(row, 12),
            FilesSeen = row.GetFieldValue<string[]>(13),
        };
}
