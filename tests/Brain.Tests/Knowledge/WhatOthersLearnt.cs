using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Postgres.Rules;
using Brain.Silo.Caches;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary>A learning on its way from one session to the others of its project, through a whole silo.</summary>
public sealed class WhatOthersLearnt(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Reaches_a_live_session_with_its_next_prompt_once()
    {
        var (one, other) = (await Session(), await Session());

        await one.Command("learn", "\"Use pnpm here, never npm\"");
        await Seen("Use pnpm here, never npm");

        Assert.Contains("Use pnpm here, never npm", Context(await other.Prompt("install it")));
        Assert.DoesNotContain("pnpm", Context(await other.Prompt("and again")));
        Assert.DoesNotContain("pnpm", Context(await one.Prompt("what now")));
    }

    [Fact]
    public async Task Is_taken_back_once_where_it_was_heard()
    {
        await (await Session()).Command("learn", "\"Use yarn here\"");
        await Seen("Use yarn here");
        var other = new ScriptedSession(silo, _project.Path);
        Assert.Contains("Use yarn here", Context(await other.Start()));

        await silo.Postgres.Run("update v2.learnings set status = 'rejected' where text = 'Use yarn here'");
        await Seen("Use yarn here", "rejected");

        Assert.Contains("tried and refuted, not to be followed", Context(await other.Prompt("install it")));
        Assert.DoesNotContain("yarn", Context(await other.Prompt("and again")));

        await silo.Postgres.Run("update v2.learnings set status = 'active' where text = 'Use yarn here'");
        await Seen("Use yarn here", "active");

        var again = Context(await other.Prompt("so what"));
        Assert.Contains("Use yarn here", again, StringComparison.Ordinal);
        Assert.DoesNotContain("refuted", again, StringComparison.Ordinal);
        Assert.Equal(
            ["1", "3"],
            await silo.Postgres.Lines(
                $"select h.turn_num from brain.heard_facts h where h.session_id = '{other.Id}' order by 1"
            )
        );

        Assert.Contains("Use yarn here", Context(await other.Start("compact")));

        Assert.DoesNotContain("yarn", Context(await other.Prompt("and now")));
        Assert.Equal(
            ["-3", "1"],
            await silo.Postgres.Lines(
                $"select h.turn_num from brain.heard_facts h where h.session_id = '{other.Id}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Is_not_told_again_after_the_start_told_it()
    {
        await (await Session()).Command("learn", "\"The oven is hot\"");
        await Seen("The oven is hot");
        var late = new ScriptedSession(silo, _project.Path);
        Assert.Contains("The oven is hot", Context(await late.Start()));

        Assert.DoesNotContain("oven", Context(await late.Prompt("bake")));
    }

    [Fact]
    public async Task Has_nothing_of_what_a_person_put_aside()
    {
        var (one, other) = (await Session(), await Session());
        await Parked(one, "book the hotel in Lisbon too, as in plan.md");
        await Learn("The hotel bill lies in bill.md", byAgent: false);
        await Seen("The hotel bill lies in bill.md");

        var told = Context(await other.Prompt("which hotel?"));

        Assert.Contains("The hotel bill", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Lisbon", told, StringComparison.Ordinal);
        Assert.DoesNotContain(
            silo.Services.GetRequiredService<LearningCache>().Of(Project).Since(DateTimeOffset.MinValue),
            known => known.Kind == "parked"
        );
        var corrections = await silo
            .Services.GetRequiredService<RuleStore>()
            .Corrections(null, DateTimeOffset.MinValue, 1_000, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            corrections,
            text => text.Turn is null && text.Text.Contains("Lisbon", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Stays_in_its_project()
    {
        using var elsewhere = new Client.ScratchFolder();
        var other = new ScriptedSession(silo, elsewhere.Path);
        await other.Start();

        await (await Session()).Command("learn", "\"Ship on Mondays\"");
        await Seen("Ship on Mondays");

        Assert.DoesNotContain("Mondays", Context(await other.Prompt("ship it")));
    }

    [Fact]
    public async Task Of_a_machine_says_that_nobody_reviewed_it_and_is_told_once()
    {
        var other = await Session();
        await Learn("Deploys are on Fridays", byAgent: true);
        await Seen("Deploys are on Fridays");

        var text = Context(await other.Prompt("deploy"));
        Assert.Contains("not reviewed by a person", text);
        Assert.Contains("Deploys are on Fridays", text);

        await silo.Postgres.Run("update v2.learnings set status = 'active' where text = 'Deploys are on Fridays'");
        await Seen("Deploys are on Fridays", "active");
        Assert.DoesNotContain("Fridays", Context(await other.Prompt("once more")));
    }

    [Fact]
    public async Task That_was_taken_back_before_is_not_told()
    {
        var other = await Session();
        await Learn("The moon is a lamp", byAgent: false);
        await Seen("The moon is a lamp");
        await silo.Postgres.Run("update v2.learnings set status = 'archived' where text = 'The moon is a lamp'");
        await Eventually(() => !Known("The moon is a lamp"));

        Assert.DoesNotContain("moon", Context(await other.Prompt("look up")));
    }

    [Fact]
    public async Task Waits_while_its_session_wants_no_hints()
    {
        var other = await Session();
        Assert.StartsWith("Hints: off", await other.Command("hints", "off"));
        await Learn("Tea is at four", byAgent: false);
        await Seen("Tea is at four");

        Assert.DoesNotContain("Tea", Context(await other.Prompt("when is tea")));

        await other.Command("hints", "on");
        Assert.Contains("Tea is at four", Context(await other.Prompt("when is tea")));
    }

    [Fact]
    public async Task Is_told_to_nobody_where_that_is_configured()
    {
        var other = await Session();
        await Learn("Salt goes last", byAgent: false);
        await Seen("Salt goes last");
        var file = silo.Settings.ConfigFile;
        await File.WriteAllTextAsync(
            file,
            $$"""{ "projects": [{ "path": "{{_project.Path}}", "hints": { "news": "never" } }] }"""
        );
        try
        {
            await Eventually(async () =>
                !Context(await (await Session()).Prompt("x")).Contains('┃', StringComparison.Ordinal)
            );
            Assert.DoesNotContain("Salt", Context(await other.Prompt("cook")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Is_caught_up_with_after_the_silo_was_away()
    {
        var other = await Session();
        await other.Turn("begin");
        await silo.Sleep();

        await silo.Postgres.Run(
            $"insert into v2.learnings (project_path, text) values ('{_project.Path}', 'The bridge is closed')"
        );
        await silo.Wake();

        Assert.Contains("The bridge is closed", Context(await other.Prompt("drive")));
        Assert.DoesNotContain("bridge", Context(await other.Prompt("drive on")));
    }

    [Fact]
    public async Task Of_a_slow_transaction_is_not_missed()
    {
        var other = await Session();
        await using var connection = await silo.Postgres.Database.OpenConnectionAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await using var insert = new Npgsql.NpgsqlCommand(
            $"insert into v2.learnings (project_path, text) values ('{_project.Path}', 'Slow water is deep')",
            connection
        );
        await insert.ExecuteNonQueryAsync();
        // A later one is committed and read first.
        await Learn("Fast water is loud", byAgent: false);
        await Seen("Fast water is loud");
        Assert.Contains("Fast water", Context(await other.Prompt("water")));

        await slow.CommitAsync();
        await Seen("Slow water is deep");

        Assert.Contains("Slow water is deep", Context(await other.Prompt("water")));
    }

    // Drift from the purpose, and what the person had asked put aside at its checkpoint.
    private static async Task Parked(ScriptedSession session, string asked)
    {
        await session.Command("purpose", "fix the login bug of the web shop");
        await session.Turn("reproduce the login bug of the shop", "The login form of the shop fails with a 500.");
        await session.Turn(
            "find cheap flights from Berlin to Lisbon in June",
            "Here are cheap flights from Berlin to Lisbon in June."
        );
        await session.Turn(
            "which district of Lisbon is nice for a holiday with small children?",
            "Alfama and Belém are nice for a holiday with children."
        );
        Assert.Equal("block", (string?)(await session.Prompt(asked))["decision"]);
        await session.Prompt("park");
        Assert.Equal(
            [asked],
            await session.Rows("select text from v2.learnings where session_id = '{0}' and kind = 'parked'")
        );
    }

    private async Task<ScriptedSession> Session()
    {
        var session = new ScriptedSession(silo, _project.Path);
        await session.Start();
        return session;
    }

    private bool Known(string text, string status = "") =>
        silo.Services.GetRequiredService<LearningCache>()
            .Of(Project)
            .Since(DateTimeOffset.MinValue)
            .Any(one => one.Text == text && (status.Length == 0 || one.Status == status));

    private string Project => Brain.Messages.Projects.ProjectFolder.Of(_project.Path)!;

    private Task Seen(string text, string status = "") => Eventually(() => Known(text, status));

    private static Task Eventually(Func<bool> seen) => Eventually(() => Task.FromResult(seen()));

    private static async Task Eventually(Func<Task<bool>> seen)
    {
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(2); !await seen(); await Task.Delay(20))
            Assert.True(DateTime.UtcNow < end, "It did not come about within two minutes.");
    }

    private static string Context(JsonObject answer) =>
        (string?)answer["hookSpecificOutput"]?["additionalContext"] ?? "";

    private async Task Learn(string text, bool byAgent)
    {
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(
                CommandRequest.For(CommandKind.Learn, text) with
                {
                    Project = _project.Path,
                    ByAgent = byAgent,
                },
                MessagesJson.Default.CommandRequest
            )
        );
        answer.EnsureSuccessStatusCode();
    }
}
