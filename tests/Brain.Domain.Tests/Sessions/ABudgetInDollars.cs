using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class ABudgetInDollars
{
    private const string Opus = "claude-opus-5-5";

    private static readonly Price Mystery = new()
    {
        Model = "mystery-9",
        Input = 1,
        Output = 1,
        CacheRead = 1,
        CacheWrite5m = 1,
        CacheWrite1h = 1,
    };

    private readonly Session _session = new()
    {
        Id = new(Guid.NewGuid()),
        Opened = true,
        Purpose = "p",
        Source = "s",
    };

    [Theory]
    [InlineData("$5", 5.0)]
    [InlineData("0.50$", 0.5)]
    [InlineData("$1_000", 1000.0)]
    [InlineData("5", null)]
    [InlineData("$", null)]
    [InlineData("$0", null)]
    [InlineData("$0.001", null)]
    [InlineData("$-5", null)]
    [InlineData("$2000000", null)]
    public void Is_written_with_its_sign(string text, double? usd) =>
        Assert.Equal((decimal?)usd, DollarAmount.TryParse(text, out var read) ? read : (decimal?)null);

    [Fact]
    public void Is_reached_by_the_request_that_reaches_it_and_by_no_other()
    {
        var session = _session with { BudgetUsd = 1 };

        var before = session.Decide(Asked("1", Used("0", 40_000)), SessionContext.Default, Some.Time);
        Assert.True(before.Answer.Go);
        var at = before.Next.Decide(Asked("2", Used("1", 1_000_000)), SessionContext.Default, Some.Time);
        Assert.False(at.Answer.Go);
        Assert.Contains("this session", at.Answer.Reason, StringComparison.Ordinal);
        Assert.Contains("$1.00", at.Answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_a_request_once_though_ledger_and_gate_tell_of_it()
    {
        var standing = new SpendStanding
        {
            Caps = [new(SpendPeriod.Day, 10)],
            Rows = [new(null) { Own = true, Day = new(4, 3) }, new(null) { Day = new(5, 0) }],
        };
        var session = _session with { Spend = standing };

        Assert.Equal(9, session.UsedOf(standing.Caps[0]));
        Assert.Equal(9, (session with { Spend = standing.Plus(Opus, 1) }).UsedOf(standing.Caps[0]));
        Assert.Equal(10, (session with { Spend = standing.Plus(Opus, 2) }).UsedOf(standing.Caps[0]));
    }

    [Theory]
    [InlineData("claude-opus-5-5", false)]
    [InlineData("claude-sonnet-5-5", true)]
    [InlineData(null, false)]
    public void Of_a_model_holds_for_that_model(string? asked, bool go)
    {
        var session = _session with
        {
            Spend = new()
            {
                Caps = [new(SpendPeriod.Week, 5) { Model = "opus" }],
                Rows = [new("opus") { Own = true, Week = new(6, 0) }],
                Latest = Opus,
            },
        };

        var decided = session.Decide(Asked("1") with { Model = asked }, SessionContext.Default, Some.Time);
        Assert.Equal(go, decided.Answer.Go);
    }

    [Fact]
    public void Of_a_model_holds_where_nobody_names_the_next_after_one_without_a_price()
    {
        var session = _session with
        {
            Spend = new()
            {
                Caps = [new(SpendPeriod.Week, 5) { Model = "opus" }],
                Rows = [new("opus") { Own = true, Week = new(6, 0) }],
                Latest = Opus,
            },
        };
        var used = Used("0", 1_000) with { Model = "mystery-9" };

        var decided = session.Decide(Asked("1", used) with { Model = null }, SessionContext.Default, Some.Time);

        Assert.False(decided.Answer.Go);
    }

    [Theory]
    [InlineData("mystery-9", false)]
    [InlineData(Opus, true)]
    public void May_refuse_after_what_it_could_not_count(string told, bool go)
    {
        var session = _session with { BudgetUsd = 5, Spend = new() { RefusesUnpriced = true } };
        var used = Used("0", 1_000) with { Model = told };

        var decided = session.Decide(Asked("1", used) with { Model = null }, SessionContext.Default, Some.Time);

        Assert.Equal(go, decided.Answer.Go);
    }

    [Fact]
    public void Of_a_model_lets_a_prompt_pass_with_which_another_may_be_chosen_and_holds_the_tools_behind_it()
    {
        var session = _session with
        {
            Spend = new()
            {
                Caps = [new(SpendPeriod.Week, 5) { Model = "opus" }],
                Rows = [new("opus") { Own = true, Week = new(6, 0) }],
                Latest = Opus,
            },
        };

        var prompt = session.Decide(Some.Prompt(session.Id, "go on"), SessionContext.Default, Some.Time);
        Assert.NotEqual(AnswerDecision.Block, prompt.Answer.Decision);
        Assert.Contains("the week with opus is used up", prompt.Answer.Message, StringComparison.Ordinal);
        Assert.True((prompt.Next with { Spend = session.Spend }).BudgetReached);
        Assert.False((session with { Spend = session.Spend with { Latest = "claude-sonnet-5-5" } }).BudgetReached);
    }

    [Theory]
    [InlineData("mystery-9", null, false)]
    [InlineData("mystery-9", "opus", true)]
    [InlineData(Opus, null, true)]
    public void May_refuse_what_it_cannot_count(string asked, string? capped, bool go)
    {
        var session = _session with
        {
            Spend = new() { Caps = [new(SpendPeriod.Day, 5) { Model = capped }], RefusesUnpriced = true },
        };

        var decided = session.Decide(Asked("1") with { Model = asked }, SessionContext.Default, Some.Time);

        Assert.Equal(go, decided.Answer.Go);
        Assert.Equal(!go, decided.Answer.Reason?.StartsWith("No price is known of", StringComparison.Ordinal) == true);
        Assert.True(
            (session with { Spend = session.Spend with { RefusesUnpriced = false } })
                .Decide(Asked("1") with { Model = asked }, SessionContext.Default, Some.Time)
                .Answer.Go
        );
    }

    [Theory]
    [InlineData("2026-11-30", true)]
    [InlineData("2026-12-10", false)]
    public void Counts_by_the_prices_of_the_day(string day, bool refused)
    {
        var session = _session with
        {
            BudgetUsd = 5,
            Spend = new()
            {
                RefusesUnpriced = true,
                Newest = "mystery-9",
                Today = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
                Prices = new("here", default, [Mystery with { From = new(2026, 12, 10) }]),
            },
        };

        Assert.Equal(refused, session.BudgetReached);
    }

    [Fact]
    public void Says_of_a_token_cap_that_it_is_used_up_only_when_it_is()
    {
        var session = _session with
        {
            BudgetCap = 100_000,
            TokensTotal = 85_000,
            BudgetUsd = 5,
            Spend = new() { RefusesUnpriced = true, Newest = "mystery-9" },
        };

        Assert.True(session.BudgetReached);
        Assert.Contains("80 % of the token budget", session.BudgetWarning(100_000), StringComparison.Ordinal);
    }

    [Fact]
    public void That_refuses_what_it_cannot_count_holds_tools_and_lets_another_model_be_chosen()
    {
        var session = _session with
        {
            BudgetUsd = 5,
            Spend = new() { RefusesUnpriced = true, Newest = "mystery-9", Unpriced = "mystery-9" },
        };

        var prompt = session.Decide(Some.Prompt(session.Id, "go on"), SessionContext.Default, Some.Time);
        Assert.NotEqual(AnswerDecision.Block, prompt.Answer.Decision);
        Assert.Contains("it is refused from its next request", prompt.Answer.Message, StringComparison.Ordinal);
        Assert.True((prompt.Next with { Spend = session.Spend }).BudgetReached);
        Assert.False((session with { Spend = session.Spend with { Newest = Opus } }).BudgetReached);
        Assert.False((session with { BudgetUsd = null }).BudgetReached);
    }

    [Theory]
    [InlineData(SpendPeriod.Session, null, 5)]
    [InlineData(SpendPeriod.Day, null, 2)]
    [InlineData(SpendPeriod.Week, "OPUS", 4)]
    public void Counts_a_request_on_top_of_what_was_spent_before_the_gate_came(
        SpendPeriod period,
        string? model,
        decimal used
    )
    {
        var session = _session with
        {
            Spend = new()
            {
                Caps = [new(period, 6) { Model = model }],
                Rows =
                [
                    new(null) { Own = true, Session = new(4, 0), Day = new(1, 0), Week = new(4, 0) },
                    new("OPUS") { Own = true, Session = new(3, 0), Day = new(0, 0), Week = new(3, 0) },
                ],
            },
        };

        var asked = session.Decide(Asked("1"), SessionContext.Default, Some.Time);
        var next = asked.Next with { Spend = asked.Next.Spend.Plus(Opus, 1) };

        Assert.True(asked.Change.GoesOnFromLedger);
        Assert.Equal(used, next.UsedOf(session.Spend.Caps[0]));
    }

    [Fact]
    public void Counts_what_the_gate_tells_of_a_model_for_its_word_and_for_all()
    {
        SpendCap[] caps = [new(SpendPeriod.Day, 9), new(SpendPeriod.Day, 5) { Model = "OPUS" }];
        var standing = new SpendStanding
        {
            Caps = [.. caps, new(SpendPeriod.Day, 5) { Model = "haiku" }],
            Rows = [new(null) { Own = true, Day = new(4, 3) }, new("OPUS") { Own = true, Day = new(2, 3) }],
        };

        var session = _session with { Spend = standing.Plus($"{Opus}[1m]", 2) };

        Assert.Equal([5, 5, 0], session.Spend.Caps.Select(session.UsedOf));
    }

    [Fact]
    public void Of_a_project_counts_its_sessions_alone()
    {
        var standing = new SpendStanding
        {
            Caps = [new(SpendPeriod.Day, 5) { OfProject = true }],
            Rows = [new(null) { Day = new(6, 0) }, new(null) { Here = true, Day = new(1, 0) }],
        };

        Assert.Equal(1, (_session with { Spend = standing }).UsedOf(standing.Caps[0]));
    }

    [Fact]
    public void Holds_prompts_and_tools_too()
    {
        var session = _session with
        {
            Spend = new() { Caps = [new(SpendPeriod.Day, 5)], Rows = [new(null) { Day = new(5, 0) }] },
        };

        var prompt = session.Decide(Some.Prompt(session.Id, "go on"), SessionContext.Default, Some.Time);
        Assert.Equal(AnswerDecision.Block, prompt.Answer.Decision);
        Assert.Contains("/budget day $AMOUNT", prompt.Answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_warned_of_once_at_four_fifths_and_again_when_the_day_is_another()
    {
        var session = _session with
        {
            Spend = new() { Caps = [new(SpendPeriod.Day, 5)], Rows = [new(null) { Day = new(4, 0) }], Day = "1" },
        };
        var first = session.Decide(Some.Prompt(session.Id, "one"), SessionContext.Default, Some.Time);
        var second = first.Next.Decide(Some.Prompt(session.Id, "two"), SessionContext.Default, Some.Time.AddMinutes(1));
        var third = (second.Next with { Spend = session.Spend with { Day = "2" } }).Decide(
            Some.Prompt(session.Id, "three"),
            SessionContext.Default,
            Some.Time.AddMinutes(2)
        );

        Assert.Contains("80 % of the budget of the day", first.Answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("80 %", second.Answer.Message ?? "", StringComparison.Ordinal);
        Assert.Contains("80 %", third.Answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_warned_of_once_however_its_digits_are_read()
    {
        var session = _session with
        {
            BudgetUsd = 5,
            Spend = new() { Rows = [new(null) { Own = true, Session = new(4, 0) }] },
        };
        var first = session.Decide(Some.Prompt(session.Id, "one"), SessionContext.Default, Some.Time);
        var second = (first.Next with { BudgetUsd = 5.000000000m }).Decide(
            Some.Prompt(session.Id, "two"),
            SessionContext.Default,
            Some.Time.AddMinutes(1)
        );

        Assert.Contains("80 %", first.Answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("80 %", second.Answer.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void That_is_configured_holds_again_when_what_was_said_is_lifted()
    {
        SpendCap configured = new(SpendPeriod.Day, 20);
        var session = _session with { Spend = new() { Caps = [new(SpendPeriod.Day, 5)], Configured = [configured] } };

        var said = Say(session, "day none");

        Assert.Equal([configured], said.Next.Spend.Caps);
        Assert.Contains(
            "$20.00 left. The cap of the day stands in \"budgets\"",
            said.Answer.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Takes_what_an_agent_says_of_a_request_without_a_price_for_all_of_it()
    {
        var row = UsageAccounting.Rows(
            [
                new()
                {
                    MessageId = "m",
                    Model = "no-such-model",
                    At = Some.Time,
                    Input = 5,
                    Output = 7,
                    ToldUsd = 0.5m,
                },
            ],
            _session.Id,
            PriceList.Default,
            Some.Time
        );

        Assert.Equal<decimal?>([0, 0.5m, 0, 0, 0], row[0].Kinds.Select(kind => kind.CostUsd));
    }

    [Theory]
    [InlineData("$5", "Dollars for this session: $0.00 of $5.00 used, $5.00 left.")]
    [InlineData("day $20", "Dollars for the day: $0.00 of $20.00 used, $20.00 left.")]
    [InlineData("week $80.50", "Dollars for the week: $0.00 of $80.50 used, $80.50 left.")]
    public void Is_told_as_what_is_left(string args, string line) =>
        Assert.Contains(line, Say(_session, args).Answer.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("month $5")]
    [InlineData("day")]
    [InlineData("day 200k")]
    [InlineData("$")]
    public void That_is_none_changes_nothing(string args)
    {
        var said = Say(_session, args);

        Assert.Equal("budget.unreadable", said.Answer.Refusal?.Code);
        Assert.True(said.Change.Empty);
    }

    [Fact]
    public void Of_the_session_is_lifted_with_that_of_its_tokens()
    {
        var lifted = Say(_session with { BudgetUsd = 5, BudgetCap = 100 }, "none").Next;

        Assert.Equal((null, null), (lifted.BudgetUsd, lifted.BudgetCap));
    }

    [Fact]
    public void Of_all_sessions_is_a_row_of_its_own()
    {
        Assert.Equal([new BudgetRow("day", 20)], Say(_session, "day $20").Change.Budgets.Rows);
        Assert.Equal([new BudgetRow("week", null)], Say(_session, "week none").Change.Budgets.Rows);
    }

    private static Brain.Domain.Decisions.Decision<Session, Receipt, SessionChange> Say(Session session, string args) =>
        session.Obey(SlashCommand.Of("budget", args)!, Some.Time, null);

    private AskModelRequest Asked(string request, params ModelRequestUsage[] used) =>
        new()
        {
            SessionId = _session.Id,
            Request = request,
            Model = Opus,
            Used = used,
        };

    private static ModelRequestUsage Used(string request, long output) =>
        new(request) { Model = Opus, Output = output };
}
