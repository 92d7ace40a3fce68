using System.Text.Json;
using Brain.Postgres.Pipelines;
using Brain.Silo.Configuration;
using Brain.Silo.Pipelines;
using Brain.Tests.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Pipelines;

/// <summary>
/// A notifier that looks when it is told to, on a real Postgres, with a brain.json of its own and a clock that stands
/// still.
/// </summary>
internal sealed class SomeNotifier : IDisposable, ILogger<BrainConfiguration>, ILogger<Notifier>
{
    private readonly ScratchFolder _home = new();
    private readonly PostgresFixture _postgres;
    private readonly Ntfy _ntfy;
    private readonly List<string> _logged = [];

    public SomeNotifier(PostgresFixture postgres)
    {
        _postgres = postgres;
        Settings = new(_home.Path, postgres.Where, 1, 1);
        Rules = new(Settings, this);
        _ntfy = new(Clock);
        Store = new(postgres.Database);
        Notifier = new(Store, new(postgres.Database), _ntfy, Rules, Clock, this);
    }

    public BrainSettings Settings { get; }

    public BrainConfiguration Rules { get; }

    public NotificationStore Store { get; }

    public Notifier Notifier { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>All that was logged.</summary>
    public string Said => string.Join('\n', _logged);

    /// <summary>Configures a server, with more words where there are some.</summary>
    public void Configure(string server, params (string Word, object Value)[] more)
    {
        var words = more.Append(("server", server))
            .Append(("topic", "home"))
            .ToDictionary(word => word.Item1, word => word.Item2);
        Write(JsonSerializer.Serialize(new { ntfy = words }));
    }

    public void Write(string json) => File.WriteAllText(Settings.ConfigFile, json);

    /// <summary>A file that only its owner can read, with a secret in it.</summary>
    public string Secret(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = Path.Combine(_home.Path, "secret");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>Sends what is due.</summary>
    public Task Look() => Notifier.SendDue(default);

    /// <summary>Sends what waits, due or not, once no server is left alone any more.</summary>
    public async Task LookAgain()
    {
        Clock.Advance(TimeSpan.FromHours(1.2));
        await SomeNotification.IsDue(_postgres);
        await Look();
    }

    public void Dispose()
    {
        Notifier.Dispose();
        _ntfy.Dispose();
        _home.Dispose();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _logged.Add($"{formatter(state, exception)} {exception}");
}
