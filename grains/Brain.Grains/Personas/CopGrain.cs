using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Postgres.Personas;
using Microsoft.Extensions.Logging;

namespace Brain.Grains.Personas;

/// <summary>
/// Tells what it saw. It judges by signs within the session's own decision, so that no turn waits for a second actor,
/// and by what the words mean afterwards: the sentence model takes its time.
/// </summary>
[GrainType("cop")]
public sealed partial class CopGrain(PersonaStore store, IEmbedder embedder, CopQueue queue, ILogger<CopGrain> logger)
    : Grain,
        ICopGrain
{
    private readonly Queue<TurnMeaning> _earlier = new();

    /// <inheritdoc/>
    public Task<string[]> Seen() => store.Drift(this.GetPrimaryKey(), CancellationToken.None);

    /// <inheritdoc/>
    public async Task Weigh(WeighTurn turn)
    {
        if (embedder.Model != DriftModel.Embedder)
            return;
        try
        {
            var texts = new TurnTexts(turn.Purpose, turn.Asked, turn.Answered, turn.Targets);
            if (await queue.Take(() => embedder.Embed(texts.ToEmbed(), CancellationToken.None)) is not { } vectors)
                return;
            var meaning = texts.ToMeaning([.. vectors.Select(one => Vectors.Pool(one.Vectors))]);
            var likely = DriftModel.Of(meaning, [.. _earlier]);
            _earlier.Enqueue(meaning);
            if (_earlier.Count > DriftModel.EarlierMax)
                _earlier.Dequeue();
            await GrainFactory
                .GetGrain<ISessionGrain>(this.GetPrimaryKey())
                .Look(new(turn.Num, likely.Ai, likely.User));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The signs were judged already; nobody waits for more.
            LogNotWeighed(logger, turn.Num, fault);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What the words of turn {Turn} mean could not be found out; its signs were judged."
    )]
    private static partial void LogNotWeighed(ILogger logger, int turn, Exception fault);
}

/// <summary>
/// One turn at a time is embedded for the Cop, so that many sessions that stop at once leave the machine to their hooks;
/// of more than <see cref="WaitingMax"/> that wait, the others are judged by their signs alone.
/// </summary>
public sealed class CopQueue : IDisposable
{
    /// <summary>The most that wait.</summary>
    public const int WaitingMax = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <summary>Does it when its turn has come; null when too many wait.</summary>
    public async Task<T?> Take<T>(Func<Task<T>> embed)
        where T : class
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        await _turn.WaitAsync();
        try
        {
            return await embed();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
