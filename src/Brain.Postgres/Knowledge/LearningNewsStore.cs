using Brain.Domain.Knowledge;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Reads the learnings that sessions may be told, and then what changed of them.</summary>
public sealed class LearningNewsStore(NpgsqlDataSource database)
{
    /// <summary>What changed since a reading; all there is for none.</summary>
    /// <param name="cursor">From the reading before, or null.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>Where to go on from, and each learning; null for one that is not told any more.</returns>
    public async Task<(string? Cursor, (Guid Id, KnownLearning? Learning)[] Changed)> Read(
        string? cursor,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_news.sql"));
        command.Parameters.Add(Rows.Maybe(cursor, NpgsqlDbType.Text));
        var rows = await Rows.ReadAll(
            command,
            row => (Cursor: row.GetString(0), Id: row.GetGuid(1), Learning: row.IsDBNull(2) ? null : Learning(row)),
            stop
        );
        return (rows.Length == 0 ? cursor : rows[0].Cursor, [.. rows.Select(row => (row.Id, row.Learning))]);
    }

    private static KnownLearning Learning(NpgsqlDataReader row)
    {
        var text = row.GetString(2);
        return new(row.GetGuid(1), text, row.GetString(3), row.GetString(4))
        {
            Session = Rows.Read<Guid?>(row, 5),
            Project = row.GetString(6),
            Importance = Rows.Read<short?>(row, 8),
            Confidence = Rows.Read<float?>(row, 9),
            NewsAt = row.GetFieldValue<DateTimeOffset>(10),
            Files = [.. NamedFiles.Of(text, row.GetFieldValue<string[]>(12))],
        };
    }
}
