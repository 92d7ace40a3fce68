using System.IO.Pipes;
using System.Text;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

/// <summary>What a hook is handed and nobody can read: it may be anything, a tool call too.</summary>
public sealed class AnUnreadableEvent : IDisposable
{
    private const string Event = """{"session_id":"one","hook_event_name":"PreToolUse","tool_name":"Bash"}""";

    private readonly ScratchFolder _scratch = new();

    public static TheoryData<string, byte[]> Kinds { get; } =
        new()
        {
            { "array", Encoding.UTF8.GetBytes($"[{Event}]") },
            { "bom", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Event)] },
            { "cut", Encoding.UTF8.GetBytes(Event[..^1]) },
            { "cut early", Encoding.UTF8.GetBytes(Event[..20]) },
            { "empty", [] },
            { "nul", [0, .. Encoding.UTF8.GetBytes(Event)] },
            { "utf-16", Encoding.Unicode.GetBytes(Event) },
            { "no object", "null"u8.ToArray() },
            { "no name", """{"session_id":"one"}"""u8.ToArray() },
        };

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_refused_when_hard(string kind, byte[] bytes)
    {
        var outcome = Carry(bytes, hard: true);

        Assert.True(outcome.ExitCode == 2, kind);
        Assert.NotNull(outcome.Stderr);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_kept_and_told_once_when_soft(string kind, byte[] bytes)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        Assert.Contains("can't be read", Encoding.UTF8.GetString(Carry(bytes).Stdout.Span), StringComparison.Ordinal);
        Assert.Equal((kind, HookOutcome.Nothing), (kind, Carry(bytes)));
        Assert.Equal(2, File.ReadAllLines($"{_scratch.Path}/spool/rejected.jsonl").Length);
        Assert.Empty(brain.All);
    }

    [Fact]
    public void Is_told_again_a_day_later()
    {
        Carry("null"u8.ToArray());
        Assert.Equal(HookOutcome.Nothing, Carry("null"u8.ToArray()));

        File.SetLastWriteTimeUtc(Assert.Single(_scratch.Files("*.unread")), DateTime.UtcNow.AddDays(-1));

        Assert.NotEqual(HookOutcome.Nothing, Carry("null"u8.ToArray()));
        Assert.Equal(HookOutcome.Nothing, Carry("null"u8.ToArray()));
    }

    [Fact]
    public void Leaves_nothing_behind_when_its_session_is_over()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");
        Carry(Encoding.UTF8.GetBytes(Event[..^1]));
        Assert.Single(_scratch.Files("*.unread"));

        Carry("""{"session_id":"one","hook_event_name":"SessionEnd"}"""u8.ToArray());

        Assert.Empty(_scratch.Files("*.unread"));
    }

    [Fact]
    public void Says_nothing_on_a_compaction()
    {
        var cut = """{"session_id":"one","hook_event_name":"PreCompact","a":"""u8.ToArray();

        Assert.Equal(HookOutcome.Nothing, Carry(cut));
        Assert.Single(File.ReadAllLines($"{_scratch.Path}/spool/rejected.jsonl"));
    }

    [Theory]
    [InlineData(Event)]
    [InlineData("  \n" + Event + "\n trailing")]
    public async Task Is_none_whose_closing_brace_came_while_the_pipe_stays_open(string text)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        pipe.Write(Encoding.UTF8.GetBytes(text));
        pipe.Flush();

        var payload = await Task.Run(() => Read(pipe)).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(Event, Encoding.UTF8.GetString(payload.Bytes).Trim());
        Assert.False(payload.IsCut);
    }

    [Fact]
    public async Task Ends_at_its_own_brace_however_it_is_cut_up()
    {
        var text =
            $$"""{"session_id":"one","a":[{"b":"}"}],"pad":"{{new string('}', 200_000)}}","hook_event_name":"Stop"}""";
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var read = Task.Run(() => Read(pipe));
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(7_919))
            pipe.Write(piece);

        Assert.Equal(text, Encoding.UTF8.GetString((await read.WaitAsync(TimeSpan.FromMinutes(2))).Bytes));
    }

    // Who waits for silence waits in vain.
    private static HookPayload Read(AnonymousPipeServerStream pipe) =>
        HookPayload.Read((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), silenceMs: int.MaxValue);

    private HookOutcome Carry(byte[] bytes, bool hard = false) =>
        new HookCarrier(new(_scratch.Path), hard) { SoftMs = 5_000 }.Carry(HookPayload.Of(bytes));
}
