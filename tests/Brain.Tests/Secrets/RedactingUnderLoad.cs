using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

/// <summary>Sessions go on working while what is stored is redacted: nothing is lost, and nothing comes back.</summary>
public sealed class RedactingUnderLoad(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Sessions = 12;
    private const int TurnsEach = 25;

    private readonly string _old = new Planted(11).Token();
    private readonly string _new = new Planted(12).Token();

    [Fact]
    public async Task Loses_no_turn_and_leaves_no_secret()
    {
        var ids = Enumerable.Range(0, Sessions).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var id in ids)
        {
            // As a brain with fewer rules kept it; the session is awake when they are taken out.
            await Keep(id);
            await silo.Postgres.Run(
                $"""
                insert into v2.turns (session_id, turn_num, user_message, started_at, ended_at)
                values ('{id}', 1, 'ask {_old}', now(), now());
                update v2.sessions set turn_count = 1 where id = '{id}';
                """
            );
            await Hook(id, Guid.NewGuid(), "UserPromptSubmit");
        }

        var prompts = ids.ToDictionary(
            id => id,
            _ => Enumerable.Range(0, TurnsEach).Select(_ => Guid.NewGuid()).ToArray()
        );
        var half = new TaskCompletionSource();
        var load = ids.Select(id => Task.Run(() => Work(id, prompts[id], half))).ToArray();
        await half.Task;
        Assert.Contains(_old, await Everything(), StringComparison.Ordinal);
        await Redact();
        await Task.WhenAll(load);
        // What was written before its table was looked through is gone; what came after was never kept.
        await Redact();

        var said = prompts.SelectMany(one => one.Value.Select(prompt => $"{one.Key} {prompt}")).ToHashSet();
        var turns = await silo.Postgres.Lines(
            "select session_id || ' ' || prompt_id from v2.turns where ended_at is not null and prompt_id is not null"
        );
        Assert.Equal(said.Order(StringComparer.Ordinal), turns.Where(said.Contains).Order(StringComparer.Ordinal));
        var everything = await Everything();
        Assert.DoesNotContain(_old, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(_new, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_purpose_clean_that_its_session_says_again()
    {
        var id = Guid.NewGuid();
        await Keep(id);
        await Hook(id, Guid.NewGuid(), "UserPromptSubmit");
        await Redact();

        using var answer = await silo.Socket.PostAsJsonAsync($"/sessions/{id}/mode", new { mode = "debug" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            ["use [redacted] | debug"],
            await silo.Postgres.Lines($"select purpose, mode from v2.sessions where id = '{id}'")
        );
    }

    private Task Keep(Guid id) =>
        silo.Postgres.Run(
            $"""
            insert into v2.sessions (id, purpose, status, project_path, started_at)
            values ('{id}', 'use {_old}', 'active', '/tmp/site', now())
            """
        );

    private async Task Work(Guid id, Guid[] prompts, TaskCompletionSource half)
    {
        for (var turn = 0; turn < prompts.Length; turn++)
        {
            await Hook(id, prompts[turn], "UserPromptSubmit");
            await Hook(id, prompts[turn], "Stop");
            using var mode = await silo.Socket.PostAsJsonAsync(
                $"/sessions/{id}/mode",
                new { mode = turn % 2 == 0 ? "debug" : "execution" }
            );
            Assert.Equal(HttpStatusCode.OK, mode.StatusCode);
            if (turn == prompts.Length / 3)
                half.TrySetResult();
        }
    }

    private async Task Hook(Guid id, Guid prompt, string name)
    {
        var (status, body) = await silo.Hook(
            JsonSerializer.Serialize(
                new
                {
                    session_id = id,
                    hook_event_name = name,
                    prompt_id = prompt,
                    cwd = "/tmp/site",
                    prompt = $"go on with {_new}",
                    last_assistant_message = $"done with {_new}",
                }
            )
        );
        Assert.True(status == HttpStatusCode.OK, body);
    }

    private async Task Redact()
    {
        RedactStored? asked = new(Guid.NewGuid(), true, null);
        while (asked is not null)
        {
            using var answer = await silo.Socket.PostAsJsonAsync(
                "/redact",
                asked,
                Brain.Messages.MessagesJson.Default.RedactStored
            );
            var page = await answer.Content.ReadFromJsonAsync(Brain.Messages.MessagesJson.Default.RedactionPage);
            asked = page!.Next is { } next ? asked with { After = next } : null;
        }
    }

    private async Task<string> Everything()
    {
        var all = new List<string>();
        var tables = await silo.Postgres.Lines(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('v2', 'brain')"
        );
        foreach (var table in tables)
            all.AddRange(await silo.Postgres.Lines($"select t::text from {table} t"));
        return string.Join('\n', all);
    }
}
