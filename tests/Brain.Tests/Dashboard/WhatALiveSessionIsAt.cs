using Brain.Dashboard;
using Brain.Postgres.Dashboard;

namespace Brain.Tests.Dashboard;

public sealed class WhatALiveSessionIsAt
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly LatestTurn Turn = new() { Num = 1, StartedAt = Now.AddMinutes(-2) };

    [Fact]
    public void Is_work_while_a_turn_is_open() => Is(SessionActivity.Working, Turn);

    [Fact]
    public void Is_waiting_when_it_answered_just_now() =>
        Is(SessionActivity.Waiting, Turn with { EndedAt = Now.AddMinutes(-1) });

    [Fact]
    public void Is_idle_when_it_answered_a_while_ago() =>
        Is(SessionActivity.Idle, Turn with { EndedAt = Now - SessionStandings.AnsweredFor });

    [Fact]
    public void Is_failed_when_its_turn_did() =>
        Is(SessionActivity.Failed, Turn with { EndedAt = Now.AddMinutes(-1), Status = "errored", Error = "529" });

    [Fact]
    public void Is_waiting_when_a_call_asks() =>
        Is(SessionActivity.Waiting, Turn, new("ask", "mode.debug", "may it edit?", Now.AddMinutes(-1)));

    [Fact]
    public void Is_work_again_once_the_call_went_on() =>
        Is(
            SessionActivity.Working,
            Turn with { ToolAt = Now },
            new("ask", "mode.debug", "may it edit?", Now.AddMinutes(-1))
        );

    [Fact]
    public void Is_work_again_once_the_call_that_asked_was_answered() =>
        Is(
            SessionActivity.Working,
            Turn with { ToolAt = Now.AddMinutes(-1) },
            new("ask", "mode.debug", "may it edit?", Now.AddMinutes(-1), "ok")
        );

    [Fact]
    public void Is_waiting_while_a_call_asks_and_another_goes_on() =>
        Is(
            SessionActivity.Waiting,
            Turn with { ToolAt = Now },
            new("ask", "mode.debug", "may it edit?", Now.AddMinutes(-1), "started")
        );

    [Fact]
    public void Is_waiting_when_the_agent_itself_asks_for_permission() =>
        Is(SessionActivity.Waiting, Turn with { ToolAt = Now, Tool = "Bash rm -rf x", Asks = "Bash rm -rf x" });

    [Fact]
    public void Is_waiting_when_the_agent_puts_a_question() =>
        Is(SessionActivity.Waiting, Turn with { ToolAt = Now, Tool = "AskUserQuestion", Question = true });

    [Fact]
    public void Is_waiting_when_a_prompt_was_held_back() =>
        Is(
            SessionActivity.Waiting,
            Turn with { EndedAt = Now.AddHours(-1) },
            new("block", "budget.spent", "the budget is spent", Now.AddMinutes(-50))
        );

    [Fact]
    public void Is_idle_when_it_only_answered_a_command() =>
        Is(
            SessionActivity.Idle,
            Turn with { EndedAt = Now.AddHours(-1) },
            new("block", "command.budget", "Budget: 200k", Now.AddMinutes(-1))
        );

    [Fact]
    public void Is_idle_when_its_open_turn_fell_silent() =>
        Is(SessionActivity.Idle, Turn with { StartedAt = Now - SessionStandings.SilentAfter - new TimeSpan(1) });

    [Fact]
    public void Comes_first_where_it_stands_still_until_its_person_does_something()
    {
        var answered = Turn with { EndedAt = Now.AddSeconds(-1) };
        LiveCard[] cards =
        [
            new() { Id = Guid.NewGuid(), Purpose = "works", Last = Turn },
            new() { Id = Guid.NewGuid(), Purpose = "answered", Last = answered },
            new() { Id = Guid.NewGuid(), Purpose = "asks", Last = Turn with { Asks = "Bash rm -rf x" } },
            new() { Id = Guid.NewGuid(), Purpose = "question", Last = Turn with { Question = true } },
            new() { Id = Guid.NewGuid(), Purpose = "checkpoint", Checkpoint = true, StartedAt = Now.AddHours(-1) },
            new()
            {
                Id = Guid.NewGuid(),
                Purpose = "held back",
                Last = Turn with { EndedAt = Now.AddHours(-2) },
                Decision = new("block", "budget.reached", "the budget is spent", Now.AddHours(-1)),
            },
        ];

        Assert.Equal(
            ["asks", "question", "checkpoint", "held back", "answered", "works"],
            SessionStandings.InOrder(cards, Now).Select(one => one.Purpose)
        );
    }

    private static void Is(SessionActivity activity, LatestTurn? turn, LatestDecision? decision = null) =>
        Assert.Equal(
            activity,
            SessionStandings.Of(new() { Id = Guid.Empty, Last = turn, Decision = decision }, Now).Activity
        );
}
