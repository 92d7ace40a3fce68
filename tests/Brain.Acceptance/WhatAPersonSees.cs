namespace Brain.Acceptance;

/// <summary>What the real screen shows of what the brain itself answers, takes and tells.</summary>
public sealed class WhatAPersonSees(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Of_a_command_is_a_tick_and_what_was_typed()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Command("/mode sparring", "✓ /mode sparring · Mode: sparring");

        Assert.Equal("", await screen.InputBox());
        await screen.Exit();
        Assert.Empty(Place.Model.Requests);
    }

    [Fact]
    public async Task Of_a_prompt_that_the_brain_takes_is_an_empty_box()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("Cop, status?");
        await screen.WaitFor("✓ Cop, status?");
        Assert.Equal("", await screen.InputBox());

        await screen.TypeBehind("SCRIPT:hello one");

        await screen.WaitFor("Hello from the fake model.");
        await screen.Exit();
        Assert.Single(Place.Model.Requests);
    }

    [Fact]
    public async Task Of_a_checkpoint_is_one_word_that_parks_what_was_held()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Command("/purpose fix the login bug of the web shop", "✓ /purpose");
        await Say(screen, "SCRIPT:hello reproduce the login bug of the shop", 1);
        await Say(screen, "SCRIPT:hello find cheap flights from Berlin to Lisbon in June", 2);
        await Say(screen, "SCRIPT:hello which district of Lisbon is nice for a holiday with small children?", 3);
        await screen.WaitFor("Answer with one word");
        await screen.Type("SCRIPT:hello book the hotel in Lisbon too");
        await screen.WaitFor("Your prompt is kept");
        Assert.Equal("", await screen.InputBox());

        await screen.TypeBehind("park");

        await screen.WaitFor("✓ park · parked: SCRIPT:hello book the hotel in Lisbon too");
        Assert.Equal("", await screen.InputBox());
        await screen.Exit();
        Assert.Equal(3, Place.Model.Requests.Count);
    }

    [Fact]
    public async Task At_the_start_is_what_holds_and_who_else_is_here()
    {
        await using var first = Place.Claude.Talk();
        await first.Say("/purpose mend the till");
        await first.Say("SCRIPT:hello one");

        await using var screen = await Place.Claude.Screen();

        await screen.WaitFor("SessionStart:startup says:");
        await screen.WaitFor("is at work here: mend the till");
        await screen.Exit();
        await first.End();
    }

    private static async Task Say(ClaudeCodeScreen screen, string prompt, int turn)
    {
        await screen.Type(prompt);
        await screen.WaitFor($"Session Boss: turn {turn} ");
    }
}
