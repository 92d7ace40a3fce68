using System.Net.Sockets;
using System.Text;
using Brain.Domain.Review;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
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

    public async Task Walk(CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await writer.Rehearse(Decide(), stop);
            // An event that nobody knows wakes a grain, reads its rows and leaves none.
            var nobody = SessionId.Parse(Id, null);
            await grains
                .GetGrain<ISessionGrain>(nobody.Value)
                .Hear(new() { SessionId = nobody, Name = ClaudeCodeRehearsal.Name }, Delivery.Plain);
            await writer.Commit(new() { SessionId = nobody, At = default });
            await Knock(stop);
        }
    }

    /// <summary>
    /// Goes through what closing a session goes by: the lists of patterns in many languages are taken apart once.
    /// Nobody's first hook waits for it.
    /// </summary>
    public static void Review()
    {
        var turn = new TurnToClassify
        {
            Num = 1,
            Status = "ok",
            Asked = "Rehearse this on its own.",
            Answered = "It was rehearsed as it stands.",
        };
        _ = ReviewBatch.Of(
            new(
                [
                    turn with
                    {
                        Next = turn.Asked,
                        Tools = ClaudeCodeRehearsal.Calls,
                    },
                    turn with
                    {
                        Num = 2,
                    },
                ],
                []
            )
        );
    }

    private static List<SessionChange> Decide()
    {
        var session = new Session { Id = SessionId.Parse(Id, null) };
        var changes = new List<SessionChange>();
        foreach (var hookEvent in ClaudeCodeRehearsal.Events(session.Id))
        {
            var decided = session.Decide(hookEvent, SessionContext.Default, DateTimeOffset.UnixEpoch);
            _ = ClaudeCodeRehearsal.Write(decided.Answer, hookEvent);
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
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket), stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(ClaudeCodeRehearsal.Request(SessionId.Parse(Id, null))), stop);
        var answer = new byte[1024];
        while (await socket.ReceiveAsync(answer, stop) > 0) { }
    }
}
