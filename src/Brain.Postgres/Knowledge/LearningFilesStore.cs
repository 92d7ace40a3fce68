using Npgsql;

namespace Brain.Postgres.Knowledge;

/// <summary>Keeps what the files that learnings are about held when each was written or judged.</summary>
public sealed class LearningFilesStore(NpgsqlDataSource database)
{
    /// <summary>Those whose files nobody looked at since, the newest first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="without">But for these.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<UnseenFiles[]> Unseen(int most, Guid[] without, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_unseen_files.sql"));
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = without });
        return await Rows.ReadAll(
            command,
            row => new UnseenFiles(
                row.GetGuid(0),
                row.GetString(1),
                Rows.Read<string>(row, 2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<string[]>(4)
            )
            {
                Before = row.GetFieldValue<string[]>(5),
            },
            stop
        );
    }

    /// <summary>Keeps what was seen of each.</summary>
    public async Task Keep(IReadOnlyCollection<(UnseenFiles Learning, string[] Seen)> looked, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/write_seen_files.sql"));
        command.Parameters.Add(new() { Value = looked.Select(one => one.Learning.Id).ToArray() });
        command.Parameters.Add(new() { Value = looked.Select(one => one.Learning.Since).ToArray() });
        command.Parameters.Add(new() { Value = looked.Select(one => string.Join('\n', one.Seen)).ToArray() });
        await command.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>A learning whose files nobody looked at.</summary>
/// <param name="Id">Which.</param>
/// <param name="Text">What it says.</param>
/// <param name="Project">Its project's folder, or null.</param>
/// <param name="Since">When it was written or judged.</param>
/// <param name="Files">Files that it lists, beside those that its text names.</param>
public sealed record UnseenFiles(Guid Id, string Text, string? Project, DateTimeOffset Since, string[] Files)
{
    /// <summary>What was kept of an earlier look, a line each.</summary>
    public string[] Before { get; init; } = [];
}
