using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Silo.Health;

/// <summary>
/// Walks the whole path of a hook before anybody waits for it: the door, the words, the decision, the grain and the
/// statements, which are rolled back. The first real event then meets no cold code, well within a soft session's
/// deadline.
/// </summary>
internal sealed class WarmUp(IGrainFactory grains, SessionBatchWriter writer, BrainSettings settings)
{
    private const int Rounds = 3;
    private const string Id = "ffffffff-ffff-4fff-bfff-ffffffffffff";

    private static readonly string[] Events =
    [
        """{"hook_event_name":"SessionStart","source":"startup","cwd":"/rehearsal"}""",
        """{"hook_event_name":"UserPromptSubmit","prompt":"rehearse","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"r1","tool_input":{"command":"ls | wc -l"},"prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PostToolUseFailure","tool_name":"Bash","tool_use_id":"r1","error":"none","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PostToolBatch","tool_calls":[{"tool_name":"Read","tool_use_id":"r2"}],"prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"Stop","last_assistant_message":"rehearsed","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff2"}""",
        """{"hook_event_name":"SessionEnd","reason":"other"}""",
    ];

    public async Task Walk(CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await writer.Rehearse(Decide(), stop);
            // An event that nobody knows wakes a grain, reads its rows and leaves none.
            var nobody = SessionId.Parse(Id, null);
            await grains
                .GetGrain<ISessionGrain>(nobody.Value)
                .Hear(new() { SessionId = nobody, HookEventName = "Rehearsal" });
            await writer.Commit(new() { SessionId = nobody, At = default });
            await Knock(stop);
        }
    }

    private static List<SessionChange> Decide()
    {
        var session = new Session { Id = SessionId.Parse(Id, null) };
        var changes = new List<SessionChange>();
        foreach (var text in Events)
        {
            var json = text.Replace("{\"hook", $"{{\"session_id\":\"{Id}\",\"hook", StringComparison.Ordinal);
            var heard = JsonSerializer.Deserialize(json, MessagesJson.Default.HookEvent)!;
            var decided = session.Decide(heard, SessionContext.Default, DateTimeOffset.UnixEpoch);
            _ = JsonSerializer.SerializeToUtf8Bytes(
                HookAnswer.Of(decided.Answer, heard.HookEventName),
                HookAnswerJson.Default.HookAnswer
            );
            changes.Add(decided.Change);
            session = decided.Next;
        }

        var entry = new UsageEntry
        {
            MessageId = "rehearsal",
            Model = "rehearsal",
            At = DateTimeOffset.UnixEpoch,
            Input = 1,
        };
        changes.Add(session.Decide(new UsageFound([entry]), PriceList.Default, DateTimeOffset.UnixEpoch).Change);
        return changes;
    }

    private async Task Knock(CancellationToken stop)
    {
        var body = $$"""{"session_id":"{{Id}}","hook_event_name":"Rehearsal"}""";
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket), stop);
        var request =
            "POST /hooks/claude-code HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + $"application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), stop);
        var answer = new byte[1024];
        while (await socket.ReceiveAsync(answer, stop) > 0) { }
    }
}
