using Brain.Domain.Knowledge.Search;

namespace Brain.Tests.Knowledge;

/// <summary>Candidates put in order, with and without a model.</summary>
public sealed class TheRankingOfTexts
{
    private static readonly Guid Session = new("00000000-0000-0000-0000-000000000001");
    private static readonly DateTimeOffset May = new(2026, 5, 8, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Prefers_the_text_whose_words_mean_the_same() =>
        Assert.Equal(2, Rank(State(1), [Turn(1, 1, State(5)), Turn(2, 9, State(1)), Turn(3, 20, State(7))])[0]);

    [Fact]
    public void Lets_a_turn_and_its_reply_answer_together()
    {
        // The question has two words; each turn of the pair says one, and two turns elsewhere say one each, far apart.
        var asked = State(1, 2);

        var order = Rank(
            asked,
            [
                Turn(1, 1, State(1)),
                Turn(2, 2, State(2)),
                Turn(3, 30, State(1)),
                Turn(4, 60, State(2)),
                Turn(5, 90, State(9)),
            ]
        );

        Assert.Equal([1, 2], order.Take(2).Order());
    }

    [Fact]
    public void Does_without_a_model()
    {
        SearchCandidate[] found =
        [
            Turn(1, 1, null) with
            {
                Bm25 = 1,
            },
            Turn(2, 50, null) with
            {
                Bm25 = 7,
                Matched = 0.9,
            },
            Turn(3, 90, null),
        ];

        var ranking = new Ranker("what?", null, _ => 1, new(2026, 5, 9), RankWeights.Default).Rank(found);

        Assert.Equal(2, ranking.Texts[0].Candidate.Unit);
        Assert.True(AnswerCheck.Answers(ranking, isFused: false));
    }

    [Fact]
    public void Leaves_out_what_is_there_for_its_neighbours_only() =>
        Assert.DoesNotContain(1, Rank(State(1), [Turn(1, 1, State(1)) with { Fits = false }, Turn(2, 2, State(4))]));

    [Fact]
    public void Turns_to_the_session_of_the_day_that_is_named()
    {
        var other = new Guid("00000000-0000-0000-0000-000000000002");
        SearchCandidate[] found =
        [
            Turn(1, 1, State(1)) with
            {
                At = May.AddDays(-90),
                Session = other,
            },
            Turn(2, 1, State(1)),
        ];

        var ranking = new Ranker(
            "what broke on 8 May 2026?",
            State(1),
            _ => 1,
            new(2026, 6, 1),
            RankWeights.Default
        ).Rank(found);

        Assert.Equal(Session, ranking.Sessions[0].Session);
        Assert.Equal(2, ranking.Texts[0].Candidate.Unit);
    }

    [Fact]
    public void Turns_to_the_last_time_of_a_day_that_is_named_without_its_year()
    {
        var other = new Guid("00000000-0000-0000-0000-000000000002");
        SearchCandidate[] found =
        [
            Turn(1, 1, State(1)) with
            {
                At = May.AddYears(-1),
                Session = other,
            },
            Turn(2, 1, State(1)),
        ];

        var ranking = new Ranker(
            "what broke on 8 May?",
            State(1),
            _ => 1,
            new(2026, 6, 1),
            RankWeights.Default
        ).Rank(found);

        Assert.Equal(Session, ranking.Sessions[0].Session);
    }

    [Fact]
    public void Turns_to_whose_name_the_question_has()
    {
        SearchCandidate[] found =
        [
            Turn(1, 1, State(1)) with
            {
                Speaker = "Anna",
            },
            Turn(2, 20, State(1)) with
            {
                Speaker = "Ben",
            },
        ];

        var ranking = new Ranker("what did Ben paint?", State(1), _ => 1, new(2026, 6, 1), RankWeights.Default).Rank(
            found
        );

        Assert.Equal(2, ranking.Texts[0].Candidate.Unit);
    }

    [Fact]
    public void Ranks_nothing_when_nothing_was_found()
    {
        var ranking = new Ranker("anything", State(1), _ => 1, new(2026, 6, 1), RankWeights.Default).Rank([]);

        Assert.Empty(ranking.Texts);
        Assert.False(AnswerCheck.Answers(ranking, isFused: true));
    }

    [Fact]
    public void Sees_that_nothing_answers()
    {
        var ranking = new Ranker("anything", State(1), _ => 1, new(2026, 6, 1), RankWeights.Default).Rank([
            Turn(1, 1, State(5)) with
            {
                Cosine = 0.2,
            },
            Turn(2, 9, State(6)) with
            {
                Cosine = 0.1,
            },
        ]);

        Assert.False(AnswerCheck.Answers(ranking, isFused: true));
    }

    [Fact]
    public void Takes_what_follows_a_question_for_its_answer()
    {
        // Both say the same of themselves, and one stands behind a turn that asks.
        SearchCandidate[] found =
        [
            Turn(1, 1, State(1)) with
            {
                Asks = true,
            },
            Turn(2, 2, State(3)),
            Turn(3, 30, State(1)),
            Turn(4, 31, State(3)),
            Turn(5, 60, State(9)),
        ];

        Assert.Equal(2, Rank(State(1, 3), found).First(unit => unit is 2 or 4));
    }

    [Fact]
    public void Sees_that_a_text_lacks_what_is_asked_for_most()
    {
        bool Answers(params int[] words) =>
            AnswerCheck.Answers(
                new Ranker("which?", State(1, 2, 3), _ => 1, new(2026, 5, 9), RankWeights.Default).Rank([
                    Turn(1, 1, State(words)) with
                    {
                        Cosine = 0.4,
                    },
                    Turn(2, 30, State(9)),
                ]),
                isFused: true
            );

        Assert.True(Answers(1, 2, 3));
        Assert.False(Answers(1, 2));
    }

    [Fact]
    public void Sees_that_what_is_asked_for_stands_apart()
    {
        bool Answers(params int[] words) =>
            AnswerCheck.Answers(
                new Ranker("which?", State(1, 2, 3), _ => 1, new(2026, 5, 9), RankWeights.Default).Rank([
                    Turn(1, 1, State(words)) with
                    {
                        Cosine = 0.4,
                    },
                    Turn(2, 30, State(9)),
                ]),
                isFused: true
            );
        int[] others = [.. Enumerable.Range(20, 10)];

        Assert.True(Answers([.. others, 1, 2, 3, .. others]));
        Assert.False(Answers([1, .. others, 2, .. others, 3]));
    }

    [Fact]
    public void Lets_a_persons_importance_go_before_a_machines_confidence()
    {
        Assert.True(AnswerCheck.Worth(5, 0) > AnswerCheck.Worth(null, 1));
        Assert.True(AnswerCheck.Worth(1, 1) < AnswerCheck.Worth(null, 0));
    }

    private static long[] Rank(TokenStates asked, SearchCandidate[] found) =>
        [
            .. new Ranker("which?", asked, _ => 1, new(2026, 5, 9), RankWeights.Default)
                .Rank(found)
                .Texts.Select(one => one.Candidate.Unit),
        ];

    private static SearchCandidate Turn(long unit, int turn, TokenStates? tokens) =>
        new(unit, "turn", Session, turn, null, May) { States = tokens?.States, Cosine = tokens is null ? null : 0.3 };

    // Words as far from each other as directions can be.
    private static TokenStates State(params int[] words)
    {
        var states = new sbyte[words.Length * TokenStates.Width];
        for (var place = 0; place < words.Length; place++)
            states[place * TokenStates.Width + words[place]] = 127;
        return new([.. words.Select(word => (short)word)], states);
    }
}
