using Brain.Domain.Knowledge;

namespace Brain.Tests.Knowledge;

public sealed class ANearDuplicate
{
    [Fact]
    public void Is_told_with_this_precision_on_a_hundred_pairs()
    {
        var pairs = AlikePair.Read("alike-measured.jsonl");
        var near = pairs.Where(pair => Likeness.Of(pair.One, pair.Other) >= Likeness.NearMin).ToArray();

        Assert.Equal(100, pairs.Length);
        Assert.Equal(50, pairs.Count(pair => pair.Same));
        // docs/knowledge.md says these numbers.
        Assert.Equal((30, 30), (near.Count(pair => pair.Same), near.Length));
    }

    [Fact]
    public void Is_told_as_well_on_the_pairs_it_was_tuned_on()
    {
        var pairs = AlikePair.Read("alike-tuning.jsonl");
        var near = pairs.Where(pair => Likeness.Of(pair.One, pair.Other) >= Likeness.NearMin).ToArray();

        Assert.InRange(near.Count(pair => pair.Same) / (double)near.Length, 0.97, 1);
        Assert.InRange(near.Count(pair => pair.Same) / (double)pairs.Count(pair => pair.Same), 0.6, 1);
    }

    [Theory]
    [InlineData("Use pnpm here, never npm.", "use pnpm here – never npm", 1)]
    [InlineData("", "anything", 0)]
    [InlineData("…", "…", 0)]
    [InlineData("一つ目の規則です", "一つ目の規則です", 1)]
    public void Is_told_whatever_its_case_signs_and_language(string one, string other, double likeness) =>
        Assert.Equal(likeness, Likeness.Of(one, other), 6);

    [Fact]
    public void Is_found_among_many_as_one_by_one()
    {
        var pairs = AlikePair.Read("alike-measured.jsonl").Concat(AlikePair.Read("alike-tuning.jsonl")).ToArray();
        string[] texts = [.. pairs.SelectMany(pair => new[] { pair.One, pair.Other }), "", "…"];
        var many = new LikenessIndex<string>(texts, text => text);

        foreach (var text in texts)
        {
            (string, double)[] all =
            [
                .. texts
                    .Select(other => (other, Likeness.Of(text, other)))
                    .Where(one => one.Item2 >= Likeness.NearMin)
                    .OrderByDescending(one => one.Item2),
            ];
            Assert.Equal(all, many.Near(text));
            Assert.Equal(all, Likeness.Near(text, texts, one => one));
        }
    }

    [Fact]
    public void Is_the_most_alike_first()
    {
        string[] known = ["Use tabs in Makefiles", "Use tabs in all Makefiles", "Ship on Fridays"];

        Assert.Equal(
            ["Use tabs in Makefiles", "Use tabs in all Makefiles"],
            Likeness.Near("use tabs in makefiles.", known, text => text).Select(one => one.Of)
        );
    }
}
