using Brain.Silo.Mcp;

namespace Brain.Tests.Mcp;

public sealed class SharingAPage
{
    private static readonly string[][] Kinds =
    [
        ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"],
        [],
        ["b1"],
        ["c1", "c2", "c3"],
    ];

    [Fact]
    public void Gives_each_kind_its_share_and_what_is_left_to_the_others() =>
        Assert.Equal(["a1", "a2", "a3", "b1", "c1", "c2"], FairShares.Page(Kinds, 0, 6));

    [Fact]
    public void Leaves_out_none_and_shows_none_twice() =>
        Assert.Equal(
            Kinds.SelectMany(kind => kind).Order(StringComparer.Ordinal),
            Enumerable
                .Range(0, 4)
                .SelectMany(page => FairShares.Page(Kinds, page * 5, 5))
                .Order(StringComparer.Ordinal)
        );
}
