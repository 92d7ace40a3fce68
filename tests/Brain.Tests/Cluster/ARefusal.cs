using Brain.Silo.Cluster;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Cluster;

/// <summary>What the log says of who was refused at the silo port.</summary>
public sealed class ARefusal : ILogger<Refusals>
{
    private static readonly SiloPeer Nobody = new("127.0.0.1", 65534);
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> _logged = [];

    [Fact]
    public void Says_who_and_why()
    {
        new Refusals(clock, this).From(Nobody, "it does not speak TLS");

        Assert.Equal(["Silo port: refused 127.0.0.1 (user 65534): it does not speak TLS."], _logged);
    }

    [Fact]
    public void Of_a_flood_is_said_once_and_then_counted()
    {
        var refusals = new Refusals(clock, this);
        for (var i = 0; i < 100_000; i++)
            refusals.From(Nobody, "it said nothing");
        Assert.Single(_logged);

        clock.Advance(Refusals.Interval);
        refusals.Sweep();

        Assert.Equal("Silo port: refused 127.0.0.1 (user 65534) 99999 more times: it said nothing.", _logged[1]);
        clock.Advance(Refusals.Interval);
        refusals.Sweep();
        Assert.Equal(2, _logged.Count);
    }

    [Fact]
    public void Of_a_million_addresses_fills_no_log()
    {
        var refusals = new Refusals(clock, this);
        for (var i = 0; i < 1_000_000; i++)
            refusals.From(new($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", null), "it said nothing");

        Assert.Equal(Refusals.KindsMax + 1, _logged.Count);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _logged.Add(formatter(state, exception));
}
