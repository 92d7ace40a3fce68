using Brain.Domain.Skills;

namespace Brain.Domain.Tests.Skills;

/// <summary>Skills are found in memory by what they say and by what they mean.</summary>
public sealed class AnIndexOfSkills
{
    private static readonly IndexedSkill Letters = Skill(1, ("letter", 0.8f), ("write", 0.4f)) with
    {
        Vector = [0, 2],
    };

    private static readonly IndexedSkill Tables = Skill(2, ("tabl", 0.8f), ("write", 0.4f)) with { Vector = [2, 0] };
    private static readonly IndexedSkill Rollouts = Skill(3, ("rollout", 0.8f), ("write", 0.4f));

    private static readonly SkillIndex All = SkillIndex.Of([Letters, Tables, Rollouts]);

    [Fact]
    public void Finds_by_any_word_and_a_rare_one_counts_for_more() =>
        Assert.Equal([Tables.Id, Letters.Id, Rollouts.Id], Found(All, ["write", "tabl", "nobody"], null));

    [Fact]
    public void Finds_by_meaning_where_no_word_fits()
    {
        var hits = All.Find(["nobody"], [0, 1], 10);

        Assert.Equal([Letters.Id, Tables.Id], hits.Select(hit => hit.Id));
        Assert.Equal([1f, 0f], hits.Select(hit => hit.Cosine));
        Assert.Equal([0f, 0f], hits.Select(hit => hit.Words));
    }

    [Fact]
    public void Lets_words_lead_and_meaning_decide_between_equals()
    {
        Assert.Equal(Rollouts.Id, Found(All, ["rollout"], [0, 1])[0]);
        Assert.Equal(Letters.Id, Found(All, ["write"], [0, 1])[0]);
        Assert.Equal(Tables.Id, Found(All, ["write"], [1, 0])[0]);
    }

    [Fact]
    public void Finds_no_more_than_is_asked_for_and_none_in_nothing()
    {
        Assert.Single(All.Find(["write"], null, 1));
        Assert.Empty(All.Find([], null, 10));
        Assert.Empty(SkillIndex.Of([]).Find(["write"], [0, 1], 10));
    }

    [Fact]
    public void Compares_no_vector_with_one_of_another_length() => Assert.Empty(All.Find([], [0, 1, 0], 10));

    [Fact]
    public void Has_what_changed_and_nothing_of_what_is_gone()
    {
        var now = SkillIndex.Of([Letters with { Vector = [2, 0] }, Skill(3, ("canari", 0.8f))], All);

        Assert.Equal([Rollouts.Id], Found(now, ["canari"], null));
        Assert.Empty(Found(now, ["rollout", "tabl"], null));
        Assert.Equal(1f, now.Find([], [1, 0], 10).Single().Cosine);
    }

    [Fact]
    public void Has_a_vector_that_came_later()
    {
        var now = SkillIndex.Of([Letters, Tables, Rollouts with { Vector = [1, 0] }], All);

        Assert.Equal([Rollouts.Id, Tables.Id], Found(now, ["rollout"], [1, 0])[..2]);
    }

    private static Guid[] Found(SkillIndex index, string[] words, float[]? meant) =>
        [.. index.Find(words, meant, 10).Select(hit => hit.Id)];

    private static IndexedSkill Skill(byte number, params (string Word, float Weight)[] about) =>
        new(
            new Guid([.. Enumerable.Repeat(number, 16)]),
            [.. about.Select(one => one.Word)],
            [.. about.Select(one => one.Weight)]
        );
}
