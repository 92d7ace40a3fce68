using System.Data;
using Npgsql;

namespace Brain.Postgres;

/// <summary>
/// Tells who subscribed that rows changed, whoever changed them: Postgres' own LISTEN, one connection for all channels.
/// What changed while there was no connection is not heard of, so everybody is told once when there is one again.
/// </summary>
public sealed class PgListener(NpgsqlDataSource database) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(string Channel, Action Wake)> _subscribers = [];
    private NpgsqlConnection? _connection;

    /// <summary>Has somebody told of a channel, and once now: what changed before is not heard of.</summary>
    /// <param name="channel">Of what.</param>
    /// <param name="wake">Takes note of it, at once.</param>
    public void Subscribe(PgChannel channel, Action wake)
    {
        lock (_lock)
            _subscribers.Add((channel.Name, wake));
        wake();
    }

    /// <summary>Listens for a while, on the connection there is or on another.</summary>
    /// <exception cref="NpgsqlException">The connection is gone, or can't be made; the next call makes
    /// another.</exception>
    public async Task Listen(TimeSpan most, CancellationToken stop)
    {
        try
        {
            if (_connection is not { State: ConnectionState.Open })
                await Connect(stop);
            await _connection!.WaitAsync(most, stop);
        }
        catch
        {
            await Close();
            throw;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync() => await Close();

    private async Task Connect(CancellationToken stop)
    {
        await Close();
        _connection = await database.OpenConnectionAsync(stop);
        _connection.Notification += (_, notification) => Tell(notification.Channel);
        foreach (var channel in PgChannel.All)
        {
            await using var command = new NpgsqlCommand(channel.Listen, _connection);
            await command.ExecuteNonQueryAsync(stop);
        }

        Tell(channel: null);
    }

    private void Tell(string? channel)
    {
        lock (_lock)
        {
            foreach (var subscriber in _subscribers)
            {
                if (channel is null || subscriber.Channel == channel)
                    subscriber.Wake();
            }
        }
    }

    private async Task Close()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }
}
