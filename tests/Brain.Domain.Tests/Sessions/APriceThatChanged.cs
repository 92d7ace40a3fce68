using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class APriceThatChanged
{
    private const string Model = "mystery-9";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PriceList None = PriceList.Default;

    [Fact]
    public void Is_what_a_request_costs_that_had_none() =>
        Assert.Equal(["input 0.003", "output 0.02"], Costs(Request(None), [None], Priced(3, 20)));

    [Fact]
    public void Takes_the_place_of_the_one_before_it()
    {
        var before = Priced(3, 20);

        Assert.Equal(["input 0.006"], Costs(Request(before), [before], Priced(6, 20)));
        Assert.Equal(["input –", "output –"], Costs(Request(before), [before], None));
        Assert.Empty(Costs(Request(before), [before], Priced(3, 20)));
    }

    [Fact]
    public void Leaves_what_the_agent_said() =>
        Assert.Empty(
            Costs(
                [Row("input", 0), Row("output", 0.5m), Row("cache_read", 0), Row("cache_write_5m", 0)],
                [None],
                Priced(3, 20)
            )
        );

    [Fact]
    public void Leaves_what_no_list_says() =>
        Assert.Empty(Costs(Request(Priced(5, 50)), [None, Priced(3, 20)], Priced(6, 20)));

    [Fact]
    public void Goes_on_where_it_was_broken_off() =>
        Assert.Equal(
            ["input 0.009"],
            Costs(Request(Priced(6, 20)), [Priced(3, 20), Priced(6, 20)], Priced(9, 20))
        );

    [Fact]
    public void Holds_from_its_day_on() =>
        Assert.Empty(
            Costs(
                Request(Priced(3, 20)),
                [Priced(3, 20)],
                Priced(Of(3, 20), Of(6, 40) with { From = new(2026, 3, 2) })
            )
        );

    [Fact]
    public void Is_told_from_one_of_another_model()
    {
        Assert.True(Repricing.Differs(Model, None, Priced(3, 20)));
        Assert.False(Repricing.Differs(Model, Priced(3, 20), Priced(3, 20)));
        Assert.False(Repricing.Differs("claude-opus-5-5", None, Priced(3, 20)));
    }

    [Fact]
    public void Is_kept_with_the_list_below_it()
    {
        var read = PriceList.ReadAll(PriceList.Write([Priced(3, 20), None]));

        Assert.Equal(2, read.Length);
        Assert.All([Model, "claude-opus-5-5"], model => Assert.False(Repricing.Differs(model, read[0], Priced(3, 20))));
        Assert.False(read[1].Knows(Model));
        Assert.Empty(PriceList.ReadAll(null));
        Assert.Empty(PriceList.ReadAll("[7]"));
    }

    private static IEnumerable<string> Costs(LedgerRow[] request, PriceList[] before, PriceList now) =>
        Repricing
            .Reprice(Model, request, before, now)
            .Select(row => $"{request.Single(one => one.Id == row.Id).TokenKind} {row.CostUsd?.ToString("0.###") ?? "–"}");

    // As the brain writes it, but for the kinds that it did not use.
    private static LedgerRow[] Request(PriceList prices)
    {
        var entry = new UsageEntry { MessageId = "m", Model = Model, At = At, Input = 1_000, Output = 1_000 };
        return
        [
            .. UsageAccounting
                .Rows([entry], new(Guid.NewGuid()), prices, At)
                .Single()
                .Kinds.Where(kind => kind.Tokens > 0)
                .Select(kind => Row(kind.TokenKind, kind.CostUsd)),
        ];
    }

    private static LedgerRow Row(string kind, decimal? cost) => new(Guid.NewGuid(), "r", kind, 1_000, cost, At);

    private static PriceList Priced(decimal input, decimal output) => Priced(Of(input, output));

    private static PriceList Priced(params Price[] prices) =>
        new("mine", default, [.. prices]) { Below = PriceList.Default };

    private static Price Of(decimal input, decimal output) =>
        new()
        {
            Model = Model,
            Input = input,
            Output = output,
            CacheRead = 0,
            CacheWrite5m = 0,
            CacheWrite1h = 0,
        };
}
