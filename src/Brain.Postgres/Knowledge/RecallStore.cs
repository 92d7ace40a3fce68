using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Knowledge.Recall;
using Brain.Domain.Tools;
using Brain.Messages.Knowledge;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>
/// Makes the keys by which tool calls are found again, and finds them. Making them may be done twice, and by two at
/// once: calls that wait are locked by whoever is at them.
/// </summary>
public sealed class RecallStore(NpgsqlDataSource database)
{
    /// <summary>The most calls that one question is answered with.</summary>
    public const int FoundMax = 12;

    /// <summary>The same for a hook.</summary>
    public const int FoundByHookMax = 4;

    private const int CallsMax = 1_000;

    /// <summary>Makes the keys of the oldest calls that wait.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting; nothing is half done.</param>
    /// <returns>How many were taken off the queue; 0 when none waits.</returns>
    public async Task<int> Index(int most, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var read = new NpgsqlCommand(Sql.Read("knowledge/read_call_queue.sql"), connection);
        read.Parameters.Add(new() { Value = most });
        var waiting = await Rows.ReadAll(read, QueuedCall.Read, stop);
        if (waiting.Length == 0)
            return 0;
        (QueuedCall Call, CallKey Key)[] keys =
        [
            .. waiting.DistinctBy(one => one.Id).SelectMany(one => one.Keys().Select(key => (one, key))),
        ];
        await using var hold = new NpgsqlCommand(Sql.Read("knowledge/lock_call_keys.sql"), connection);
        await hold.ExecuteNonQueryAsync(stop);
        await using var clear = new NpgsqlCommand(Sql.Read("knowledge/delete_call_keys.sql"), connection);
        clear.Parameters.Add(new() { Value = waiting.Select(one => one.Id).Distinct().ToArray() });
        await clear.ExecuteNonQueryAsync(stop);
        await using var write = new NpgsqlCommand(Sql.Read("knowledge/write_call_keys.sql"), connection);
        write.Parameters.Add(new() { Value = waiting.Select(one => one.Queue).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Call.Id).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Key.Kind).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Key.Digest).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Call.Session).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Call.At).ToArray() });
        write.Parameters.Add(new() { Value = keys.Select(one => one.Call.Status == "errored").ToArray() });
        await write.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return waiting.Length;
    }

    /// <summary>
    /// What failed before and is asked about, the newest first; of a file, what broke after it was changed.
    /// </summary>
    /// <param name="question">What is asked.</param>
    /// <param name="before">Only calls before that.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<ImmutableArray<RecalledCall>> Find(
        RecallQuestion question,
        DateTimeOffset before,
        CancellationToken stop
    )
    {
        if (question.Keys is [{ Kind: CallKey.File } file])
            return await Breaks(question, file, before, stop);
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_failed_calls.sql"));
        command.Parameters.Add(new() { Value = question.Project });
        command.Parameters.Add(Rows.Maybe(question.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = question.Keys.Select(key => key.Kind).ToArray() });
        command.Parameters.Add(new() { Value = question.Keys.Select(key => key.Digest).ToArray() });
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        command.Parameters.Add(new() { Value = question.Session is null ? FoundMax : FoundByHookMax });
        return
        [
            .. await Rows.ReadAll(
                command,
                row => new RecalledCall(
                    row.GetGuid(2),
                    row.GetGuid(3),
                    row.GetFieldValue<DateTimeOffset>(4),
                    Rows.Read<string>(row, 5) ?? "",
                    Rows.Read<string>(row, 6) ?? ""
                )
                {
                    Kind = row.GetString(0),
                    Key = row.GetInt64(1),
                    Fix = Rows.Read<string>(row, 8),
                    Edited = [.. row.GetFieldValue<string[]>(9)],
                    WorkedSince = [.. row.GetFieldValue<string?[]>(10).OfType<string>()],
                },
                stop
            ),
        ];
    }

    /// <summary>The keys by which failed calls are found, those that came since a reading.</summary>
    /// <param name="cursor">From the reading before, or null.</param>
    /// <param name="most">At most so many, the newest.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>Where to go on from, and the keys.</returns>
    public async Task<(string? Cursor, long[] Keys)> FailedKeys(string? cursor, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_failed_keys.sql"));
        command.Parameters.Add(Rows.Maybe(cursor, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = most });
        var rows = await Rows.ReadAll(command, row => (Cursor: row.GetString(0), Key: row.GetInt64(1)), stop);
        return (rows.Length == 0 ? cursor : rows[0].Cursor, [.. rows.Select(row => row.Key)]);
    }

    /// <summary>Calls of a program on a project, the newest first.</summary>
    /// <param name="project">Its key.</param>
    /// <param name="head">The program.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<(string Target, bool Failed, DateTimeOffset At, Guid Session)[]> Calls(
        string project,
        CallKey head,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_program_calls.sql"));
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new() { Value = head.Digest });
        command.Parameters.Add(new() { Value = CallsMax });
        return await Rows.ReadAll(
            command,
            row => (row.GetString(0), row.GetBoolean(1), row.GetFieldValue<DateTimeOffset>(2), row.GetGuid(3)),
            stop
        );
    }

    /// <summary>What agents changed in files of a name on a project, the newest first.</summary>
    /// <param name="project">Its key.</param>
    /// <param name="file">The name.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<FileEdit[]> Edits(string project, CallKey file, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_file_edits.sql"));
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new() { Value = file.Digest });
        command.Parameters.Add(new() { Value = CallsMax });
        return await Rows.ReadAll(
            command,
            row => new FileEdit(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2))
            {
                TurnNum = Rows.Read<int?>(row, 3),
                Prompt = Rows.Read<string>(row, 4),
                Purpose = Rows.Read<string>(row, 5),
            },
            stop
        );
    }

    private async Task<ImmutableArray<RecalledCall>> Breaks(
        RecallQuestion question,
        CallKey file,
        DateTimeOffset before,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_breaks.sql"));
        command.Parameters.Add(new() { Value = question.Project });
        command.Parameters.Add(Rows.Maybe(question.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = file.Digest });
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        return
        [
            .. await Rows.ReadAll(
                command,
                row => new RecalledCall(
                    row.GetGuid(0),
                    row.GetGuid(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    Rows.Read<string>(row, 3) ?? "",
                    Rows.Read<string>(row, 4) ?? ""
                ),
                stop
            ),
        ];
    }

    private sealed record QueuedCall(
        long Queue,
        Guid Id,
        Guid Session,
        DateTime At,
        string? Kind,
        string? Target,
        string? Error,
        string? Status
    )
    {
        public static QueuedCall Read(NpgsqlDataReader row) =>
            new(
                row.GetInt64(0),
                Rows.Read<Guid>(row, 1),
                Rows.Read<Guid>(row, 2),
                Rows.Read<DateTime>(row, 3),
                Rows.Read<string>(row, 4),
                Rows.Read<string>(row, 5),
                Rows.Read<string>(row, 6),
                Rows.Read<string>(row, 7)
            );

        public CallKey[] Keys()
        {
            if (Status is not ("ok" or "errored"))
                return [];
            try
            {
                return CallKey.Of(ToolPattern.KindOf(Kind), Target, Status == "errored" ? Error ?? "" : null);
            }
            catch (RegexMatchTimeoutException)
            {
                // A call that takes so long to read is not found again.
                return [];
            }
        }
    }
}
