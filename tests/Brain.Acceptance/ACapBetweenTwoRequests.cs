using System.Text.Json.Nodes;

namespace Brain.Acceptance;

public sealed class ACapBetweenTwoRequests(BrainFixture brain)
{
    private const string Used = "The token budget of this session is used up";

    [Fact]
    public async Task Lets_no_second_request_be_made()
    {
        await using var place = await Workplace.WithPlugin(brain);
        await using var talk = place.Claude.Talk();
        await talk.Say("/budget 20");
        var answer = await talk.Say("SCRIPT:edit go");
        await talk.End();

        Assert.Single(place.Model.Requests);
        Assert.Contains(Used, answer.Text, StringComparison.Ordinal);
        var refused = (await brain.Rows.Decisions(talk.Session)).Where(row => row["event"] == "turn.step").ToArray();
        Assert.Equal([("block", "budget.reached")], refused.Select(row => (row["decision"], row["rule"])));
        var turn = Assert.Single(await brain.Rows.ClosedTurns(talk.Session, count: 1));
        Assert.Equal("ok", turn["status"]);
    }

    [Fact]
    public async Task Holds_for_a_sub_agent_too()
    {
        await using var place = await Workplace.WithPlugin(brain);
        await place.Claude.Ask("SCRIPT:agent go");
        var free = place.Model.Requests;
        Assert.Equal(["agent", "sub", "sub", "agent"], free.Select(request => request.Script));
        await using var talk = place.Claude.Talk();
        // Two requests fit: the one that starts the sub-agent, and the sub-agent's first.
        await talk.Say($"/budget {Counted(free[0].Usage) + Counted(free[1].Usage)}");
        var answer = await talk.Say("SCRIPT:agent go");
        await talk.End();

        Assert.Equal(["agent", "sub"], place.Model.RequestsAfter(free.Count).Select(request => request.Script));
        Assert.Contains(Used, answer.Text, StringComparison.Ordinal);
        var refused = (await brain.Rows.Decisions(talk.Session)).Where(row => row["event"] == "turn.step").ToArray();
        Assert.Equal(2, refused.Length);
        Assert.Contains(refused, row => row["inputs"]!.Contains("agent_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_dollars_holds_for_a_sub_agent_too()
    {
        BrainFixture.Require();
        await using var dear = new BrainFixture { StartsLater = true };
        await dear.InitializeAsync();
        await File.WriteAllTextAsync(Path.Combine(dear.Home, "prices.json"), await ADollarARequest());
        await dear.Start();
        await using var place = await Workplace.WithPlugin(dear);
        await using var talk = place.Claude.Talk();
        await talk.Say("/budget $2");
        var answer = await talk.Say("SCRIPT:agent go");
        await talk.End();

        // The one that starts the sub-agent, and the sub-agent's first.
        Assert.Equal(["agent", "sub"], place.Model.Requests.Select(request => request.Script));
        Assert.Contains("this session is used up ($2.00 of $2.00)", answer.Text, StringComparison.Ordinal);
        var refused = (await dear.Rows.Decisions(talk.Session)).Where(row => row["event"] == "turn.step").ToArray();
        Assert.Equal(2, refused.Length);
        Assert.Contains(refused, row => row["inputs"]!.Contains("agent_id", StringComparison.Ordinal));
        // The transcripts tell the same, the sub-agent's too.
        string[] told = ["2 dollars, of the main loop and 1"];
        var rows = await Eventually.See(
            () =>
                dear.Database.Query<string>(
                    "select sum(cost_usd)::int || ' dollars, of the main loop and ' || count(distinct agent_id) "
                        + $"from v2.cost_ledger where session_id = '{talk.Session}'"
                ),
            rows => rows.SequenceEqual(told),
            secondsMax: 120
        );
        Assert.Equal(told, rows);
    }

    [Fact]
    public async Task Is_explained_on_the_real_screen()
    {
        await using var place = await Workplace.WithPlugin(brain);
        await using var screen = await place.Claude.Screen();
        await screen.Type("/budget 20");
        await screen.WaitFor("Budget: 0 of 20 tokens used");
        await screen.Type("SCRIPT:edit go");
        await screen.WaitFor(Used);
        await screen.WaitFor("Stop says:");
        await screen.Exit();

        Assert.Single(place.Model.Requests, request => request.Script == "edit");
    }

    [Fact]
    public async Task Counts_what_the_model_says_it_used()
    {
        await using var place = await Workplace.WithPlugin(brain);
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:agent go");
        var shown = await talk.Say("/budget");
        await talk.End();

        var used = place.Model.Requests.Sum(request => Counted(request.Usage));
        Assert.Equal(4, place.Model.Requests.Count);
        Assert.Contains($"{used:N0} tokens used", shown.Text + string.Concat(talk.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_closed_when_a_hard_session_loses_its_brain()
    {
        BrainFixture.Require();
        await using var mortal = new BrainFixture();
        await mortal.InitializeAsync();
        await using var place = await Workplace.WithPlugin(mortal);
        // The hooks themselves stay soft: only the module knows, from the brain, that this project is hard.
        await File.WriteAllTextAsync(
            Path.Combine(mortal.Home, "brain.json"),
            $$"""{"projects": [{"path": "{{place.Claude.Project}}", "hard": true}]}"""
        );
        await mortal.KillHard();
        await mortal.Start();
        await using var talk = place.Claude.Talk();
        await talk.Say("/purpose ship the parser");
        await talk.Say("SCRIPT:hello one");
        await mortal.KillHard();

        var answer = await talk.Say("SCRIPT:two more");
        await talk.End();

        Assert.Single(place.Model.Requests);
        Assert.Contains("this session is hard", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_closed_from_the_first_request_by_the_plugins_option()
    {
        await using var place = await Workplace.WithPlugin(brain, "--config", "hard=true");
        place.Claude.Variables["BRAIN_HOME"] = place.Scratch.Folder("no-brain");
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await talk.End();

        Assert.Empty(place.Model.Requests);
    }

    [Fact]
    public async Task Is_open_when_a_soft_session_loses_its_brain()
    {
        BrainFixture.Require();
        await using var mortal = new BrainFixture();
        await mortal.InitializeAsync();
        await using var place = await Workplace.WithPlugin(mortal);
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await mortal.KillHard();

        Assert.Equal("Bash said hi.", (await talk.Say("SCRIPT:bash go")).Text);

        await talk.End();
        Assert.Equal(3, place.Model.Requests.Count);
    }

    // Ten tokens go in with each request of the fake model.
    private static async Task<string> ADollarARequest()
    {
        var known = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Workplace.Checkout(), "src/Brain.Domain/Sessions/prices.json"))
        )!;
        var prices = known["prices"]!
            .AsArray()
            .Select(price => (string)price!["model"]!)
            .Distinct(StringComparer.Ordinal)
            .Select(model =>
                $$"""{"model":"{{model}}","input":100000,"output":0,"cache_read":0,"cache_write_5m":0,"cache_write_1h":0}"""
            );
        return $$"""{"prices":[{{string.Join(',', prices)}}]}""";
    }

    private static int Counted(FakeModelUsage usage) => usage.Input + usage.Output;
}
