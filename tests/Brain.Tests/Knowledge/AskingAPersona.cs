using Brain.Models.Chat;
using Brain.Tests.Chat;
using Brain.Tests.Personas;

namespace Brain.Tests.Knowledge;

/// <summary>A question to a persona, with and without a chat model.</summary>
public sealed class AskingAPersona(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Shows_the_rows_where_no_model_is_configured()
    {
        await Persona("Anna");
        await Learn("The endpoint /orders pages by cursor.");

        var text = await _talk.Command("ask", "Anna which endpoint pages by cursor?");

        Assert.DoesNotContain("Open:", await _talk.Command("checkin", "Anna"), StringComparison.Ordinal);
        Assert.StartsWith("🔧 Anna (APIs): what the brain has about this:\n[learning ", text, StringComparison.Ordinal);
        Assert.Contains("The endpoint /orders pages by cursor.", text, StringComparison.Ordinal);
        Assert.Empty(await _talk.Rows("select kind from v2.learnings where session_id = '{0}'"));
    }

    [Fact]
    public async Task Finds_a_row_by_any_of_the_words()
    {
        await Persona("Ben");
        await _talk.Turn("why does the exporter stumble?", "It stumbles over null dates.");

        Assert.Contains(
            "It stumbles over null dates.",
            await _talk.Command("ask", "Ben tell me of exporter and unicorns"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the brain has nothing about this yet",
            await _talk.Command("ask", "Ben zebras?"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Retries back off exponentially.", "how does a retry wait?")]
    [InlineData("The helper parseRetryAfter reads the header.", "what is done after a retry?")]
    public async Task Finds_what_was_learnt_by_the_stems_of_words_and_the_parts_of_names(string text, string question)
    {
        var name = $"Kai{Guid.NewGuid():N}"[..10];
        await Persona(name);
        await _talk.Turn("why do we retry?", "Because the gateway is slow.");
        await Learn(text);

        var rows = (await _talk.Command("ask", $"{name} {question}")).Split('\n');

        Assert.StartsWith("[learning ", rows[1], StringComparison.Ordinal);
        Assert.Contains(text, rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_answer_behind_a_long_prompt()
    {
        await Persona("Lea");
        var log = string.Concat(Enumerable.Repeat("12:00:01 worker 17 is up and well\n", 40));
        await _talk.Turn($"{log}which port does the gateway take?", "It takes 8443.");

        Assert.Contains(
            "which port does the gateway take? It takes 8443.",
            await _talk.Command("ask", "Lea which port does the gateway take"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(ChatProvider.Anthropic)]
    [InlineData(ChatProvider.OpenAI)]
    [InlineData(ChatProvider.Ollama)]
    public async Task Answers_by_the_model_and_cites_what_it_used(ChatProvider provider)
    {
        await using var server = await Model(provider);
        var name = $"Cleo{provider}";
        await Persona(name);
        await Learn("The endpoint /orders pages by cursor.");
        var row = (
            await _talk.Rows(
                "select left(id::text, 8) from v2.learnings where session_id = '{0}' or project_path = (select "
                    + "project_path from v2.sessions where id = '{0}')"
            )
        )[^1];
        server.Scene = new() { Pieces = ["By cursor, ", $"see [learning {row}]."] };

        var text = await _talk.Command("ask", $"{name}: which endpoint pages?");

        Assert.StartsWith($"🔧 {name} (APIs): By cursor, see [learning {row}].", text, StringComparison.Ordinal);
        var used = System.Text.Json.Nodes.JsonNode.Parse(await silo.Socket.GetStringAsync("/costs?by=persona"))!;
        Assert.Contains(used["groups"]!.AsArray(), one => (string?)one!["name"] == name && (long)one["output"]! > 0);
        Assert.Contains("The endpoint /orders pages by cursor.", text, StringComparison.Ordinal);
        Assert.Contains("The endpoint /orders pages by cursor.", server.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Contains($"You are «{name}», a persona", server.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Equal(
            [$$"""answer | bot:{{name}} | {"evidence": ["learning {{row}}"]}"""],
            await _talk.Rows(
                "select kind, source, metadata from v2.learnings where session_id = '{0}' and kind = 'answer'"
            )
        );
        Assert.Equal(
            [$"bot:{name}"],
            await _talk.Rows(
                $"select source from v2.audit_log where action = 'chat.used' and detail ->> 'persona' = '{name}'"
            )
        );
    }

    [Fact]
    public async Task Remembers_what_it_was_asked()
    {
        await using var server = await Model(ChatProvider.Ollama);
        await Persona("Dana");
        await _talk.Command("ask", "Dana what is our rate limit?");

        await silo.Sleep();
        await silo.Wake();
        await _talk.Command("ask", "Dana and what else?");

        Assert.Contains("what is our rate limit?", server.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "takes no more questions for now")]
    [InlineData(401, "key")]
    [InlineData(500, "error")]
    public async Task Says_in_a_sentence_what_the_model_could_not(int status, string word)
    {
        await using var server = await Model(ChatProvider.Ollama);
        await Persona($"Emil{status}");
        server.Scene = new() { Status = status, Message = "an error" };

        var text = await _talk.Command("ask", $"Emil{status} what now?");

        Assert.StartsWith($"🔧 Emil{status} did not answer: ", text, StringComparison.Ordinal);
        Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await _talk.Rows("select id from v2.learnings where session_id = '{0}'"));
    }

    [Fact]
    public async Task Writes_nothing_of_an_answer_that_broke_off()
    {
        await using var server = await Model(ChatProvider.Anthropic);
        await Persona("Flora");
        server.Scene = new() { Pieces = ["Half an "], Ending = ChatEnding.BreaksOff };

        var text = await _talk.Command("ask", "Flora what now?");

        Assert.Contains("did not answer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Half an", text, StringComparison.Ordinal);
        Assert.Empty(await _talk.Rows("select id from v2.learnings where session_id = '{0}'"));
    }

    [Fact]
    public async Task Hands_the_host_a_context_pack_when_told_to()
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, """{"personas":{"without_model":"context"}}""");
        await Persona("Gina");
        await Learn("The endpoint /orders pages by cursor.");
        await _talk.Prompt("/ask Gina which endpoint pages?");

        var answer = await _talk.Hook(
            "UserPromptExpansion",
            ("command_name", "ask"),
            ("command_args", "Gina which endpoint pages?"),
            ("prompt", "/ask Gina which endpoint pages?")
        );

        Assert.Null(answer["decision"]);
        var pack = (string?)answer["hookSpecificOutput"]!["additionalContext"];
        Assert.StartsWith(
            "The person asks the persona «🔧 Gina» this:\n┃ which endpoint pages?\n",
            pack,
            StringComparison.Ordinal
        );
        Assert.Contains("The endpoint /orders pages by cursor.", pack, StringComparison.Ordinal);
        await _talk.Stop("🔧 Gina: by cursor.");
        Assert.Equal(
            ["/ask Gina which endpoint pages? | 🔧 Gina: by cursor."],
            await _talk.Rows("select user_message, assistant_response from v2.turns where session_id = '{0}'")
        );
        File.Delete(silo.Settings.ConfigFile);
    }

    [Fact]
    public async Task Is_spoken_to_at_the_start_of_a_prompt()
    {
        await Persona("Hugo");
        await Learn("Backups run at two.");

        var asked = await _talk.Prompt("Hugo: when do backups run?");
        var status = await _talk.Prompt("hugo, status?");

        Assert.Contains("Backups run at two.", (string?)asked["reason"], StringComparison.Ordinal);
        Assert.StartsWith(
            "✓ hugo, status?\n🔧 Hugo (APIs) · user",
            (string?)status["reason"],
            StringComparison.Ordinal
        );
        Assert.Equal(["0"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
    }

    [Theory]
    [InlineData("Nobody what?", "There is no persona 'Nobody'")]
    [InlineData("Ines", "What shall Ines be asked?")]
    [InlineData("", "There is no persona ''")]
    public async Task Says_what_is_wrong_with_a_question(string args, string reason)
    {
        await Persona("Ines");

        Assert.Contains(reason, await _talk.Command("ask", args), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_in_peace_who_is_inactive()
    {
        await Persona("Jan");
        await _talk.Command("persona", "deactivate Jan");

        Assert.Contains(
            "is inactive and was not asked",
            await _talk.Command("ask", "Jan are you there?"),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    private async Task<FakeChatServer> Model(ChatProvider provider)
    {
        var server = await FakeChatServer.Start();
        Environment.SetEnvironmentVariable("SOME_KEY", "sk-of-a-test");
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""
            {"chat":{"provider":"{{{provider.ToString().ToLowerInvariant()}}}","model":"some-model","endpoint":"{{{server.Words(
                provider
            ).Endpoint}}}"{{{(provider == ChatProvider.Ollama ? "" : ",\"key_env\":\"SOME_KEY\"")}}}}}
            """
        );
        return server;
    }

    private async Task Persona(string name)
    {
        await _talk.Start();
        await _talk.Command("persona", $"create {name} 🔧 \"APIs\"");
    }

    private Task Learn(string text) =>
        silo.Postgres.Run(
            $"insert into v2.learnings (project_path, text) select project_path, '{text}' from v2.sessions where "
                + $"id = '{_talk.Id}'"
        );
}
