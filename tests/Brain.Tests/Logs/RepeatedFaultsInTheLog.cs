using Brain.Silo.Health;
using Brain.Silo.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Brain.Tests.Logs;

public sealed class RepeatedFaultsInTheLog : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Client.ScratchFolder _folder = new();
    private readonly StringWriter _screen = new();
    private readonly RepeatedFaults _faults;
    private readonly SiloLog _log;

    public RepeatedFaultsInTheLog()
    {
        _faults = new(_clock, typeof(DatabaseMonitor).FullName!);
        _log = new(new(Path.Combine(_folder.Path, "silo.log")), _faults, _screen, _clock);
    }

    private string[] Lines => _screen.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _log.Dispose();
        _screen.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Are_written_once_and_then_counted()
    {
        var logger = _log.CreateLogger("Brain.Loop");
        for (var time = 0; time < 1_000; time++)
            logger.LogWarning(new NpgsqlException("refused"), "The rows can't be read now.");

        Assert.EndsWith(
            "The rows can't be read now. NpgsqlException: refused",
            Assert.Single(Lines),
            StringComparison.Ordinal
        );
        _clock.Advance(RepeatedFaults.Intervals[0]);
        _log.WriteDue();
        Assert.EndsWith("999 more within 1 min 0 s: The rows can't be read now.", Lines[1], StringComparison.Ordinal);
        _log.WriteDue();
        Assert.Equal(2, Lines.Length);
        Assert.Equal(Lines, File.ReadLines(Path.Combine(_folder.Path, "silo.log")));
    }

    [Fact]
    public void Are_told_ever_more_rarely()
    {
        var logger = _log.CreateLogger("Orleans.Anything");
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            for (var time = 0; time < 30; time++)
                logger.LogError("Silo {Silo} can't be reached at {Time}", "a", minute * 30 + time);
            _clock.Advance(TimeSpan.FromMinutes(1));
            _log.WriteDue();
        }

        Assert.InRange(Lines.Length, 24, 24 + 2 + RepeatedFaults.InFullMax);
    }

    [Fact]
    public void Are_not_written_at_all_while_the_database_is_known_to_be_away()
    {
        _faults.BeginOutage();
        for (var time = 0; time < 10; time++)
            _log.CreateLogger($"Loop{time}")
                .LogError(new InvalidOperationException("no", new NpgsqlException("refused")), "It failed.");
        _log.CreateLogger("Other").LogError(new InvalidOperationException("not of the database"), "It failed.");

        Assert.Contains("not of the database", Assert.Single(Lines), StringComparison.Ordinal);
        Assert.Equal(10, _faults.EndOutage());
        _log.CreateLogger("Loop0").LogError(new NpgsqlException("refused"), "It failed.");
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void Leave_each_outages_begin_and_end_in_the_log()
    {
        var monitor = _log.CreateLogger(typeof(Brain.Silo.Health.DatabaseMonitor).FullName!);
        for (var outage = 0; outage < RepeatedFaults.OutagesMax; outage++)
            monitor.LogError("The database takes no writes.");

        Assert.Equal(RepeatedFaults.OutagesMax, Lines.Length);
        monitor.LogError("The database takes no writes.");
        Assert.Equal(RepeatedFaults.OutagesMax, Lines.Length);
    }

    [Fact]
    public void Are_not_mixed_up_with_others_and_come_back_after_silence()
    {
        var logger = _log.CreateLogger("Brain.Loop");
        logger.LogWarning("one");
        logger.LogWarning("two");
        logger.LogWarning("one");
        logger.LogInformation("said");
        logger.LogInformation("said");

        Assert.Equal(4, Lines.Length);
        _clock.Advance(RepeatedFaults.Intervals[0]);
        _log.WriteDue();
        _clock.Advance(RepeatedFaults.Intervals[1]);
        _log.WriteDue();
        logger.LogWarning("one");
        Assert.Equal(6, Lines.Length);
    }

    [Fact]
    public void Are_alike_when_only_their_numbers_differ()
    {
        var logger = _log.CreateLogger("Any");
        for (var time = 0; time < 100; time++)
            logger.Log(LogLevel.Warning, default, $"127.0.0.1:{time} is away", null, (text, _) => text);

        Assert.Equal(RepeatedFaults.InFullMax, Lines.Length);
    }

    [Fact]
    public void Are_of_so_many_kinds_at_most()
    {
        for (var kind = 0; kind < RepeatedFaults.KindsMax * 10; kind++)
            _log.CreateLogger($"Any{kind}").LogWarning("It failed at {Time}.", kind);

        Assert.InRange(Lines.Length, 1, RepeatedFaults.KindsMax + RepeatedFaults.InFullMax);
    }

    [Fact]
    public void Stand_on_one_line_each_without_a_word_to_the_screen()
    {
        _log.CreateLogger("Any").LogWarning("a\nb\e[31mc\u009bd{Tail}", new string('x', 20_000));

        var line = Assert.Single(Lines);
        Assert.Contains("a b [31mc dxxx", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 8_001);
    }
}
