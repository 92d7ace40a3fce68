using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Silo.Secrets;
using Brain.Tests.Client;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Secrets;

public sealed class WhatIsOnDisk : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly string _token = new Planted(9).Token();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Of_a_spooled_event_lost_its_secrets_and_nothing_else()
    {
        var spool = new Spool(new(_scratch.Path), "one");
        var before = $$"""{ "session_id": "one", "n": 1.50, "tool_input": { "password": "hunter2!{{1}}", "command": "x {{_token}} y\nz" }, "half": "\ud800" }""";

        Assert.Null(spool.Keep(Encoding.UTF8.GetBytes(before), new(Guid.CreateVersion7(), Hard: false)));

        var line = File.ReadAllText(spool.Path);
        Assert.Contains("""{ "session_id": "one", "n": 1.50, "tool_input": { "password": "[redacted]", "command": "x [redacted] y\nz" }, "half": "\ud800" }""", line, StringComparison.Ordinal);
        Assert.True(SpooledEvent.TryRead(Encoding.UTF8.GetBytes(line.TrimEnd('\n')), out _, out _));
    }

    [Fact]
    public void Of_what_is_no_JSON_lost_its_secrets()
    {
        var spool = new Spool(new(_scratch.Path), "one");
        spool.Keep(Encoding.UTF8.GetBytes($"no json {_token}"), new(Guid.CreateVersion7(), Hard: false));

        Assert.Equal("no json [redacted]", JsonNode.Parse(File.ReadAllText(spool.Path))!["text"]!.ToString());
    }

    [Fact]
    public void Of_a_rejected_line_lost_its_secrets()
    {
        _scratch["spool/x"] = "";
        var rejected = new RejectedLines(new(_scratch.Path));

        Assert.Null(rejected.Keep("why", "one", Encoding.UTF8.GetBytes($$$"""{"event":{"prompt":"{{{_token}}}"}}""")));

        Assert.DoesNotContain(_token, File.ReadAllText(rejected.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_hand_off_lost_its_secrets()
    {
        _scratch["HANDOFF.md"] = "Mine.\n";

        HandOffFile.In(_scratch.Path, mayCreate: false)!.Append("<!-- brain:x -->", $"<!-- brain:x -->\nuse {_token}\n");

        Assert.Equal("Mine.\n\n<!-- brain:x -->\nuse [redacted]\n", _scratch["HANDOFF.md"].Replace("Mine.\n<", "Mine.\n\n<", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_the_log_lost_its_secrets_in_lines_and_exceptions()
    {
        var lines = new List<string>();
        using var logging = new CleanLogging(new Listed(lines));

        logging.CreateLogger("x").Log(LogLevel.Error, default, $"line {_token}", new InvalidOperationException($"thrown {_token}"), static (line, _) => line);

        Assert.StartsWith("line [redacted]", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("thrown [redacted]", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(_token, lines[0], StringComparison.Ordinal);
    }

    private sealed class Listed(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception) + exception);

        public void Dispose() => lines.Add("disposed");
    }
}
