using Brain.Grains.Ports;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Pipelines;

/// <summary>Where people meet what is late: at a session's start, under a turn, at a check-in.</summary>
public sealed class WhatIsLate : IAsyncLifetime
{
    private const string Bread = "name: bread\ntell: {0}\nlinks:\n  - kneaded\n  - name: risen\n    within: 40s\n";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly SiloFixture _silo;
    private readonly ScriptedSession _talk;

    public WhatIsLate()
    {
        _silo = new() { Clock = _clock };
        _talk = new(_silo);
    }

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Is_heard_by_the_projects_next_session()
    {
        await BreadIsLate("Librarian");

        var here = (string)(await new ScriptedSession(_silo).Start())["hookSpecificOutput"]!["additionalContext"]!;
        var below = (string)
            (await new ScriptedSession(_silo, "/home/me/site/src").Start())["hookSpecificOutput"]![
                "additionalContext"
            ]!;
        var elsewhere = (string)
            (await new ScriptedSession(_silo, "/home/me/other").Start())["hookSpecificOutput"]!["additionalContext"]!;

        Assert.Matches(
            """┃ \[run [0-9a-f]{8}\] Late: bread "rye": 'risen' is late since .* UTC, told by Librarian\. When it is there, the person says so: /pipeline reach [0-9a-f]{8} risen\n""",
            here
        );
        Assert.Contains("Late: bread", below, StringComparison.Ordinal);
        Assert.DoesNotContain("Late:", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stands_in_the_footer_of_who_tells_it_and_once()
    {
        await BreadIsLate("Librarian");

        var first = await _talk.Turn("go on");
        var second = await _talk.Turn("go on");
        await _talk.Command("pipeline", "reach bread risen");
        var third = await _talk.Turn("go on");

        Assert.Single(first, line =>
            line.StartsWith("📚 Librarian: late: bread \"rye\": 'risen' is late since ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(second.Concat(third), line => line.Contains("Librarian", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stands_beside_what_a_persona_saw()
    {
        await _talk.Command("persona", "create Steve 🔧 \"APIs\"");
        await BreadIsLate("steve");

        var line = Assert.Single(await _talk.Turn("go on"), line =>
            line.StartsWith("🔧 Steve (APIs): late: bread \"rye\": 'risen'", StringComparison.Ordinal)
        );

        Assert.EndsWith("; no external calls this turn", line, StringComparison.Ordinal);
        Assert.Equal(
            ["no external calls this turn"],
            await _talk.Rows("select comment from v2.persona_comments where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Is_told_by_the_Librarian_when_its_persona_is_at_rest()
    {
        await _talk.Command("persona", "create Steve 🔧 \"APIs\"");
        await BreadIsLate("steve");
        await _talk.Command("persona", "deactivate Steve");
        await _silo.Services.GetRequiredService<IPipelineCache>().Refresh();

        Assert.Single(await _talk.Turn("go on"), line =>
            line.StartsWith("📚 Librarian", StringComparison.Ordinal)
            && line.Contains("late: bread", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Is_an_open_item_at_a_check_in()
    {
        await BreadIsLate("Librarian");

        var text = await _talk.Command("checkin", "Librarian");

        Assert.Contains("bread \"rye\": 'risen' is late since ", text, StringComparison.Ordinal);
        Assert.Matches("""bread "rye": 'risen' was due .* UTC, 40s after 'kneaded'""", text);
    }

    [Fact]
    public async Task Is_told_on_the_next_prompt_when_it_could_not_be_sent()
    {
        await BreadIsLate("Librarian");
        await _silo.Postgres.Run(
            """
            insert into v2.notifications (event_id, topic, title, message, attempts, error, next_at)
            select id, 'home', 'late', 'late', 3, 'HTTP 500', now() + interval '1 day' from v2.invariant_events where status = 'broken';
            update v2.notifications set error = 'HTTP 507'
            """
        );
        await _silo.Services.GetRequiredService<IPipelineCache>().Refresh();

        var first = await _talk.Prompt("go on");
        await _silo.Until("select count(*) from v2.notifications where told_at is not null", "1");
        await _silo.Services.GetRequiredService<IPipelineCache>().Refresh();
        var second = await new ScriptedSession(_silo).Prompt("go on");

        Assert.Contains(
            "📣 ntfy: a message about something late could not be sent yet and is tried again (HTTP 507). More: "
                + "brain doctor",
            (string)first["systemMessage"]!,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("ntfy", (string?)second["systemMessage"] ?? "", StringComparison.Ordinal);
    }

    private async Task BreadIsLate(string tell)
    {
        await _silo.Define(Bread.Replace("{0}", tell, StringComparison.Ordinal));
        await _talk.Command("pipeline", "start bread rye");
        _clock.Advance(TimeSpan.FromSeconds(41));
        await _silo.Until("select count(*) from v2.invariant_events where status = 'broken'", "1");
        await _silo.Services.GetRequiredService<IPipelineCache>().Refresh();
    }
}
