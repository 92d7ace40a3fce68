using System.Net;
using System.Text;
using System.Text.Json;
using Brain.Client.Hooks;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Tests.Client;
using Brain.Tests.Sessions;

namespace Brain.Tests.Hooks;

/// <summary>
/// Events of ten megabytes, in the shapes that cost most, on a real silo. What was quadratic took minutes here, or
/// never ended.
/// </summary>
public sealed class HugeEvents(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Bytes = 10 * 1024 * 1024;

    public static TheoryData<string> Shapes => new(All.Keys);

    private static readonly Dictionary<string, Func<string>> All = new(StringComparer.Ordinal)
    {
        ["a file"] = () => Tool("Write", new { file_path = "/home/me/a", content = Many("line \"quoted\"\n") }),
        ["a path"] = () => Tool("Read", new { file_path = Many("/a") }),
        ["words of a command"] = () => Tool("Bash", new { command = Many("a b ") }),
        ["the brain's own words"] = () => Tool("Bash", new { command = "brain x; " + Many("pipeline ") }),
        ["background commands"] = () => Tool("Bash", new { command = Many("a & ") }),
        ["keys"] = () =>
            Tool("mcp__x__y", Enumerable.Range(0, 200_000).ToDictionary(place => $"k{place}", place => $"v{place}")),
        ["numbers"] = () => Tool("mcp__x__y", new { a = new int[1_000_000] }),
        ["half characters"] = () =>
            Tool("Write", new { content = "HALF" }).Replace("HALF", Many("\\ud800"), StringComparison.Ordinal),
        ["a model's name"] = () => Event("SessionStart", $"\"source\":\"startup\",\"model\":\"{Many("m n ")}\""),
        ["a reason"] = () => Event("SessionEnd", $"\"reason\":\"{Many("r ")}\""),
        ["a prompt"] = () => Event("UserPromptSubmit", $"\"prompt\":\"{Many("a b ")}\""),
        ["an error"] = () => Event("PostToolUseFailure", $"\"tool_name\":\"Bash\",\"error\":\"{Many("e ")}\""),
        ["a response"] = () =>
            Event(
                "PostToolUse",
                $$"""
                "tool_name":"Bash","tool_response":{"stdout":"{{Many("x")}}"}
                """
            ),
        ["an answer"] = () => Event("Stop", $"\"last_assistant_message\":\"{Many("a b ")}\""),
        ["a summary"] = () => Event("PostCompact", $"\"compact_summary\":\"{Many("a b ")}\""),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Are_answered_whatever_their_shape(string shape)
    {
        var session = Guid.NewGuid();
        await silo.Hook($$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","source":"startup"}""");

        var (status, _) = await silo.Hook(
            All[shape]().Replace("SESSION", session.ToString(), StringComparison.Ordinal)
        );

        Assert.Equal(HttpStatusCode.OK, status);
        // No word of a row is longer than what is kept of a text.
        Assert.Equal(
            0L,
            await silo.Postgres.Read<long>(
                $"select count(*) from v2.sessions where id = '{session}' and length(metadata::text) > 4000"
            )
        );
    }

    [Fact]
    public async Task Of_no_utf8_at_all_are_mended()
    {
        byte[] head = Encoding.UTF8.GetBytes(
            Event("PreToolUse", "\"tool_name\":\"Write\",\"tool_input\":{\"content\":\"")
                .Replace("SESSION", Guid.NewGuid().ToString(), StringComparison.Ordinal)
                .TrimEnd('}')
        );
        var wrong = new byte[Bytes];
        wrong.AsSpan().Fill(0xff);
        using var content = new ByteArrayContent([.. head, .. wrong, .. "\"}}"u8]);
        content.Headers.ContentType = new("application/json");

        using var answer = await silo.Socket.PostAsync("/hooks/claude-code", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Nested_deeper_than_anybody_reads_are_refused_with_the_reason()
    {
        foreach (var depth in (int[])[100_000, 5_000_000])
        {
            var (status, body) = await silo.Hook(
                Event("PreToolUse", $"\"tool_input\":{new string('[', depth)}{new string(']', depth)}")
                    .Replace("SESSION", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            );

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("depth", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_twenty_thousand_calls_are_answered_and_all_count()
    {
        var (session, prompt) = (Guid.NewGuid(), Guid.NewGuid());
        await silo.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"work","prompt_id":"{{prompt}}"}"""
        );
        var calls = Enumerable
            .Range(0, 20_000)
            .Select(call => new
            {
                tool_name = "Read",
                tool_use_id = $"toolu_{call}",
                tool_input = new { file_path = $"/home/me/{call}" },
            });
        var batch =
            $$"""{"session_id":"{{session}}","hook_event_name":"PostToolBatch","prompt_id":"{{prompt}}","tool_calls":{{JsonSerializer.Serialize(calls)}}}""";

        var first = await silo.Hook(batch);
        var second = await silo.Hook(batch);
        await silo.Hook($$"""{"session_id":"{{session}}","hook_event_name":"Stop","prompt_id":"{{prompt}}"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(
            ["20000 | 20000 | 20000"],
            await silo.Postgres.Lines(
                "select count(*), count(turn_id), max((select tool_calls_count from v2.turns t where t.id = "
                    + $"c.turn_id)) from v2.tool_calls c where session_id = '{session}'"
            )
        );
    }

    [Fact]
    public async Task Leave_many_calls_as_each_alone_leaves_them()
    {
        var (one, many, prompt) = (Some.Session(), Some.Session(), Guid.NewGuid());
        ToolUse[] calls =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(call =>
                    Some.Use(
                        $"Tool{call}",
                        JsonSerializer.SerializeToElement(new { path = $"/{call}" }),
                        $"call_{call}"
                    )
                ),
        ];
        foreach (var (session, size) in ((Session, int)[])[(one, 1), (many, 40)])
        {
            await silo.Hook(
                $$"""{"session_id":"{{session.Id}}","hook_event_name":"UserPromptSubmit","prompt":"work","prompt_id":"{{prompt}}"}"""
            );
            foreach (var some in calls.Chunk(size))
            {
                var json = JsonSerializer.Serialize(
                    some.Select(call => new
                    {
                        tool_name = call.ToolName,
                        tool_use_id = call.ToolUseId,
                        tool_input = call.ToolInput,
                    })
                );
                await silo.Hook(
                    $$"""{"session_id":"{{session.Id}}","hook_event_name":"PostToolBatch","prompt_id":"{{prompt}}","tool_calls":{{json}}}"""
                );
            }
        }

        Assert.Equal(await Calls(one), await Calls(many));
    }

    [Fact]
    public void Past_the_limit_are_refused_when_hard_and_told_when_soft()
    {
        using var scratch = new ScratchFolder();
        var payload = Encoding.UTF8.GetBytes(
            Event("PreToolUse", $"\"pad\":\"{new string('x', HookPayload.BytesMax)}\"")
        );

        var hard = new HookCarrier(new(scratch.Path), hard: true).Carry(HookPayload.Of(payload));
        var soft = new HookCarrier(new(scratch.Path), hard: false).Carry(HookPayload.Of(payload));

        Assert.Equal(2, hard.ExitCode);
        Assert.Contains($"longer than {HookPayload.BytesMax} bytes", hard.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, soft.ExitCode);
        Assert.Contains(
            $"longer than {HookPayload.BytesMax} bytes",
            Encoding.UTF8.GetString(soft.Stdout.Span),
            StringComparison.Ordinal
        );
    }

    private Task<string[]> Calls(Session session) =>
        silo.Postgres.Lines(
            "select tool_use_id, tool_name, status, ok, target, input_digest, metadata from v2.tool_calls where "
                + $"session_id = '{session.Id}' order by created_at, tool_use_id"
        );

    private static string Many(string text) => string.Concat(Enumerable.Repeat(text, Bytes / text.Length));

    private static string Tool(string name, object input) =>
        Event(
            "PreToolUse",
            $"\"tool_name\":\"{name}\",\"tool_use_id\":\"call_1\",\"tool_input\":{JsonSerializer.Serialize(input)}"
        );

    private static string Event(string name, string rest) =>
        $$"""{"session_id":"SESSION","hook_event_name":"{{name}}","prompt_id":"{{Guid.NewGuid()}}",{{rest}}}""";
}
