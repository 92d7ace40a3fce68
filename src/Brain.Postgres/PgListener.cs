using System.Data;
using Npgsql;

namespace Brain.Postgres;

/// <summary>Tells that a row changed, whoever changed it: Postgres' own LISTEN on a connection of its own.</summary>
/// <param name="database">Where.</param>
/// <param name="listen">The statement that begins it.</param>
public abstract class PgListener(NpgsqlDataSource database, string listen) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>
    /// Waits until a row changes; false after a while in which none did. True at once when it only begins to listen now: what
    /// changed before is not heard of.
    /// </summary>
    /// <exception cref="NpgsqlException">The connection is gone; the next call makes another.</exception>
    public async Task<bool> Wait(TimeSpan most, TimeProvider clock, CancellationToken stop)
    {
        using var enough = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stop);
        try
        {
            if (_connection is not { State: ConnectionState.Open } connection)
            {
                await Connect(stop);
                return true;
            }

            await connection.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or InvalidOperationException)
        {
            await Close();
            throw;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    private async Task Close()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }

    private async Task Connect(CancellationToken stop)
    {
        await Close();
        var connection = await database.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand(listen, connection);
        await command.ExecuteNonQueryAsync(stop);
        _connection = connection;
    }
}
