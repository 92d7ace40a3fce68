using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Pipelines;

/// <summary>
/// The outbox of people's ntfy: takes messages that are due, and notes what became of each try. Its clock is the
/// database's.
/// </summary>
public sealed class NotificationStore(NpgsqlDataSource database)
{
    /// <summary>Whoever takes a message has it for so long.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Takes messages that are due.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="topic">Where those go that name no topic; null when nowhere, and then none of them is
    /// taken.</param>
    /// <param name="stop">Gives up waiting; they may still have been taken.</param>
    public async Task<ClaimedNotification[]> Claim(int most, string? topic, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/claim_notifications.sql"));
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = Lease.TotalSeconds });
        command.Parameters.Add(Rows.Maybe(topic, NpgsqlDbType.Text));
        return await Rows.ReadAll(command, Read, stop);
    }

    /// <summary>Notes that a message is at the server.</summary>
    /// <param name="claimed">The try.</param>
    /// <param name="remote">What the server calls it.</param>
    /// <returns>False when somebody else has taken the message since, or it is over.</returns>
    public async Task<bool> Sent(ClaimedNotification claimed, string remote)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/note_sent.sql"));
        command.Parameters.Add(new() { Value = claimed.Id });
        command.Parameters.Add(new() { Value = claimed.Try });
        command.Parameters.Add(new() { Value = remote });
        return await command.ExecuteScalarAsync() is not null;
    }

    /// <summary>Notes that a try failed.</summary>
    /// <param name="claimed">The try.</param>
    /// <param name="why">A sentence, without secrets.</param>
    /// <param name="next">How long until the next try; null when the message is given up.</param>
    /// <param name="mayHaveArrived">Whether the server may have it nevertheless.</param>
    /// <returns>False when somebody else has taken the message since, or it is over.</returns>
    public async Task<bool> NotSent(ClaimedNotification claimed, string why, TimeSpan? next, bool mayHaveArrived)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/note_not_sent.sql"));
        command.Parameters.Add(new() { Value = claimed.Id });
        command.Parameters.Add(new() { Value = claimed.Try });
        command.Parameters.Add(new() { Value = SecretScanner.Redact(why) });
        command.Parameters.Add(Rows.Maybe(next?.TotalSeconds, NpgsqlDbType.Double));
        command.Parameters.Add(new() { Value = mayHaveArrived });
        return await command.ExecuteScalarAsync() is not null;
    }

    /// <summary>Notes at every message that is due why nothing can be sent now; that is no try.</summary>
    /// <param name="why">A sentence, without secrets.</param>
    /// <param name="onlyWithoutTopic">Whether those that name a topic can be sent.</param>
    /// <param name="stop">Gives up waiting; it may still have been noted.</param>
    /// <returns>How many did not say so before.</returns>
    public async Task<int> Unsendable(string why, bool onlyWithoutTopic, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/note_unsendable.sql"));
        command.Parameters.Add(new() { Value = SecretScanner.Redact(why) });
        command.Parameters.Add(new() { Value = onlyWithoutTopic });
        return (await Rows.ReadAll(command, row => row.GetGuid(0), stop)).Length;
    }

    /// <summary>
    /// How long until the next message is due, zero or less when one is due now; null when none waits.
    /// </summary>
    /// <param name="hasTopic">Whether those count that name no topic.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<TimeSpan?> NextIn(bool hasTopic, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/next_notification.sql"));
        command.Parameters.Add(new() { Value = hasTopic });
        return await command.ExecuteScalarAsync(stop) is double seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>How messages do.</summary>
    public async Task<NotificationCounts> Report(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/ntfy_report.sql"));
        return (
            await Rows.ReadAll(
                command,
                row => new NotificationCounts(
                    row.GetInt32(0),
                    row.GetInt32(1),
                    row.GetInt32(2),
                    row.GetInt32(3),
                    Rows.Read<string>(row, 4)
                ),
                stop
            )
        )[0];
    }

    private static ClaimedNotification Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetInt32(1),
            row.GetFieldValue<DateTimeOffset>(2),
            row.GetBoolean(3),
            row.GetString(10),
            new(
                Rows.Read<string>(row, 4),
                row.GetString(5),
                row.GetString(6),
                row.GetInt32(7),
                [.. row.GetFieldValue<string[]>(8)],
                Rows.Read<string>(row, 9)
            )
        );
}

/// <summary>How messages to people's ntfy do.</summary>
/// <param name="Pending">Those that wait.</param>
/// <param name="Failing">Of those, how many failed at least once.</param>
/// <param name="Failed">Those given up in the last 7 days.</param>
/// <param name="Sent">Those sent in the last 7 days.</param>
/// <param name="Error">Why the newest of the failing or failed ones did, or null.</param>
public sealed record NotificationCounts(int Pending, int Failing, int Failed, int Sent, string? Error);
