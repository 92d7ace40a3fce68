using Brain.Domain.Review;
using Brain.Grains.Ports;
using Brain.Grains.Review;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Review;

public sealed class WeighingTurns
{
    [Fact]
    public async Task Embeds_no_more_of_a_long_session_than_of_a_page()
    {
        var embedder = new CountingEmbedder();
        var weigher = new TurnWeigher(embedder, NullLogger<TurnWeigher>.Instance);

        var first = await weigher.Weigh(Page(1, 2 * ReviewBatch.PageMax));
        var last = await weigher.Weigh(Page(ReviewBatch.PageMax + 1, 2 * ReviewBatch.PageMax));

        Assert.Equal(2 * TurnWeigher.TurnsMax, embedder.Texts);
        Assert.All(first.Turns, turn => Assert.Empty(turn.Likely));
        Assert.All(last.Turns.TakeLast(TurnWeigher.TurnsMax), turn => Assert.NotEmpty(turn.Likely));
    }

    // A full one, of a session that ends with the turn of that number.
    private static AuditPage Page(int from, int last) =>
        new(
            [
                .. Enumerable
                    .Range(from, ReviewBatch.PageMax)
                    .Select(num => new TurnToClassify
                    {
                        Num = num,
                        Status = "ok",
                        Asked = "rename the helper",
                        Answered = "Renamed.",
                        Next = num == last ? null : "and the test",
                    }),
            ],
            []
        );

    private sealed class CountingEmbedder : IEmbedder
    {
        public int Texts { get; private set; }

        public string? Model => ClassModel.Embedder;

        public bool IsBusy => false;

        public Task<TextVectors[]> EmbedInBackground(IReadOnlyList<string> texts, CancellationToken stop) =>
            throw new InvalidOperationException("A person waits for the weights.");

        public Task<TextVectors[]> Embed(IReadOnlyList<string> texts, CancellationToken stop)
        {
            Texts += texts.Count;
            return Task.FromResult(texts.Select(_ => new TextVectors([new float[384]], null)).ToArray());
        }
    }
}
