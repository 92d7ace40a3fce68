namespace Brain.Acceptance;

/// <summary>Every event arrives twice, at the same moment, from two carriers.</summary>
public sealed class HooksInSettingsAndPlugin(BrainFixture brain) : AcceptanceTest(brain)
{
    private const string Orientation = "Facts from the brain about this session";
    private const string Shell = "--allowedTools=Bash";
    private const string Nudge = "Repeating an unchanged call";

    private static readonly string[] Work =
    [
        "SCRIPT:hello one",
        "SCRIPT:fail two",
        "SCRIPT:failtwice three",
        "SCRIPT:batch four",
        "SCRIPT:agent five",
        "/purpose ship the parser",
        "/mode sparring",
        "SCRIPT:write six",
        "/compact",
        "/mode debug",
        "SCRIPT:two seven",
    ];

    [Fact]
    public async Task Count_every_event_once()
    {
        var once = await Converse(Work, Shell);
        var before = Place.Model.Requests.Count;
        await Place.AddPlugin();
        var twice = await Converse(Work, Shell);

        await Mind.Rows.ClosedTurns(once, count: 7);
        await Mind.Rows.ClosedTurns(twice, count: 7);
        await Eventually.See(() => Mind.Rows.Session(twice), row => row["status"] == "ended");
        Assert.Equal(await Rows(once), await Rows(twice));
        Assert.Equal(before, Place.Model.Requests.Count - before);
    }

    [Fact]
    public async Task Tell_the_model_each_thing_once()
    {
        await Place.AddPlugin();
        await Converse(["SCRIPT:hello one", "SCRIPT:fail two", "/mode sparring", "SCRIPT:write three"], Shell);

        var last = Place.Model.Requests[^1];
        Assert.Equal(1, Times(last.Words, Orientation));
        Assert.Equal(1, Times(last.Words, Nudge));
        Assert.Equal(1, Times(last.Words, "The session is in sparring mode"));
    }

    [Fact]
    public async Task Tell_the_person_each_thing_once()
    {
        await Place.AddPlugin();
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await talk.Say("SCRIPT:two more");
        var shown = await talk.Say("/budget 50k");
        await talk.End();

        Assert.Single(talk.Notices, text => text.Contains("purpose (provisional)", StringComparison.Ordinal));
        Assert.Equal(2, talk.Notices.Count(text => text.StartsWith("Stop says:", StringComparison.Ordinal)));
        Assert.Equal(1, Times(shown.Text, "Budget: "));
        Assert.Equal(1, talk.Notices.Count(text => text.Contains("Budget: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Count_a_failed_turn_once()
    {
        await Place.AddPlugin();
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:err429 one");
        await Mind.Rows.ClosedTurns(talk.Session, count: 1);
        await talk.Say("SCRIPT:hello two");
        await talk.End();

        var turns = await Mind.Rows.ClosedTurns(talk.Session, count: 2);
        Assert.Equal([("1", "errored"), ("2", "ok")], turns.Select(turn => (turn["turn_num"], turn["status"])));
    }

    [Fact]
    public async Task Are_hard_when_one_of_them_is()
    {
        await using var place = await Workplace.With(Mind, "--hard");
        await place.AddPlugin();
        place.Claude.Variables["IS_SANDBOX"] = "1";
        await using var talk = place.Claude.Talk("--permission-mode", "bypassPermissions");
        await talk.Say("SCRIPT:hello refused");
        Assert.Empty(place.Model.Requests);
        await talk.Say("/purpose ship the parser");
        await talk.Say("SCRIPT:editconf off");
        await Eventually.See(() => Mind.Rows.Drift(talk.Session), rows => rows.Length > 0);
        await talk.Say("SCRIPT:two more");
        await talk.End();

        var decisions = (await Mind.Rows.Decisions(talk.Session))
            .Select(row => $"{row["event"]} {row["rule"]}")
            .ToArray();
        Assert.Single(decisions, "UserPromptSubmit purpose.missing");
        Assert.Single(decisions, "ConfigChange config.tamper");
        Assert.Single(await Mind.Rows.Drift(talk.Session));
        Assert.Equal(2, (await Mind.Rows.ClosedTurns(talk.Session, count: 2)).Length);
    }

    [Fact]
    public async Task Tell_the_person_once_that_the_brain_is_down()
    {
        await using var mortal = new BrainFixture();
        await mortal.InitializeAsync();
        await using var place = await Workplace.With(mortal);
        await place.AddPlugin();
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await mortal.KillHard();
        var before = talk.Notices.Count;
        await talk.Say("SCRIPT:bash two");
        await talk.End();

        Assert.Single(talk.Notices.Skip(before));
    }

    [Fact]
    public async Task Are_told_of_by_the_doctor()
    {
        await Place.AddPlugin();

        var run = await Mind.Client(["doctor"], home: Place.Claude.Home);

        Assert.Contains("installed as plugin and in settings", run.Output, StringComparison.Ordinal);
        Assert.Contains("brain uninstall claude-code", run.Output, StringComparison.Ordinal);
    }

    private async Task<string> Rows(Guid session)
    {
        var text = await RowsAsText.Of([session], Mind.Rows);
        var audits = (await Mind.Rows.Audit(session))
            .Where(row => row["action"] != "turn.step")
            .Select(row => $"audit {row["action"]}");
        var decisions = (await Mind.Rows.Decisions(session)).Select(row =>
            $"decision {row["event"]} {row["decision"]} {row["rule"]}"
        );
        var drifts = (await Mind.Rows.Drift(session)).Select(row => $"drift {row["drift_type"]}");
        var rows = text[text.IndexOf(' ', "session ".Length)..].Split('\n');
        return string.Join('\n', rows.Concat(audits).Concat(decisions).Concat(drifts).Order(StringComparer.Ordinal));
    }

    private static int Times(string text, string part) => text.Split(part).Length - 1;
}
