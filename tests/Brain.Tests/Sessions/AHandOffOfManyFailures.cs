using System.Text.Json.Nodes;
using Brain.Domain.Review;
using Brain.Messages.Sessions;
using Brain.Postgres.Review;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Sessions;

/// <summary>What a hand-off has room for, and what was made good after all.</summary>
public sealed class AHandOffOfManyFailures(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Says_what_was_refused_and_failed_last()
    {
        await _talk.Command("mode", "sparring");
        await _talk.Prompt("mend it");
        await _talk.Hook(
            "PreToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", "toolu_w"),
            ("tool_input", new { file_path = $"{_talk.Project}/src/session.js" })
        );
        for (var at = 10; at < 30; at++)
            await Fails("Bash", new { command = $"make {at}" }, why: "");
        await _talk.Stop();

        var text = await HandOff();
        var outcome = await Outcome();

        Assert.Contains("- Refused: Write src/session.js", text, StringComparison.Ordinal);
        Assert.Equal(9, text.Split("Bash make ").Length - 1);
        Assert.Contains("Bash make 29", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bash make 12", text, StringComparison.Ordinal);
        Assert.Equal(8, outcome.Undone.Length);
        Assert.Contains(outcome.Undone, call => call is { Refused: true, Tool: "Write" });
        Assert.Contains(outcome.Undone, call => call.Target == "make 29");
    }

    [Fact]
    public async Task Says_nothing_of_an_edit_whose_file_was_written_after_all()
    {
        await _talk.Prompt("mend it");
        await Fails("Edit", new { file_path = $"{_talk.Project}/a.js" });
        await Fails("Edit", new { file_path = $"{_talk.Project}/b.js" });
        await Fails("Read", new { file_path = $"{_talk.Project}/a.js" });
        await _talk.Tool("Write", new { file_path = $"{_talk.Project}/a.js" });
        await _talk.Stop();

        var text = await HandOff();

        Assert.Contains("- Failed: Edit b.js (no such text); Read a.js (no such", text, StringComparison.Ordinal);
        Assert.Equal(
            ["Edit", "Read"],
            (await Outcome()).Undone.Select(call => call.Tool).Order(StringComparer.Ordinal)
        );
    }

    private Task<JsonObject> Fails(string tool, object input, string why = "no such text") =>
        _talk.Hook(
            "PostToolUseFailure",
            ("tool_name", tool),
            ("tool_use_id", $"toolu_{Guid.NewGuid():N}"),
            ("tool_input", input),
            ("error", why)
        );

    private Task<string> HandOff() =>
        silo.Socket.GetStringAsync(
            $"/sessions/{_talk.Id}/handoff?prompt={_talk.LastPrompt}",
            TestContext.Current.CancellationToken
        );

    private async Task<SessionOutcome> Outcome() =>
        (
            await silo
                .Services.GetRequiredService<ReviewStore>()
                .Outcome(new SessionId(_talk.Id), TestContext.Current.CancellationToken)
        )!;
}
