using System.Numerics.Tensors;
using Brain.Models.Embeddings;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Knowledge;

/// <summary>The sentence model that ships with the silo, with its real weights.</summary>
public sealed class TheEmbeddedModel : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly OnnxEmbedder _model;

    public TheEmbeddedModel() =>
        _model = new(
            EmbeddedWeights.Name,
            new EmbeddedWeights(EmbeddedWeights.Shipped, Path.Combine(Path.GetTempPath(), "brain-tests-models")).Unpack,
            _clock
        );

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Brings_together_what_means_the_same()
    {
        var texts = await Embed("the shop charged the buyer twice", "a customer paid two times", "the sky is blue");

        Assert.All(texts, text => Assert.Equal(384, text.Vectors[0].Length));
        Assert.True(Cosine(texts[0], texts[1]) > Cosine(texts[0], texts[2]) + 0.2);
    }

    [Fact]
    public async Task Reads_accents_as_their_letters()
    {
        var texts = await Embed("Café naïve", "cafe naive");

        Assert.Equal(1, Cosine(texts[0], texts[1]), 0.001);
    }

    [Fact]
    public async Task Keeps_the_state_of_each_word_that_tells_something()
    {
        var text = (await Embed("the retries of the payment client"))[0];

        Assert.InRange(text.Pieces.Length, 3, 5);
        Assert.Equal(96 * text.Pieces.Length, text.States.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("??")]
    [InlineData("\ud83d\ude00")]
    [InlineData("為什麼")]
    public async Task Embeds_whatever_it_is_given(string text) =>
        Assert.All((await Embed(text))[0].Vectors[0], number => Assert.True(float.IsFinite(number)));

    [Fact]
    public async Task Reads_a_long_text_in_stretches()
    {
        var text = (await Embed(string.Concat(Enumerable.Repeat("the build of module seven failed again ", 400))))[0];

        Assert.Equal(SentenceModel.StretchesMax, text.Vectors.Length);
        Assert.InRange(text.Pieces.Length, 1, SentenceModel.StatesMax);
    }

    [Fact]
    public async Task Is_loaded_when_needed_and_given_back_when_idle()
    {
        Assert.False(_model.IsLoaded);
        await Embed("hello there");
        Assert.True(_model.IsLoaded);

        _clock.Advance(OnnxEmbedder.IdleMax + TimeSpan.FromSeconds(1));

        Assert.False(_model.IsLoaded);
        await Embed("hello again");
    }

    [Fact]
    public async Task Says_what_is_wrong_when_its_weights_are_not_there()
    {
        using var model = new OnnxEmbedder(
            EmbeddedWeights.Name,
            new EmbeddedWeights("/nowhere/minilm.weights", Path.GetTempPath()).Unpack,
            _clock
        );

        var fault = await Assert.ThrowsAsync<EmbeddingFaultException>(() => model.Embed(["x"], CancellationToken.None));

        Assert.Contains("can't be unpacked", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_a_question_while_many_texts_are_read()
    {
        using var given = new CancellationTokenSource();
        var texts = Enumerable.Range(0, 4_000).Select(number => $"build {number} failed: " + new string('x', 400));
        var many = _model.EmbedInBackground([.. texts], given.Token);

        var asked = await Embed("which build failed?");

        Assert.False(many.IsCompleted);
        Assert.Equal(384, asked[0].Vectors[0].Length);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => many);
    }

    [Fact]
    public async Task Reads_in_the_background_what_it_reads_for_a_question()
    {
        string[] texts = ["hello", .. Enumerable.Repeat("the build of module seven failed again ", 90)];

        var background = await _model.EmbedInBackground(texts, CancellationToken.None);

        foreach (var (one, other) in background.Zip(await Embed(texts)))
        {
            Assert.Equal(1, Cosine(one, other), 0.001);
            Assert.Equal(other.Pieces, one.Pieces);
        }
    }

    private Task<EmbeddedText[]> Embed(params string[] texts) => _model.Embed(texts, CancellationToken.None);

    private static float Cosine(EmbeddedText one, EmbeddedText other) =>
        TensorPrimitives.CosineSimilarity(one.Vectors[0], other.Vectors[0]);
}
