using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Tests.Personas;

namespace Brain.Tests.Drift;

/// <summary>Beside its signs a turn is judged by what its words mean, where that is known.</summary>
public sealed class WhatATurnMeans
{
    private static readonly TurnSigns Quiet = SomeTurn.OnTopic();

    [Theory]
    [InlineData(0.95, 0, DriftKind.Ai)]
    [InlineData(0, 0.9, DriftKind.User)]
    public void Speaks_where_signs_are_silent(double ai, double user, DriftKind kind)
    {
        var turn = Quiet with { Asked = "and the other one?" };
        Assert.Empty(turn.Judged().Events);

        Assert.Equal([kind], (turn with { Likely = new(ai, user) }).Judged().Events.Select(one => one.Type));
    }

    [Fact]
    public void Takes_no_prompt_that_names_the_purpose_for_another_matter() =>
        Assert.Empty((Quiet with { Asked = Quiet.Purpose, Likely = new(0, 0.95) }).Judged().Events);

    [Fact]
    public void Says_nothing_where_it_is_unsure() =>
        Assert.Empty((Quiet with { Likely = new(0.7, 0.6) }).Judged().Events);

    [Fact]
    public void Says_nothing_where_nobody_declared_a_purpose() =>
        Assert.Empty((Quiet with { Likely = new(0.95, 0.95), Provisional = true }).Judged().Events);

    [Fact]
    public void Says_nothing_of_what_belongs_here()
    {
        var accepted = TurnEvidence.Of(Quiet, DriftLevel.Calm).Marks;

        Assert.Empty((Quiet with { Likely = new(0.95, 0.95), Accepted = accepted }).Judged().Events);
    }

    [Fact]
    public void Holds_no_prompt_back_by_itself() =>
        Assert.Null((Quiet with { Likely = new(1, 1) }).Judged().Opened);

    [Fact]
    public void Is_told_by_nearness()
    {
        float[] here = [.. One(0)];
        float[] there = [.. One(1)];
        var turn = new TurnMeaning(here, there, there, there, [there]);

        var features = DriftModel.Features(turn, [turn with { Asked = here }]);

        Assert.Equal([0, 0, 0], features[..3]);
        Assert.Equal(2, features[3]);
        Assert.InRange(DriftModel.Of(turn, []).User, 0, 1);
    }

    [Fact]
    public void Has_texts_for_what_is_not_there()
    {
        var texts = TurnTexts.Of(new() { Num = 1, Purpose = "x", Asked = " " });

        Assert.Equal(["x", ".", ".", ".", "."], texts.ToEmbed());
    }

    [Fact]
    public void Has_the_first_sentences_of_a_long_answer()
    {
        var texts = TurnTexts.Of(Quiet with { Answered = string.Concat(Enumerable.Repeat("It is v1.2 now. ", 400)) });

        Assert.Equal(4 + 8, texts.ToEmbed().Length);
        Assert.Equal("It is v1.2 now.", texts.ToEmbed()[4]);
    }

    [Fact]
    public void Has_weights_that_are_written_as_they_are_read()
    {
        var model = new LinearModel([[1, 2, 0.5f], [0, -1, 0]]);

        Assert.Equal([3.5, -1], LinearModel.Parse(model.ToText()).Sums([1, 1]));
        Assert.Equal(1, model.OneOf([1, 1]).Sum(), 6);
        Assert.Throws<ArgumentException>(() => model.Sums([1]));
    }

    // As wide as the vectors of the sentence model.
    private static IEnumerable<float> One(int at) => Enumerable.Range(0, 384).Select(place => place == at ? 1f : 0);
}
