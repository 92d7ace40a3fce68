using System.Text.Json;
using Brain.Domain.Knowledge;
using Brain.Messages.Personas;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Keeps broadcasts: that one was asked for, before anybody is asked, and what came of it.</summary>
public sealed class BroadcastStore(NpgsqlDataSource database)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new StorableTextJson() },
    };

    /// <summary>Notes it, its question without secrets.</summary>
    public async Task Open(Guid id, Broadcast asked, DateTimeOffset now, TimeSpan deadline)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/open_broadcast.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(Rows.Maybe(asked.Session?.Value, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = BroadcastSummary.Kept(asked.Question) });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = (int)deadline.TotalMilliseconds });
        command.Parameters.Add(new() { Value = asked.Source });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Keeps every reply and ends it, all at once.</summary>
    public async Task Close(Guid id, DateTimeOffset now, IEnumerable<StoredReply> replies)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/close_broadcast.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(replies, Format), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends those whose silo went away meanwhile.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Interrupt(DateTimeOffset now)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/interrupt_broadcasts.sql"));
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        return (await Rows.ReadAll(command, row => row.GetGuid(0), CancellationToken.None)).Length;
    }
}
