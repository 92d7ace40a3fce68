using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Brain.Postgres;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// A published silo on a database of its own, on the Postgres that <c>./brain bench</c> starts (fsync on).
/// </summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly string _name;
    private readonly bool _joined;
    private Process? _silo;

    private Workbench(BrainDatabase server, string? joins = null)
    {
        (Server, _name, _joined) = (server, joins ?? $"bench_{Guid.NewGuid():N}", joins is not null);
        Database = BrainDatabase.Parse(
            new NpgsqlConnectionStringBuilder(server.Npgsql) { Database = _name }.ConnectionString
        );
    }

    public BrainDatabase Server { get; }

    public BrainDatabase Database { get; }

    public string Home { get; } = Directory.CreateTempSubdirectory("bench").FullName;

    public string Socket => Path.Combine(Home, "brain.sock");

    public string Client { get; } = Needed("BRAIN_TEST_CLIENT");

    public int SiloId => _silo!.Id;

    /// <summary>From the start of the silo's process to its being ready.</summary>
    public TimeSpan StartTime { get; private set; }

    public static async Task<Workbench> Make()
    {
        var place = new Workbench(BrainDatabase.Parse(Needed("BRAIN_TEST_DATABASE")));
        await using var server = NpgsqlDataSource.Create(place.Server.Npgsql);
        await using var create = server.CreateCommand($"create database {place._name}");
        await create.ExecuteNonQueryAsync();
        await place.Start();
        return place;
    }

    /// <summary>One more silo on the same database, with a home of its own.</summary>
    public async Task<Workbench> Neighbour()
    {
        var neighbour = new Workbench(Server, _name);
        await neighbour.Start();
        return neighbour;
    }

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Needed("BRAIN_TEST_SILO")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["BRAIN_HOME"] = Home;
        start.Environment["BRAIN_DATABASE"] = Database.Libpq;
        // What this machine's person wrote is not measured.
        start.Environment["CLAUDE_CONFIG_DIR"] = Path.Combine(Home, "claude");
        start.Environment["BRAIN_PORT"] = FreePort().ToString();
        var began = Stopwatch.GetTimestamp();
        _silo = Process.Start(start)!;
        _silo.OutputDataReceived += (_, _) => { };
        _silo.BeginOutputReadLine();
        while (!await Ready())
        {
            if (_silo.HasExited)
                throw new InvalidOperationException("The silo ended before it was ready.");
            await Task.Delay(5);
        }

        StartTime = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Ends the silo as a crash does: it says goodbye to nobody.</summary>
    public void KillHard() => _silo!.Kill();

    public async Task Stop()
    {
        Process.Start("kill", ["-TERM", _silo!.Id.ToString()]).WaitForExit();
        await _silo.WaitForExitAsync();
    }

    public HttpClient Http(int connections) =>
        new(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = connections,
                ConnectCallback = async (_, stop) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new("http://localhost"),
        };

    /// <summary>Bytes of memory that the silo takes.</summary>
    public async Task<long> Resident()
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{SiloId}/status");
        return long.Parse(
                lines
                    .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]
            ) * 1024;
    }

    public async Task<T> Read<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.Npgsql);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.Npgsql);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Home, recursive: true);
        if (_joined)
            return;
        NpgsqlConnection.ClearAllPools();
        await using var server = NpgsqlDataSource.Create(Server.Npgsql);
        await using var drop = server.CreateCommand($"drop database {_name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    private async Task<bool> Ready()
    {
        try
        {
            using var http = Http(1);
            using var answer = await http.GetAsync("/readyz");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        // Below the ports that the kernel hands to outgoing connections, so that none of those takes it in the
        // meantime.
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    private static string Needed(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is not set: run ./brain bench.");
}
