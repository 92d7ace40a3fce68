using System.Text;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Tests.Personas;

namespace Brain.Tests.Text;

/// <summary>A project in which one text stands wherever the brain keeps a text from.</summary>
internal sealed class StrangersPlace
{
    // Who is asked remembers it, so each place has its own.
    private readonly string _persona = $"S{Guid.NewGuid():N}"[..12];
    private readonly SiloFixture _silo;
    private readonly string _text;
    private readonly ScriptedSession _talk;
    private readonly ScriptedSession _neighbour;

    public StrangersPlace(SiloFixture silo, string text)
    {
        (_silo, _text) = (silo, text);
        var project = $"/home/me/{Guid.NewGuid():N}";
        (_talk, _neighbour) = (new(silo, project), new(silo, project));
    }

    /// <summary>What a session is told at its start.</summary>
    public async Task<string> Orientation()
    {
        await Seed();
        await _talk.Prompt("hello");
        await _silo.Postgres.Run(
            $"update v2.sessions set purpose = {Sql(_text, 500)}, metadata = metadata || '{{\"provisional\": "
                + $"false}}' where id = '{_talk.Id}'"
        );
        await _silo.Grains.GetGrain<Brain.Grains.Abstractions.Sessions.ISessionGrain>(_talk.Id).Forget();
        var (_, body) = await _silo.Hook(
            $$"""{"session_id":"{{_talk.Id}}","hook_event_name":"SessionStart","source":"compact","cwd":"{{_talk.Project}}"}""",
            with: request => HandOff(request.Headers)
        );
        return ATextOfStrangers.Context(System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject());
    }

    /// <summary>What the host agent is told when it answers in a persona's place.</summary>
    public async Task<string> Pack()
    {
        await Seed();
        await _talk.Start();
        await _talk.Prompt($"/ask {_persona} {SomeInjection.Canary}?");
        var text = ATextOfStrangers.Context(
            await _talk.Hook(
                "UserPromptExpansion",
                ("command_name", "ask"),
                ("command_args", $"{_persona} {SomeInjection.Canary}?"),
                ("prompt", $"/ask {_persona} {SomeInjection.Canary}?")
            )
        );
        await _silo.Postgres.Run($"update v2.personas set status = 'inactive' where name = '{_persona}'");
        return text.Replace(_persona, "NAME", StringComparison.Ordinal);
    }

    /// <summary>What is told after a tool failed.</summary>
    public async Task<string> Nudge()
    {
        await _talk.Prompt("hello");
        return ATextOfStrangers.Context(
            await _talk.Hook(
                "PostToolUseFailure",
                ("tool_name", _text),
                ("tool_use_id", "t1"),
                ("tool_input", new { command = _text }),
                ("error", _text)
            )
        );
    }

    /// <summary>How the learnings stand that a failed tool led to, though a person corrected its turn.</summary>
    public async Task<string[]> LearntOfATool()
    {
        await _neighbour.Prompt("add a retry to the client");
        await _neighbour.Hook(
            "PostToolUseFailure",
            ("tool_name", "Bash"),
            ("tool_use_id", "t1"),
            ("tool_input", new { command = "npm test" }),
            ("error", _text)
        );
        await _neighbour.Stop(_text);
        await _neighbour.Turn("no, that's wrong: with backoff");
        await _neighbour.Command("done", "");
        return await _neighbour.Rows("select status from v2.learnings where session_id = '{0}' and kind = 'mistake'");
    }

    /// <summary>What the next session on the project is told.</summary>
    public async Task<string> StartOfAnother() => ATextOfStrangers.Context(await _talk.Start());

    private async Task Seed()
    {
        await _neighbour.Prompt($"add {_text}");
        await _neighbour.Hook(
            "PostToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", "t1"),
            ("tool_input", new { file_path = _text })
        );
        await _neighbour.Stop(_text);
        await _neighbour.Command("done", "");
        var live = Guid.NewGuid();
        var run = Guid.NewGuid();
        await _silo.Postgres.Run(
            $$$"""
            update v2.learnings set text = 'Hand-off: ' || {{{Sql(
                _text,
                400
            )}}} where session_id = '{{{_neighbour.Id}}}' and kind = 'handoff';
            insert into v2.sessions (id, project_path, purpose, started_at) values ('{{{live}}}', '{{{_talk.Project}}}', {{{Sql(
                _text,
                500
            )}}}, now());
            insert into v2.learnings (session_id, project_path, text, kind) values ('{{{live}}}', '{{{_talk.Project}}}', {{{Sql(
                _text,
                4_000
            )}}}, 'mistake');
            insert into v2.personas (name, emoji, job) values ('{{{_persona}}}', '🔧', {{{Sql(_text, 200)}}});
            insert into v2.persona_comments (persona_id, session_id, turn_num, comment)
              select id, '{{{live}}}', 1, {{{Sql(_text, 400)}}} from v2.personas where name = '{{{_persona}}}';
            insert into v2.pipelines (name, version, persona_id, body, definition)
              select 'bread', 1, id, 'x', '{"links": [{"name": "kneaded"}, {"name": "risen", "within_s": 1}]}' from v2.personas where name = 'Librarian'
              on conflict do nothing;
            insert into v2.pipeline_runs (id, pipeline_id, project_path, subject, started_at, awaiting, broken_at)
              select '{{{run}}}', id, '{{{_talk.Project}}}', {{{Sql(
                _text,
                200
            )}}}, now() - interval '1 hour', 2, now() from v2.pipelines where name = 'bread';
            """
        );
        await _silo.Refresh();
    }

    // A part of another project, a part that was changed, and the bare text.
    private void HandOff(System.Net.Http.Headers.HttpRequestHeaders headers)
    {
        var mac = _silo.Services.GetService(typeof(HandOffMac)) as HandOffMac;
        const string marker = "<!-- brain:00000000-0000-4000-8000-000000000002:3 -->\n";
        var copied = mac!.Sign("/home/me/another", $"{marker}### Turn 3 · session 00000000\n- Outcome: copied\n");
        var changed = mac.Sign(_talk.Project, $"{marker}### Turn 3 · session 00000000\n- Outcome: true\n")
            .Replace("true", "false", StringComparison.Ordinal);
        headers.Add("Brain-Handoff", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{copied}\n{changed}\n{_text}\n")));
        headers.Add("Brain-Project", Convert.ToBase64String(Encoding.UTF8.GetBytes(_talk.Project)));
    }

    private static string Sql(string text, int max) => $"$x${Redaction.Cut(text, max)}$x$";
}
