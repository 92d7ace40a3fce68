using Brain.Domain.Review;
using Brain.Domain.Text;
using Brain.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace Brain.Grains.Review;

/// <summary>
/// Finds out what the words of turns mean before the Auditor judges them: of a session's newest, for a person waits.
/// The others are judged by the rules alone.
/// </summary>
public sealed partial class TurnWeigher(IEmbedder embedder, ILogger<TurnWeigher> logger)
{
    /// <summary>The most turns of a session; each takes some 40 ms of processor.</summary>
    public const int TurnsMax = 24;

    /// <summary>
    /// The page with how likely its turns are of each class; as it was where no model can tell, and where newer turns
    /// come in a page behind it.
    /// </summary>
    public async Task<AuditPage> Weigh(AuditPage page)
    {
        var isWhole = page.Turns.Length < ReviewBatch.PageMax || page.Turns[^1].Next is null;
        if (embedder.Model != ClassModel.Embedder || !isWhole)
            return page;
        TurnToClassify[] turns = [.. page.Turns.Where(turn => turn.Asked is not null).TakeLast(TurnsMax)];
        if (turns.Length == 0)
            return page;
        try
        {
            var texts = turns.SelectMany(turn => ClassModel.ToEmbed(turn)).ToArray();
            var vectors = await embedder.Embed(texts, CancellationToken.None);
            var likely = turns.Zip(
                    vectors.Select(one => Vectors.Pool(one.Vectors)).Chunk(2),
                    (turn, found) => (turn.Num, Likely: ClassModel.Of(turn, found[0], found[1]))
                )
                .ToDictionary(one => one.Num, one => one.Likely);
            return page with
            {
                Turns = [.. page.Turns.Select(turn => turn with { Likely = likely.GetValueOrDefault(turn.Num, []) })],
            };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotWeighed(logger, fault);
            return page;
        }
    }
}
