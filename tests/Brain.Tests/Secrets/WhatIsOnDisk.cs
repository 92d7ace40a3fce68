using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.HandOff;
using Brain.Silo.Logs;
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
        var before =
            $$"""{ "session_id": "one", "n": 1.50, "tool_input": { "password": "hunter2!{{1}}", "command": "x {{_token}} y\nz" }, "half": "\ud800" }""";

        Assert.Null(spool.Keep(Encoding.UTF8.GetBytes(before), new(Guid.CreateVersion7(), Hard: false)));

        var line = File.ReadAllText(spool.Path);
        Assert.Contains(
            """{ "session_id": "one", "n": 1.50, "tool_input": { "password": "[redacted]", "command": "x [redacted] y\nz" }, "half": "\ud800" }""",
            line,
            StringComparison.Ordinal
        );
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

        HandOffFile
            .In(_scratch.Path, mayCreate: false)!
            .Append("<!-- brain:x -->", $"<!-- brain:x -->\nuse {_token}\n");

        Assert.Equal(
            "Mine.\n\n<!-- brain:x -->\nuse [redacted]\n",
            _scratch["HANDOFF.md"].Replace("Mine.\n<", "Mine.\n\n<", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_the_log_lost_its_secrets_in_lines_and_exceptions()
    {
        var path = Path.Combine(_scratch.Path, "silo.log");
        using (var log = new SiloLog(new(path), new(TimeProvider.System, "outages"), screen: null, TimeProvider.System))
        {
            log.CreateLogger("x")
                .Log(
                    LogLevel.Error,
                    default,
                    $"line {_token}",
                    new InvalidOperationException($"thrown {_token}"),
                    static (line, _) => line
                );
        }

        var line = File.ReadAllText(path);
        Assert.Contains("line [redacted]", line, StringComparison.Ordinal);
        Assert.Contains("thrown [redacted]", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_token, line, StringComparison.Ordinal);
    }
}
