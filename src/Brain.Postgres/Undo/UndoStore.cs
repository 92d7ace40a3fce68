using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Undo;
using Brain.Messages.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Undo;

/// <summary>
/// Puts rows of a session back as they were, as new versions. Each is one transaction; none touches another session's
/// rows.
/// A grain that holds the session in memory has an old state of it after each that was done.
/// </summary>
public sealed class UndoStore(NpgsqlDataSource database)
{
    /// <summary>What undoing would do; changes nothing.</summary>
    public async Task<UndoPlan> Plan(SessionId session, UndoScope scope, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("undo/plan_undo.sql"));
        Add(command, session, scope);
        var plan = await Read(command, stop);
        return scope.Turn is null ? plan with { Stays = await Stays(session, stop) } : plan;
    }

    /// <summary>What taking an undo back would do; changes nothing.</summary>
    public async Task<UndoPlan> PlanAgain(Guid undo, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("undo/plan_undo_again.sql"));
        command.Parameters.Add(new() { Value = undo });
        return await Read(command, stop);
    }

    /// <summary>The newest undo of a session that was not taken back; null when there is none.</summary>
    public async Task<Guid?> Latest(SessionId session, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("undo/latest_undo.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        return await command.ExecuteScalarAsync(stop) as Guid?;
    }

    /// <summary>
    /// Undoes what a plan showed, and nothing when anything that the plan speaks of has changed since.
    /// </summary>
    /// <param name="session">Whose rows.</param>
    /// <param name="shown">The plan's scope and its hash.</param>
    /// <param name="by">The agent or door that it came by.</param>
    /// <param name="stop">Gives up waiting; it may still have been done.</param>
    public async Task<UndoOutcome> Undo(
        SessionId session,
        (UndoScope Scope, string Hash) shown,
        string by,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("undo/do_undo.sql"));
        Add(command, session, shown.Scope);
        command.Parameters.Add(new() { Value = shown.Hash });
        command.Parameters.Add(new() { Value = by });
        return await Do(command, stop) ?? new(null, await Plan(session, shown.Scope, stop));
    }

    /// <summary>
    /// Takes an undo back, or the undo of an undo, and nothing when its plan has changed since it was shown.
    /// </summary>
    /// <param name="undo">The undo, and the hash of the plan to take it back.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="stop">Gives up waiting; it may still have been done.</param>
    public async Task<UndoOutcome> UndoAgain((Guid Undo, string Hash) undo, string by, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("undo/do_undo_again.sql"));
        command.Parameters.Add(new() { Value = undo.Undo });
        command.Parameters.Add(new() { Value = undo.Hash });
        command.Parameters.Add(new() { Value = by });
        return await Do(command, stop) ?? new(null, await PlanAgain(undo.Undo, stop));
    }

    private async Task<ImmutableArray<UndoStay>> Stays(SessionId session, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("undo/list_kept_rows.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        return
        [
            .. await Rows.ReadAll(
                command,
                row => new UndoStay(row.GetString(0), row.GetInt32(1), row.GetString(2)),
                stop
            ),
        ];
    }

    private static void Add(NpgsqlCommand command, SessionId session, UndoScope scope)
    {
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(
            new() { Value = (object?)scope.Turn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }
        );
        command.Parameters.Add(new() { Value = scope.WithLater });
    }

    private static async Task<UndoPlan> Read(NpgsqlCommand command, CancellationToken stop)
    {
        var (lines, hash) = (new List<UndoLine>(), "");
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            lines.Add(
                new(
                    reader.GetString(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3)
                )
            );
            hash = reader.GetString(4);
        }

        return new([.. lines], hash);
    }

    private static async Task<UndoOutcome?> Do(NpgsqlCommand command, CancellationToken stop)
    {
        try
        {
            var done = JsonSerializer.Deserialize(
                (string)(await command.ExecuteScalarAsync(stop))!,
                StoredUndoJson.Default.StoredUndo
            )!;
            return done.UndoId is null ? null : new(done.UndoId, new(done.Lines, ""));
        }
        catch (PostgresException fault) when (Why(fault) is not null)
        {
            return new(null, new([new(fault.TableName ?? "sessions", Guid.Empty, "refuse", Why(fault))], ""));
        }
    }

    // A refusal, since nothing is broken: somebody else was faster, or took the place of what was to come back.
    private static string? Why(PostgresException fault) =>
        fault.SqlState switch
        {
            "BR002"
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure =>
                "A row of the plan was being changed at the same moment. Try again.",
            PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.NotNullViolation =>
                $"An old row no longer fits among those of now ({fault.ConstraintName ?? fault.ColumnName}).",
            _ => null,
        };
}
