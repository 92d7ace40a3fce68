using System.Text;
using System.Text.Json;
using Brain.Client.Hooks;
using Brain.Tests.Chat;
using Brain.Tests.Personas;
using Npgsql;

namespace Brain.Tests.Hooks;

/// <summary>
/// Commands, questions and answers for the brain itself, carried by the client to a real silo that takes longer than a
/// soft session waits for what nobody asked for.
/// </summary>
public sealed class WhatAPersonTyped(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const int SoftMs = 250;

    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    [Theory]
    [InlineData("UserPromptSubmit", "Kim: what is a cursor?")]
    [InlineData("UserPromptExpansion", "/ask Kim what is a cursor?")]
    [InlineData("UserPromptSubmit", "Kim, status?/ask Kim what is a cursor?")]
    public async Task Is_waited_for_while_a_model_thinks(string name, string typed)
    {
        await using var server = await FakeChatServer.Start();
        Environment.SetEnvironmentVariable("SOME_KEY", "sk-of-a-test");
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$"""{"chat":{"provider":"ollama","model":"m","endpoint":"{{server.Url}}"} }"""
        );
        await Persona("Kim");
        var thought = new TaskCompletionSource();
        server.Scene = new() { Pieces = ["A place in a list."], Thought = thought.Task };

        var carried = Carry(name, typed);
        await Until(() => server.Requests.Count > 0 || carried.IsCompleted);
        await PastTheSoftDeadline();
        thought.SetResult();

        Assert.Contains("A place in a list.", await carried, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UserPromptExpansion", "/mode sparring", "sparring")]
    [InlineData("UserPromptSubmit", "Lea, status?", "Lea")]
    public async Task Is_waited_for_while_the_database_is_busy(string name, string typed, string answer)
    {
        await Persona("Lea");
        await Carry("UserPromptSubmit", "mend the till");
        await using var holder = await silo.Postgres.Database.OpenConnectionAsync();
        await using var lockIt = new NpgsqlCommand(
            "begin; lock table v2.sessions, v2.decisions, v2.turns in access exclusive mode",
            holder
        );
        await lockIt.ExecuteNonQueryAsync();

        var carried = Carry(name, typed);
        await PastTheSoftDeadline();
        await using var release = new NpgsqlCommand("rollback", holder);
        await release.ExecuteNonQueryAsync();

        Assert.Contains(answer, await carried, StringComparison.Ordinal);
        Assert.Contains("\"decision\":\"block\"", await carried, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("park", "parked: book the hotel in Lisbon too")]
    [InlineData("/mode sparring", "sparring")]
    public async Task Is_waited_for_behind_a_prompt_that_was_put_back(string typed, string answer)
    {
        const string Held = "book the hotel in Lisbon too";
        await Drift();
        Assert.Equal("block", (string?)(await _talk.Prompt(Held))["decision"]);
        // A command that is answered leaves the prompt held back.
        await _talk.Command("checkin", "Cop");
        await using var holder = await silo.Postgres.Database.OpenConnectionAsync();
        await using var lockIt = new NpgsqlCommand(
            "begin; lock table v2.sessions, v2.decisions, v2.turns in access exclusive mode",
            holder
        );
        await lockIt.ExecuteNonQueryAsync();

        var carried = Carry("UserPromptSubmit", Held + typed);
        await PastTheSoftDeadline();
        await using var release = new NpgsqlCommand("rollback", holder);
        await release.ExecuteNonQueryAsync();

        Assert.Contains(answer, await carried, StringComparison.Ordinal);
        Assert.Contains("\"decision\":\"block\"", await carried, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_waited_for_when_it_only_names_a_command()
    {
        await _talk.Prompt("mend the till");
        await using var holder = await silo.Postgres.Database.OpenConnectionAsync();
        await using var lockIt = new NpgsqlCommand(
            "begin; lock table v2.sessions, v2.decisions, v2.turns in access exclusive mode",
            holder
        );
        await lockIt.ExecuteNonQueryAsync();

        var text = await Carry("UserPromptSubmit", "say in the page what /mode sparring does, and what park");
        await using var release = new NpgsqlCommand("rollback", holder);
        await release.ExecuteNonQueryAsync();

        Assert.Contains("The brain is slow", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_as_not_known_to_be_done_when_it_fails()
    {
        await Persona("Mia");
        await silo.Postgres.Run("alter table v2.decisions rename to decisions_away");
        try
        {
            var text = await Carry("UserPromptSubmit", "Mia, status?");

            Assert.Contains("\"decision\":\"block\"", text, StringComparison.Ordinal);
            Assert.Contains("it is not known to be written", text, StringComparison.Ordinal);
        }
        finally
        {
            await silo.Postgres.Run("alter table v2.decisions_away rename to decisions");
        }
    }

    private async Task Drift()
    {
        await _talk.Command("purpose", "fix the login bug of the web shop");
        await _talk.Turn("reproduce the login bug of the shop", "The login form of the shop fails with a 500.");
        await _talk.Turn(
            "find cheap flights from Berlin to Lisbon in June",
            "Here are cheap flights from Berlin to Lisbon in June."
        );
        await _talk.Turn(
            "which district of Lisbon is nice for a holiday with small children?",
            "Alfama and Belém are nice for a holiday with children."
        );
    }

    private async Task Persona(string name)
    {
        await Carry("UserPromptExpansion", $"/persona create {name} 🔧 \"APIs\"");
        await silo.Refresh();
    }

    private Task<string> Carry(string name, string typed)
    {
        var (command, args) = (typed.Split(' ')[0].TrimStart('/'), typed[(typed.IndexOf(' ') + 1)..]);
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                hook_event_name = name,
                session_id = _talk.Id,
                prompt_id = Guid.NewGuid(),
                cwd = _talk.Project,
                prompt = typed,
                command_name = command,
                command_args = args,
            }
        );
        return Task.Factory.StartNew(
            () =>
            {
                var carrier = new HookCarrier(new(silo.Settings.Home), hard: false) { SoftMs = SoftMs };
                return Encoding.UTF8.GetString(carrier.Carry(HookPayload.Of(payload)).Stdout.Span);
            },
            TaskCreationOptions.LongRunning
        );
    }

    private static Task PastTheSoftDeadline()
    {
        var past = Environment.TickCount64 + (SoftMs * 2);
        return Until(() => Environment.TickCount64 > past);
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var tries = 0; !holds() && tries < 60_000; tries++)
            await Task.Delay(5);
    }
}
