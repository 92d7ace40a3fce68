using System.Text;
using Brain.Messages.Text;
using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>
/// What a terminal would obey, in whatever a hook is told, against every answer that leaves the silo.
/// </summary>
public sealed class AnAnswerOnAScreen(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Hostile =
        "fix \e[2J\e]0;PWNED\a the \u202Egnp.exe\u202C \u009B31m\u0085bug\u200B \U000E0041\u2066x\u2069 👩‍💻 شكرا";

    [Fact]
    public async Task Has_no_control_of_a_terminal()
    {
        var talk = new ScriptedSession(silo, $"/home/me/{Guid.NewGuid():N}");
        string[] lines =
        [
            Text(await talk.Start()),
            Text(await talk.Prompt(Hostile)),
            string.Join('\n', await talk.Stop(Hostile)),
            await talk.Command("purpose", Hostile),
            await talk.Command("purpose", ""),
            await talk.Command("budget", Hostile),
            await talk.Command("persona", $"create {Hostile}"),
            await talk.Command("ask", Hostile),
            await talk.Command("rate", Hostile),
            await talk.Command("broadcast", Hostile),
            await talk.Command("checkin", "Cop"),
            await talk.Command("pipeline", $"start {Hostile}"),
            await talk.Command("mode", "sparring"),
            Text(
                await talk.Hook(
                    "PreToolUse",
                    ("tool_name", $"Write{Hostile}"),
                    ("tool_use_id", "t1"),
                    ("tool_input", new { file_path = Hostile })
                )
            ),
            Text(
                await talk.Hook("PostToolUseFailure", ("tool_name", Hostile), ("tool_use_id", "t2"), ("error", Hostile))
            ),
            await talk.Command("brain:undo", ""),
            await talk.Command("done", ""),
            Text(await new ScriptedSession(silo, talk.Project).Start()),
        ];

        Assert.All(lines, text => Assert.Equal(TerminalText.Sanitize(text), text));
        Assert.Contains(lines, text => text.Contains("👩‍💻 شكرا", StringComparison.Ordinal));
        Assert.Contains(lines, text => text.Contains("fix ]0;PWNED the gnp.exe ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_no_such_byte_on_the_wire_either()
    {
        var id = Guid.NewGuid();
        var (_, body) = await silo.Hook(
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    session_id = id,
                    hook_event_name = "UserPromptSubmit",
                    prompt = Hostile,
                    prompt_id = Guid.NewGuid(),
                }
            )
        );
        var (_, fault) = await silo.Hook(
            $$"""{"session_id":"{{Hostile.Replace("\"", "", StringComparison.Ordinal)}}","hook_event_name":"Stop"}"""
        );

        foreach (var text in (string[])[body, fault])
            Assert.DoesNotContain(text.EnumerateRunes(), rune =>
                rune.Value is not ('\n' or '\t') && TerminalText.IsHidden(rune.Value)
            );
    }

    [Fact]
    public async Task Is_whole_where_half_of_a_character_came()
    {
        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"UserPromptSubmit","prompt":"cut \ud83d here \udc69","prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        Assert.Contains("cut", body, StringComparison.Ordinal);
        Assert.Equal(body, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body)));
    }

    private static string Text(System.Text.Json.Nodes.JsonObject answer) => string.Join('\n', Texts(answer));

    // Every text in it, as the agent reads it.
    private static IEnumerable<string> Texts(System.Text.Json.Nodes.JsonNode? node) =>
        node switch
        {
            System.Text.Json.Nodes.JsonObject all => all.SelectMany(one => Texts(one.Value)),
            System.Text.Json.Nodes.JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
}
