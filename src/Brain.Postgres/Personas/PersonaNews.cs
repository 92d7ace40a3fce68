using System.Data;
using Npgsql;

namespace Brain.Postgres.Personas;

/// <summary>Tells that a persona's row changed, whoever changed it: Postgres' own LISTEN on a connection of its own.</summary>
public sealed class PersonaNews(NpgsqlDataSource database) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>Waits until a row changes; false after a while in which none did.</summary>
    /// <exception cref="NpgsqlException">The connection is gone; the next call makes another.</exception>
    public async Task<bool> Wait(TimeSpan most, TimeProvider clock, CancellationToken stop)
    {
        using var enough = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stop);
        try
        {
            await (await Connect(stop)).WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or InvalidOperationException)
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken stop)
    {
        if (_connection is { State: ConnectionState.Open } known)
            return known;
        await DisposeAsync();
        var connection = await database.OpenConnectionAsync(stop);
        await using var listen = new NpgsqlCommand(Sql.Read("personas/listen.sql"), connection);
        await listen.ExecuteNonQueryAsync(stop);
        return _connection = connection;
    }
}
