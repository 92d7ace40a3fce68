using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Drift;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Postgres.Drift;
using Microsoft.Extensions.Logging;

namespace Brain.Grains.Drift;

/// <summary>
/// Tells what it saw. It judges by signs within the session's own decision, so that no turn waits for a second actor,
/// and by what the words mean afterwards: the sentence model takes its time.
/// </summary>
[GrainType("cop")]
public sealed partial class CopGrain(DriftStore store, IEmbedder embedder, CopQueue queue, ILogger<CopGrain> logger)
    : Grain,
        ICopGrain
{
    private readonly Queue<TurnMeaning> _earlier = new();

    /// <inheritdoc/>
    public Task<string[]> Seen() => store.List(this.GetPrimaryKey(), CancellationToken.None);

    /// <inheritdoc/>
    public async Task Weigh(WeighTurn turn)
    {
        if (embedder.Model != DriftModel.Embedder)
            return;
        try
        {
            var texts = new TurnTexts(turn.Purpose, turn.Asked, turn.Answered, turn.Targets);
            var embedded = await queue.Take(() => embedder.EmbedInBackground(texts.ToEmbed(), CancellationToken.None));
            if (embedded is not { } vectors)
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
}
