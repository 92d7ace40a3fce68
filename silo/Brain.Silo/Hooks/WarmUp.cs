using System.Net.Sockets;
using System.Text;
using Brain.Domain.Review;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Hooks;

/// <summary>
/// Walks the whole path of a hook before anybody waits for it: the door, the words, the decision, the grain and the
/// statements, which are rolled back. The first real event then meets no cold code, well within a soft session's
/// deadline.
/// </summary>
internal sealed class WarmUp(
    IGrainFactory grains,
    SessionBatchWriter writer,
    BrainSettings settings,
    TimeProvider clock,
    ILogger<WarmUp> logger
) : BackgroundLoop(Options, clock, logger), IWarmUp
{
    private static readonly LoopOptions Options = new("Warming up", "The first events may take longer.");

    private const int Rounds = 3;
    private const string Id = "ffffffff-ffff-4fff-bfff-ffffffffffff";

    private static readonly SessionId Nobody = SessionId.Parse(Id, null);

    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a whole session comes to. Whoever asks first begins it, beside everything else.</summary>
    public static Task<List<SessionChange>> Decisions { get; } = Task.Run(Decide);

    /// <summary>Walks as far as there is a way before the engine runs and the door is open; once.</summary>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        try
        {
            await Write(stop);
            _written.TrySetResult(true);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // A database that is away is told by the round that needs it.
            _written.TrySetResult(false);
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task Walk(CancellationToken stop)
    {
        var isWritten = await _written.Task.WaitAsync(stop);
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0 || !isWritten)
                await writer.WarmUp(Decide(), stop);
            // An event that nobody knows wakes a grain, reads its rows and leaves none.
            await grains
                .GetGrain<ISessionGrain>(Nobody.Value)
                .Hear(new() { SessionId = Nobody, Name = AgentWarmUp.Name }, Delivery.Plain);
            await writer.Commit(new() { SessionId = Nobody, At = default });
            await Knock(stop);
        }
    }

    private async Task Write(CancellationToken stop)
    {
        await writer.WarmUp(await Decisions, stop);
        await writer.Commit(new() { SessionId = Nobody, At = default });
    }

    /// <summary>
    /// Goes through what closing a session goes by: the lists of patterns in many languages are taken apart once.
    /// Nobody's first hook waits for it.
    /// </summary>
    public void Review()
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
                        Tools = [.. HookSetup.WarmUps.SelectMany(one => one.Calls)],
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
        foreach (var agent in HookSetup.WarmUps)
            foreach (var hookEvent in agent.Events(session.Id))
            {
                var decided = session.Decide(hookEvent, SessionContext.Default, DateTimeOffset.UnixEpoch);
                agent.Write(decided.Answer, hookEvent);
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
        foreach (var agent in HookSetup.WarmUps)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket), stop);
            await socket.SendAsync(Encoding.ASCII.GetBytes(agent.Request(SessionId.Parse(Id, null))), stop);
            var answer = new byte[1024];
            while (await socket.ReceiveAsync(answer, stop) > 0) { }
        }
    }
}
