using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Silo;
using Brain.Silo.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests;

/// <summary>A whole silo in this process, on a database and in a home of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    // What takes longer does not end any more, as code that is quadratic in ten megabytes does not.
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopMax = TimeSpan.FromMinutes(2);

    private WebApplication _app = null!;

    /// <summary>The clock that its sessions, personas and pipelines go by; the system's when null.</summary>
    public TimeProvider? Clock { get; init; }

    public PostgresFixture Postgres { get; } = new();

    public BrainSettings Settings { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public HttpClient Socket { get; private set; } = null!;

    public HttpClient Tcp { get; private set; } = null!;

    public string Token => File.ReadAllText(Path.Combine(Settings.Home, "token")).Trim();

    public string HookToken => File.ReadAllText(Path.Combine(Settings.Home, "hook-token")).Trim();

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        var home = Directory.CreateTempSubdirectory("brain").FullName;
        Settings = new(home, Postgres.Where, FreePort(), FreePort())
        {
            // The weights are unpacked once for all, and tests of search say themselves when the Librarian works.
            Models = Path.Combine(Path.GetTempPath(), "brain-tests-models"),
            IndexAfter = TimeSpan.FromDays(1),
        };
        await Wake();
        Socket = new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, stop) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(Settings.Socket), stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new("http://localhost"),
            Timeout = AnswerMax,
        };
        Tcp = new() { BaseAddress = new(Settings.Url), Timeout = AnswerMax };
    }

    public async ValueTask DisposeAsync()
    {
        await Sleep();
        Socket.Dispose();
        Tcp.Dispose();
        Directory.Delete(Settings.Home, recursive: true);
        await Postgres.DisposeAsync();
    }

    /// <summary>Stops the silo as SIGTERM does.</summary>
    public async Task Sleep()
    {
        await _app.StopAsync().WaitAsync(StopMax);
        await _app.DisposeAsync().AsTask().WaitAsync(StopMax);
    }

    /// <summary>Starts it again, on the same home and database.</summary>
    public async Task Wake()
    {
        _app = BrainSilo.Build(Settings, Clock, new FakeAgentSetup().Add);
        await _app.StartAsync();
    }

    /// <summary>Reads the personas again, as the silo does by itself every few seconds.</summary>
    public Task Refresh() => Services.GetRequiredService<Brain.Grains.Ports.IPersonaCache>().Refresh();

    public async Task<(HttpStatusCode Status, string Body)> Hook(
        string json,
        HttpClient? through = null,
        Action<HttpRequestMessage>? with = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/claude-code")
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        with?.Invoke(request);
        using var response = await (through ?? Socket).SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// An event of a session in the folder that transcripts of <see cref="Import.SomeTranscript"/> say.
    /// </summary>
    public Task<(HttpStatusCode Status, string Body)> HookOf(
        Guid session,
        string name,
        params (string Name, JsonNode? Value)[] more
    )
    {
        var payload = new JsonObject
        {
            ["session_id"] = session.ToString(),
            ["hook_event_name"] = name,
            ["cwd"] = Import.SomeTranscript.Folder,
        };
        foreach (var (key, value) in more)
            payload[key] = value;
        return Hook(payload.ToJsonString());
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
}
