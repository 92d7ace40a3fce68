using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Messages;
using Brain.Messages.Pipelines;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Dashboard;

/// <summary>What the dashboard's pages read: many rows at a time, and nothing is ever written.</summary>
public sealed class DashboardStore(NpgsqlDataSource database)
{
    /// <summary>Live sessions that are looked at for the first page.</summary>
    public const int LiveMax = 500;

    /// <summary>Live sessions whose newest turn is looked at for changes.</summary>
    public const int WatchedMax = 200;

    /// <summary>Live sessions, the most recently changed first, at most <see cref="LiveMax"/>.</summary>
    public Task<LiveCard[]> Live(CancellationToken stop) =>
        All(Sql.Read("dashboard/list_live_sessions.sql"), DashboardJson.Default.LiveCard, stop, Number(LiveMax));

    /// <summary>
    /// Live sessions with a cap in dollars of their own, at most <see cref="LiveMax"/>: purpose, cap and what of it is
    /// used.
    /// </summary>
    public async Task<(Guid Id, string? Purpose, decimal Cap, decimal Cost)[]> SessionCaps(CancellationToken stop)
    {
        await using var command = Command(Sql.Read("dashboard/list_session_caps.sql"), Number(LiveMax));
        return await Rows.ReadAll(
            command,
            row => (row.GetGuid(0), Rows.Read<string>(row, 1), row.GetDecimal(2), row.GetDecimal(3)),
            stop
        );
    }

    /// <summary>How many sessions there are, and what the last day cost.</summary>
    public async Task<SessionCounts> Counts(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("dashboard/count_sessions.sql"));
        var rows = await Rows.ReadAll(
            command,
            row => new SessionCounts(row.GetInt64(0), row.GetInt64(1), row.GetDecimal(2)),
            stop
        );
        return rows[0];
    }

    /// <summary>A page of sessions, the most recently changed first.</summary>
    /// <param name="asked">Which.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>The page, and how many there are in all.</returns>
    public async Task<(ListedSession[] Page, long Found)> Find(SessionQuestion asked, CancellationToken stop)
    {
        await using var command = Command(
            Sql.Read("dashboard/find_sessions.sql"),
            Text(asked.Words),
            Text(asked.Status),
            Text(asked.Mode),
            Number(SessionQuestion.PageMax),
            Number(asked.Page * SessionQuestion.PageMax)
        );
        var rows = await Rows.ReadAll(
            command,
            row => (Read(row.GetString(0), DashboardJson.Default.ListedSession), row.GetInt64(1)),
            stop
        );
        // Past the last page nothing says how many there are.
        var found =
            rows is [var first, ..] ? first.Item2
            : asked.Page > 0 ? (await Find(asked with { Page = 0 }, stop)).Found
            : 0;
        return ([.. rows.Select(row => row.Item1)], found);
    }

    /// <summary>A session's head, or null.</summary>
    /// <param name="id">Which.</param>
    /// <param name="asOf">As it was then; null for now.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SessionHead?> Head(Guid id, DateTimeOffset? asOf, CancellationToken stop) =>
        (
            await All(
                Sql.Read("dashboard/read_session.sql"),
                DashboardJson.Default.SessionHead,
                stop,
                Key(id),
                Moment(asOf)
            )
        ).SingleOrDefault();

    /// <summary>A page of a session's turns, oldest first.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="page">Which.</param>
    /// <param name="asOf">As they were then; null for now.</param>
    /// <param name="stop">Gives up waiting.</param>
    public Task<SessionTurn[]> Turns(Guid id, TurnsPage page, DateTimeOffset? asOf, CancellationToken stop) =>
        All(
            Sql.Read("dashboard/read_session_turns.sql"),
            DashboardJson.Default.SessionTurn,
            stop,
            Key(id),
            Rows.Maybe(page.Before, NpgsqlDbType.Integer),
            Number(page.Most),
            Moment(asOf)
        );

    /// <summary>What hooks decided around a page of turns and in none of them, oldest first.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="page">Around which.</param>
    /// <param name="asOf">As they were then; null for now.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<TurnlessDecisions> Turnless(
        Guid id,
        TurnsPage page,
        DateTimeOffset? asOf,
        CancellationToken stop
    )
    {
        await using var command = Command(
            Sql.Read("dashboard/list_turnless_decisions.sql"),
            Key(id),
            Rows.Maybe(page.Before, NpgsqlDbType.Integer),
            Number(page.Most),
            Moment(asOf),
            Number(TurnlessDecisions.ShownMax)
        );
        var rows = await Rows.ReadAll(
            command,
            row => (Read(row.GetString(0), DashboardJson.Default.TurnDecision), row.GetInt64(1)),
            stop
        );
        return new([.. rows.Select(row => row.Item1)], rows is [var first, ..] ? first.Item2 : 0);
    }

    /// <summary>What each turn of a session cost, oldest first.</summary>
    public async Task<TurnCost[]> Curve(Guid id, CancellationToken stop)
    {
        await using var command = Command(Sql.Read("dashboard/list_turn_costs.sql"), Key(id));
        return await Rows.ReadAll(
            command,
            row => new TurnCost(row.GetInt32(0), row.GetDecimal(1), row.GetInt64(2), row.GetBoolean(3)),
            stop
        );
    }

    /// <summary>Whom a session comes from, what came of it, and who worked in it.</summary>
    public Task<LineageLink[]> Lineage(Guid id, CancellationToken stop) =>
        All(Sql.Read("dashboard/list_lineage.sql"), DashboardJson.Default.LineageLink, stop, Key(id));

    /// <summary>What each persona said lately, newest first.</summary>
    public Task<PersonasComment[]> Comments(int most, CancellationToken stop) =>
        All(
            Sql.Read("dashboard/list_persona_comments.sql"),
            DashboardJson.Default.PersonasComment,
            stop,
            Number(most)
        );

    /// <summary>Questions to every persona, newest first.</summary>
    public Task<ShownBroadcast[]> Broadcasts(int most, CancellationToken stop) =>
        All(Sql.Read("dashboard/list_broadcasts.sql"), DashboardJson.Default.ShownBroadcast, stop, Number(most));

    /// <summary>Runs with what happened to each link, late ones first.</summary>
    public Task<RunSummary[]> Runs(int most, CancellationToken stop) =>
        All(Sql.Read("dashboard/list_run_chains.sql"), MessagesJson.Default.RunSummary, stop, Number(most));

    /// <summary>How much there is of what pages show a part of.</summary>
    public async Task<ListCounts> Totals(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("dashboard/count_lists.sql"));
        var rows = await Rows.ReadAll(
            command,
            row => new ListCounts(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4)
            ),
            stop
        );
        return rows[0];
    }

    /// <summary>How large the database is, and what waits in its queues.</summary>
    public async Task<DatabaseSize> Size(CancellationToken stop) =>
        (await All(Sql.Read("dashboard/read_sizes.sql"), DashboardJson.Default.DatabaseSize, stop)).Single();

    /// <summary>What time it is by the database's clock.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("dashboard/read_now.sql"));
        return (await Rows.ReadAll(command, row => row.GetFieldValue<DateTimeOffset>(0), stop))[0];
    }

    /// <summary>
    /// Sessions that changed since a moment, or something of theirs did, newest first, and when: of calls and turns
    /// those of the <see cref="WatchedMax"/> live ones that changed last.
    /// </summary>
    public async Task<(Guid Session, DateTimeOffset At)[]> Changed(
        DateTimeOffset since,
        int most,
        CancellationToken stop
    )
    {
        await using var command = Command(
            Sql.Read("dashboard/list_changed.sql"),
            Moment(since),
            Number(most),
            Number(WatchedMax)
        );
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1)), stop);
    }

    private async Task<T[]> All<T>(
        string statement,
        JsonTypeInfo<T> shape,
        CancellationToken stop,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = Command(statement, parameters);
        return await Rows.ReadAll(command, row => Read(row.GetString(0), shape), stop);
    }

    private NpgsqlCommand Command(string statement, params NpgsqlParameter[] parameters)
    {
        var command = database.CreateCommand(statement);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static T Read<T>(string json, JsonTypeInfo<T> shape) => JsonSerializer.Deserialize(json, shape)!;

    private static NpgsqlParameter Number(int value) => new() { Value = value };

    private static NpgsqlParameter Key(Guid value) => new() { Value = value };

    private static NpgsqlParameter Text(string? value) => Rows.Maybe(value, NpgsqlDbType.Text);

    private static NpgsqlParameter Moment(DateTimeOffset? value) =>
        Rows.Maybe(value?.UtcDateTime, NpgsqlDbType.TimestampTz);
}
