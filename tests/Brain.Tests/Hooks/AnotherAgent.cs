using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Hooks;

public sealed class AnotherAgent(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly FakeAgent _agent = new(silo);

    [Fact]
    public async Task Has_its_session_and_its_name_in_every_row()
    {
        await _agent.Opens();
        await _agent.IsAsked("tidy the shed");
        await _agent.Tries("put", new { where = "/home/me/site/a.txt" });
        await _agent.Did("put", new { where = "/home/me/site/a.txt" });
        await _agent.Ends("Tidied.");
        await _agent.IsCommanded("mode", "sparring");

        foreach (var table in (string[])["turns", "tool_calls", "decisions", "audit_log"])
            Assert.Equal([FakeAgent.Source], await Rows($"distinct source from v2.{table}"));
        Assert.Equal(
            ["tinker | sparring | tidy the shed | 1"],
            await silo.Postgres.Lines(
                $"select source, mode, purpose, turn_count from v2.sessions where id = '{_agent.Session}'"
            )
        );
        Assert.Equal(
            ["put | write | /home/me/site/a.txt | ok"],
            await Rows("tool_name, tool_kind, target, status from v2.tool_calls")
        );
        Assert.Equal(["tidy the shed | Tidied."], await Rows("user_message, assistant_response from v2.turns"));
        Assert.Equal(["human.commanded"], await Rows("distinct event from v2.decisions"));
    }

    [Fact]
    public async Task Is_held_to_the_mode_table()
    {
        await _agent.Opens();
        await _agent.IsAsked("look around");
        Assert.Equal("GO", await _agent.Tries("put", new { where = "/home/me/site/a" }, "c0"));
        Assert.StartsWith(
            "STOP: Mode: sparring",
            await _agent.IsCommanded("mode", "sparring"),
            StringComparison.Ordinal
        );

        Assert.StartsWith(
            "NO: The session is in sparring mode (mode.sparring.write): put is denied.",
            await _agent.Tries("put", new { where = "/home/me/site/a" }),
            StringComparison.Ordinal
        );
        Assert.Equal("GO", await _agent.Tries("look", new { where = "/home/me/site/a" }, "c2"));
        Assert.Equal("GO", await _agent.Tries("terminal", new { line = "ls | wc -l" }, "c3"));
        Assert.StartsWith(
            "ASK: ",
            await _agent.Tries("terminal", new { line = "rm x" }, "c4"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("ASK: ", await _agent.Tries("teleport", new { }, "c5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_kept_from_the_brain_itself()
    {
        await _agent.Opens();
        await _agent.IsAsked("work");

        Assert.StartsWith(
            "ASK: This command changes the brain",
            await _agent.Tries("terminal", new { line = "brain mode execution" }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "ASK: This reaches the files",
            await _agent.Tries("look", new { where = $"{silo.Settings.Home}/token" }, "c2"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_held_to_rules_by_its_own_tools_names()
    {
        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            """{"projects":[{"path":"/home/me/kiln","modes":{"execution":[{"tools":"teleport|kind:fetch","verdict":"deny"}]}}]}"""
        );
        var agent = new FakeAgent(silo) { Folder = "/home/me/kiln" };
        await agent.Opens();
        await agent.IsAsked("work");

        Assert.StartsWith("NO: ", await agent.Tries("teleport", new { }), StringComparison.Ordinal);
        Assert.StartsWith(
            "NO: ",
            await agent.Tries("surf", new { page = "https://x.example" }, "c2"),
            StringComparison.Ordinal
        );
        Assert.Equal("GO", await agent.Tries("put", new { where = "/home/me/kiln/a" }, "c3"));
    }

    [Fact]
    public async Task Is_held_to_its_budget()
    {
        await _agent.Opens();
        await _agent.IsAsked("work");
        await _agent.IsCommanded("budget", "1000");
        await silo
            .Grains.GetGrain<ISessionGrain>(_agent.Session.Value)
            .Count(
                new UsageFound([
                    new()
                    {
                        MessageId = $"m {_agent.Session}",
                        Model = "some-model",
                        At = DateTimeOffset.UtcNow,
                        Input = 2_000,
                    },
                ])
            );

        Assert.StartsWith(
            "NO: The token budget",
            await _agent.Tries("look", new { where = "/x" }),
            StringComparison.Ordinal
        );
        Assert.StartsWith("STOP: The token budget", await _agent.IsAsked("more"), StringComparison.Ordinal);
        Assert.Equal([FakeAgent.Source], await Rows("distinct source from v2.cost_ledger"));
    }

    [Fact]
    public async Task Is_held_to_what_its_own_record_says_it_used()
    {
        var agent = new FakeAgent(silo) { Record = Path.Combine(silo.Settings.Home, $"{Guid.NewGuid()}.talk") };
        await agent.Opens();
        await agent.IsAsked("work");
        await agent.IsCommanded("budget", "1000");
        Assert.Equal("GO", await agent.Tries("look", new { where = "/x" }));
        await File.WriteAllTextAsync(agent.Record, Spent("a", heard: 700, spoke: 20) + "{\"mood\":\"good\"}\n");
        await File.WriteAllTextAsync($"{agent.Record}.helpers", Spent("b", heard: 300, spoke: 80));

        // A call waits for its record for a few milliseconds at most; what a busy machine leaves is read at the next.
        var answer = "GO";
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(2);
        for (var call = 2; answer == "GO" && DateTime.UtcNow < end; call++)
            answer = await agent.Tries("look", new { where = "/x" }, $"c{call}");
        Assert.StartsWith("NO: The token budget of this session is used up (", answer, StringComparison.Ordinal);
        Assert.Equal(
            ["tinker | some-mind | input | 1000", "tinker | some-mind | output | 100"],
            await silo.Postgres.Lines(
                "select source, model, token_kind, sum(tokens) from v2.cost_ledger where session_id = "
                    + $"'{agent.Session}' and tokens > 0 group by 1, 2, 3 order by 3"
            )
        );
    }

    [Fact]
    public async Task Is_told_when_it_leaves_the_purpose()
    {
        await _agent.Opens();
        await _agent.IsCommanded("purpose", "fix the login bug");
        for (var turn = 0; turn < 3; turn++)
        {
            await _agent.IsAsked("go on");
            await _agent.Did("put", new { where = "/home/me/turbine/gauges.c" }, $"gauges {turn}");
            await _agent.Did("put", new { where = "/home/me/turbine/valves.c" }, $"valves {turn}");
            await _agent.Ends("The gauges are green now.");
        }

        Assert.Equal(["ai | tinker"], await Rows("distinct drift_type, source from v2.drift_events"));
        Assert.Contains("👮 Cop", await _agent.IsAsked("and now?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sees_the_footer_with_what_personas_saw()
    {
        using var made = new StringContent(
            """{"kind":"persona","args":"create Otto 🔧 \"tests and quality\""}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await silo.Socket.PostAsync("/errands", made);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await _agent.Opens();
        await _agent.IsAsked("test it");
        await _agent.Did("terminal", new { line = "dotnet test" });

        var shown = await _agent.Ends("Green.");

        Assert.StartsWith(
            "GO\n🪑 Session Boss: turn 1 · execution · test it (provisional) · 1 tool call",
            shown,
            StringComparison.Ordinal
        );
        Assert.Contains("🔧 Otto (tests and quality): test runs this turn: 1", shown, StringComparison.Ordinal);
    }

    private static string Spent(string answer, int heard, int spoke) =>
        JsonSerializer.Serialize(
            new
            {
                when = DateTimeOffset.UtcNow,
                spent = new
                {
                    answer = $"{answer} {Guid.NewGuid()}",
                    mind = "some-mind",
                    heard,
                    spoke,
                },
            }
        ) + "\n";

    private Task<string[]> Rows(string what) =>
        silo.Postgres.Lines($"select {what} where session_id = '{_agent.Session}'");
}
