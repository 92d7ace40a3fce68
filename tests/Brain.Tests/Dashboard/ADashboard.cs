using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Brain.Dashboard;
using Brain.Messages;
using Brain.Messages.Costs;
using Microsoft.Playwright;
using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Dashboard;

/// <summary>The dashboard in a real browser, with something on every page.</summary>
public sealed class ADashboard(ADashboard.Place place) : IClassFixture<ADashboard.Place>
{
    private const string Row = "document.activeElement.closest('[data-row]').id";

    private static readonly string[] Pages =
    [
        "/",
        "/app/sessions",
        "SESSION",
        "/app/personas",
        "/app/pipelines",
        "/app/knowledge",
        "/app/knowledge?q=payment",
        "/app/skills",
        "/app/cost",
        "/app/health",
        "/app/commands",
    ];

    private SiloFixture Silo => place.Silo;

    public static TheoryData<string> Paths() => [.. Pages];

    [Theory, MemberData(nameof(Paths))]
    public async Task Keeps_nobody_out_and_complains_of_nothing(string path)
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go(Real(path));

        foreach (var phone in (bool[])[false, true])
        {
            foreach (var dark in (bool[])[false, true])
            {
                await open.Look(dark, phone);
                await open.Photograph(Named(path, $"{(phone ? "phone-" : "")}{(dark ? "dark" : "light")}"));
                if (phone)
                    Assert.InRange(await open.Overhang(), -100, 0);
                Assert.Empty(await open.Barriers());
            }
        }

        Assert.Empty(open.Complaints());
        Assert.All(open.Asked, url => Assert.StartsWith(Silo.Settings.Url, url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Moves_nothing_when_something_new_comes()
    {
        var talk = place.Working;
        await talk.Tool("Read", new { file_path = "/home/me/shop/checkout/refund.ts" });
        await using var open = await place.Browser.Open(Silo);
        await open.Page.AddInitScriptAsync(
            """
            window.moved = [];
            new PerformanceObserver(list => {
              for (const one of list.getEntries())
                if (!one.hadRecentInput)
                  moved.push([one.value, ...one.sources.map(source => source.node?.outerHTML?.slice(0, 120))]);
            }).observe({ type: "layout-shift", buffered: true });
            """
        );

        foreach (var path in Pages)
        {
            await open.Go(Real(path));
            // A page that follows nothing stays as it is.
            var isLive = await open.Page.Locator("main:not([data-follows=''])").CountAsync() > 0;
            for (var time = 0; isLive && time < 3; time++)
            {
                await talk.Tool("Read", new { file_path = $"/home/me/shop/checkout/refund-{time}.ts" });
                // As for a page that comes back into sight: it asks again, also where it hears of sessions by and by.
                var laid = open.Page.WaitForResponseAsync(answer => answer.Request.Headers.ContainsKey("x-fragment"));
                await open.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
                await laid;
            }

            await open.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
            var moved = await open.Page.EvaluateAsync<JsonElement>("moved");
            Assert.True(moved.EnumerateArray().Sum(one => one[0].GetDouble()) < 0.02, $"{path} moved: {moved}");
        }
    }

    [Fact]
    public async Task Shows_a_hook_as_it_comes()
    {
        await using var one = await place.Browser.Open(Silo);
        await using var two = await place.Browser.Open(Silo);
        await one.Go("/");
        await two.Go("/");
        var talk = new ScriptedSession(Silo, "/home/me/live");
        await talk.Start();
        await talk.Prompt("say it live");

        foreach (var open in (OpenDashboard[])[one, two])
        {
            var card = open.Page.Locator($"#s-{talk.Id}");
            await card.Locator(".state:has-text('working')").WaitForAsync();
        }

        await talk.Stop("said");
        await one.Page.Locator($"#s-{talk.Id} .state:has-text('waiting for you')").WaitForAsync();
        await two.Page.Locator($"#s-{talk.Id} .state:has-text('waiting for you')").WaitForAsync();
        Assert.Empty(one.Complaints());
    }

    [Fact]
    public async Task Takes_a_rating()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go($"/app/sessions/{place.Working.Id}");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "useful: Steve, turn 1" }).ClickAsync();

        await open.Page.Locator("#turn-1 button[aria-pressed=true]:has-text('useful')").WaitForAsync();
        Assert.Equal(
            ["useful"],
            await place.Working.Rows(
                "select rating from v2.persona_comments where session_id = '{0}' and turn_num = 1 "
                    + "and rating is not null"
            )
        );
    }

    [Fact]
    public async Task Asks_a_persona()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/personas");

        await open.Page.GetByLabel("Ask Steve").FillAsync("which endpoints changed?");
        await open.Page.GetByLabel("Ask Steve").PressAsync("Enter");

        await open.Page.Locator("#said p.done:has-text('Steve')").WaitForAsync();
    }

    [Fact]
    public async Task Moves_a_run()
    {
        await using var open = await place.Browser.Open(Silo);
        await Silo.Define(DashboardScene.Pipeline.Replace("release", "moved", StringComparison.Ordinal));
        await place.Working.Command("pipeline", "start moved by hand");
        await open.Go("/app/pipelines");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "tested is reached, moved: by hand" }).ClickAsync();

        await open
            .Page.GetByRole(AriaRole.Button, new() { Name = "committed is reached, moved: by hand" })
            .WaitForAsync();
    }

    [Fact]
    public async Task Takes_a_turn_back_once_it_was_looked_at()
    {
        var talk = new ScriptedSession(Silo, "/home/me/undo");
        await talk.Turn("keep this");
        await talk.Turn("take this back");
        await using var open = await place.Browser.Open(Silo);
        await open.Go($"/app/sessions/{talk.Id}");
        await open.Page.Locator("#undo-2 summary").ClickAsync();

        await open.Page.Locator("#undo-2").GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await open.Page.Locator("#said p:not(.wait)").ClickAsync();
        Assert.Equal(2, await open.Page.Locator(".turn").CountAsync());
        await open.Page.Locator("#undo-2").GetByRole(AriaRole.Button, new() { Name = "Show what undo" }).ClickAsync();
        await open.Page.Locator("#undo-2 .told").WaitForAsync();
        await open.Page.Locator("#undo-2").GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();

        await open.Page.Locator("#said p.done:has-text('Undone')").WaitForAsync();
        await Assertions.Expect(open.Page.Locator(".turn")).ToHaveCountAsync(1, new() { Timeout = 180_000 });
    }

    [Fact]
    public async Task Forgets_words_once_they_were_looked_at()
    {
        var talk = new ScriptedSession(Silo, "/home/me/forget");
        await talk.Turn("the word is bassoonist");
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/knowledge");
        var words = open.Page.GetByLabel("Words to forget");
        await words.FillAsync("bassoonist");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Look what it would take" }).ClickAsync();
        await open.Page.Locator(".told:has-text('turns.user_message')").WaitForAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Forget", Exact = true }).ClickAsync();

        await open.Page.Locator("#said p.done:has-text('It is being forgotten')").WaitForAsync();
        Assert.Equal("", await words.InputValueAsync());
    }

    [Fact]
    public async Task Says_a_command_and_tells_what_came_of_it()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/commands");
        await open.Page.Locator("#say").FillAsync("persona create Nora 🌊 \"watches tides\"");
        await open.Page.Locator("#say").PressAsync("Enter");

        await open.Page.Locator(".told:has-text('Nora')").WaitForAsync();
        await open.Page.Locator("a[data-open]:has-text('pipeline start')").ClickAsync();
        Assert.Equal("pipeline start ", await open.Page.Locator("#say").InputValueAsync());
        Assert.Empty(open.Complaints());
    }

    [Fact]
    public async Task Renames_a_persona()
    {
        await place.Working.Command("persona", "create Marlow 🛶 \"rivers\"");
        await Silo.Refresh();
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/personas");

        await open.Page.GetByLabel("Another name for Marlow").FillAsync("Conrad");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Rename Marlow" }).ClickAsync();
        await open.Page.Locator("h3:has-text('Conrad')").WaitForAsync();

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Test Conrad" }).ClickAsync();
        await open.Page.Locator(".told:has-text('Conrad')").WaitForAsync();
    }

    [Fact]
    public async Task Defines_a_pipeline()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/pipelines");
        await open.Page.Locator("#define summary").ClickAsync();
        await open
            .Page.GetByLabel("The pipeline as YAML")
            .FillAsync(DashboardScene.Pipeline.Replace("release", "typed", StringComparison.Ordinal));
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Define it" }).ClickAsync();

        await open.Page.Locator("h3:has-text('typed version 1')").WaitForAsync();
    }

    [Fact]
    public async Task Says_that_a_permission_prompt_waits()
    {
        var talk = new ScriptedSession(Silo, "/home/me/asks");
        await talk.Start();
        await talk.Prompt("clean up");
        var input = new { command = "touch needs-permission.txt && rm -f needs-permission.txt" };
        await talk.Hook("PreToolUse", ("tool_name", "Bash"), ("tool_use_id", "toolu_p"), ("tool_input", input));
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        var card = open.Page.Locator($"#s-{talk.Id}");
        await card.Locator(".state:has-text('working')").WaitForAsync();

        await talk.Hook("PermissionRequest", ("tool_name", "Bash"), ("tool_input", input));
        await card.Locator(".state:has-text('waiting for you')").WaitForAsync();
        await card.Locator(".why:has-text('asks for permission: Bash touch needs-permission.txt')").WaitForAsync();

        await talk.Hook("PostToolUse", ("tool_name", "Bash"), ("tool_use_id", "toolu_p"), ("tool_input", input));
        await card.Locator(".state:has-text('working')").WaitForAsync();
    }

    [Fact]
    public async Task Gives_its_line_back_while_nobody_sees_it_and_catches_up()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        await open.Page.EvaluateAsync(
            "Object.defineProperty(document, 'hidden', { get: () => window.unseen, configurable: true });"
                + "window.unseen = true; document.dispatchEvent(new Event('visibilitychange'))"
        );
        Assert.Equal("off", await open.Page.GetAttributeAsync("#link", "data-state"));
        var talk = new ScriptedSession(Silo, "/home/me/unseen");
        await talk.Turn("while nobody looked");

        await open.Page.EvaluateAsync(
            "window.unseen = false; document.dispatchEvent(new Event('visibilitychange'))"
        );

        await open.Page.Locator("#link[data-state=live]").WaitForAsync();
        await open.Page.Locator($"#s-{talk.Id}").WaitForAsync();
    }

    [Fact]
    public async Task Catches_up_after_a_page_that_could_not_be_had()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        var failed = 0;
        await open.Page.RouteAsync(
            "**/",
            async route =>
            {
                if (Interlocked.Increment(ref failed) == 1)
                    await route.FulfillAsync(new() { Status = 503 });
                else
                    await route.ContinueAsync();
            }
        );
        var talk = new ScriptedSession(Silo, "/home/me/failed-once");

        await talk.Turn("shown all the same");

        await open.Page.Locator($"#s-{talk.Id}").WaitForAsync();
        Assert.InRange(failed, 2, int.MaxValue);
    }

    [Fact]
    public async Task Says_in_its_title_how_many_wait()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        var before = await open.Page.TitleAsync();

        // Several: others, whose answers have been seen for long, may cease to wait meanwhile.
        for (var more = 0; more < 3; more++)
            await new ScriptedSession(Silo, "/home/me/title").Turn("one more waits");

        await open.Page.WaitForFunctionAsync("before => document.title !== before", before);
        Assert.Matches(@"^\(\d+\) Now · Brain$", await open.Page.TitleAsync());
    }

    [Fact]
    public async Task Filters_sessions_by_words_status_and_mode()
    {
        const string Of = "#main tr[data-row]";
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/sessions");
        Assert.InRange(await open.Page.Locator(Of).CountAsync(), 3, int.MaxValue);
        await open.Page.Keyboard.PressAsync("/");
        await open.Page.Keyboard.TypeAsync("post");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.WaitForURLAsync(url => url.Contains("q=post", StringComparison.Ordinal));
        await open.Page.Locator(".sum:has-text('1 found')").WaitForAsync();
        Assert.Contains("Write the post about", await open.Page.InnerTextAsync(Of), StringComparison.Ordinal);

        // A list that was chosen from is asked for at once, with the words that stand there.
        await open.Page.GetByLabel("Mode").SelectOptionAsync("sparring");
        await open.Page.WaitForURLAsync(url =>
            url.Contains("q=post", StringComparison.Ordinal)
            && url.Contains("mode=sparring", StringComparison.Ordinal)
        );
        await open.Page.Locator(".sum:has-text('1 found')").WaitForAsync();
        Assert.Equal("sparring", await open.Page.GetByLabel("Mode").InputValueAsync());
        await open.Page.GetByLabel("Status").SelectOptionAsync("ended");
        await open.Page.WaitForURLAsync(url => url.Contains("status=ended", StringComparison.Ordinal));
        await open.Page.GetByText("No session is like that.").WaitForAsync();

        // What comes and is not looked for does not show, while what comes later and is looked for does.
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await open.Page.WaitForURLAsync(url => url.EndsWith("/app/sessions", StringComparison.Ordinal));
        await open.Go("/app/sessions?q=post&mode=sparring");
        await new ScriptedSession(Silo, "/home/me/unlike").Turn("nothing of the kind");
        var like = new ScriptedSession(Silo, "/home/me/blog");
        await like.Start();
        await like.Command("purpose", "Write another post");
        await like.Command("mode", "sparring");
        await like.Turn("What should that post begin with?");
        await open.Page.Locator(".sum:has-text('2 found')").WaitForAsync();
        Assert.Equal(2, await open.Page.Locator(Of).CountAsync());
        Assert.Empty(open.Complaints());
    }

    [Fact]
    public async Task Tells_costs_as_the_command_line_does()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/cost");

        foreach (var by in CostReport.Groupings)
            Assert.Equal(await Told(by), await Shown(open, by));
        var project = await open.Page.InnerTextAsync("#by-project tbody");
        Assert.Contains("/home/me/shop/checkout", project, StringComparison.Ordinal);
        Assert.Contains("transcript", project, StringComparison.Ordinal);
        var main = await open.Page.InnerTextAsync("main");
        Assert.Contains("the day", main, StringComparison.Ordinal);
        Assert.Contains("$50.00", main, StringComparison.Ordinal);
        Assert.Contains("read again unchanged", main, StringComparison.Ordinal);
        Assert.Contains("abcdef0 Retry the payment call", main, StringComparison.Ordinal);
        Assert.Contains("figma", await open.Page.InnerTextAsync("[aria-labelledby=servers]"), StringComparison.Ordinal);
        Assert.Contains("chat", await open.Page.InnerTextAsync("#by-persona tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_by_how_much_the_database_grew()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/health");

        await open.Page.Locator("[aria-label='Size of the database by day']").WaitForAsync();
        Assert.Matches(@"Database\s+[\d.]+ MB, [+−][\d.]+ MB since", await open.Page.InnerTextAsync(".facts"));
    }

    [Fact]
    public async Task Shows_what_became_of_a_turns_commits()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go($"/app/sessions/{place.Working.Id}");

        Assert.Contains(
            "abcdef0 Retry the payment call (main)",
            await open.Page.InnerTextAsync("#turn-1 [aria-label=Commits]"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Counts_calls_and_decisions_that_it_does_not_show()
    {
        var talk = new ScriptedSession(Silo, "/home/me/many");
        await talk.Turn("many");
        await Silo.Postgres.Run(
            $"""
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, status, ok, started_at, error)
            select t.session_id, t.id, 'm' || n, 'Bash', 'errored', false, now(), 'no' from v2.turns t, generate_series(1, 205) n where t.session_id = '{talk.Id}';
            insert into v2.decisions (session_id, turn_id, event, event_key, decision, rule, rule_version, reason, inputs, decided_at)
            select t.session_id, t.id, 'x', 'm' || n, 'deny', 'r', '1', 'no', '{"{}"}', now() from v2.turns t, generate_series(1, 105) n where t.session_id = '{talk.Id}';
            """
        );
        await using var open = await place.Browser.Open(Silo);
        await open.Go($"/app/sessions/{talk.Id}");

        var turn = await open.Page.InnerTextAsync("#turn-1");
        Assert.Contains("205 tool calls, 205 with an error; the first 200", turn, StringComparison.Ordinal);
        Assert.Contains("105 decisions of hooks; the first 100", turn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_used_by_keyboard_alone()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        await open.Page.Keyboard.PressAsync("j");
        var first = await open.Page.EvaluateAsync<string>(Row);
        await open.Page.Keyboard.PressAsync("j");
        Assert.NotEqual(first, await open.Page.EvaluateAsync<string>(Row));
        await open.Page.Keyboard.PressAsync("k");
        Assert.Equal(first, await open.Page.EvaluateAsync<string>(Row));

        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.WaitForURLAsync("**/app/sessions/*");
        await open.Page.Keyboard.PressAsync("/");
        await open.Page.Keyboard.TypeAsync("payment");
        await open.Page.Keyboard.PressAsync("Enter");

        await open.Page.WaitForURLAsync("**/app/knowledge?q=payment");
        await open.Page.Locator("#found").WaitForAsync();
    }

    [Fact]
    public async Task Lets_keys_of_one_character_be_switched_off_and_remembers_it()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/");
        await open.Page.Locator("#keys-open").FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.Locator("dialog[open]").WaitForAsync();
        await open.Page.Locator("#keys-on").FocusAsync();
        await open.Photograph("keys-light");
        Assert.Empty(await open.Barriers());
        await open.Page.Keyboard.PressAsync("Space");
        await open.Page.Keyboard.PressAsync("Escape");
        await open.Page.Locator("dialog:not([open])").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await open.Go("/app/sessions");
        foreach (var key in (string[])["j", "?", "/"])
            await open.Page.Keyboard.PressAsync(key);
        Assert.Equal("BODY", await open.Page.EvaluateAsync<string>("document.activeElement.nodeName"));
        Assert.False(await open.Page.Locator("dialog[open]").IsVisibleAsync());
        Assert.False(await open.Page.Locator("#keys-on").IsCheckedAsync());

        await open.Page.Locator("#keys-open").ClickAsync();
        await open.Page.Locator("#keys-on").CheckAsync();
        await open.Page.Locator("#keys-close").ClickAsync();
        await open.Page.Keyboard.PressAsync("?");
        await open.Page.Locator("dialog[open]").WaitForAsync();
        Assert.Empty(open.Complaints());
    }

    [Fact]
    public async Task Says_in_words_why_a_form_was_refused()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/knowledge");
        await open.Page.RouteAsync(
            "**/app/do",
            route => route.ContinueAsync(new() { PostData = "form=0&verb=learn&args=nothing"u8.ToArray() })
        );
        await open.Page.GetByLabel("Something to keep").FillAsync("nothing");
        await open.Page.GetByLabel("Something to keep").PressAsync("Enter");

        await open.Page.Locator("#said p.refused").WaitForAsync();
        Assert.StartsWith("This form is not of a page", await open.Page.InnerTextAsync("#said"));
    }

    [Fact]
    public async Task Leaves_what_a_person_types_alone()
    {
        await using var open = await place.Browser.Open(Silo);
        await open.Go("/app/personas");
        await open.Page.GetByLabel("Ask Steve").FillAsync("half a sent");
        await open.Page.GetByLabel("Ask Steve").FocusAsync();

        await place.Working.Command("persona", "create Newcomer 🌱 \"is new\"");
        await Silo.Refresh();
        await open.Page.Locator("h3:has-text('Newcomer')").WaitForAsync();

        Assert.Equal("half a sent", await open.Page.GetByLabel("Ask Steve").InputValueAsync());
        Assert.Equal(
            "Ask Steve",
            await open.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')")
        );
    }

    [Fact]
    public async Task Keeps_a_slider_that_nobody_moved_at_the_newest()
    {
        await using var open = await place.Browser.Open(Silo);
        var talk = place.Working;
        await open.Go($"/app/sessions/{talk.Id}");
        var slider = open.Page.Locator("input[data-moment]");
        var opened = long.Parse((await slider.GetAttributeAsync("max"))!);

        var newest = opened;
        for (var time = 0; newest == opened && time < 300; time++)
        {
            await talk.Prompt("and what now?");
            await Task.Delay(200, TestContext.Current.CancellationToken);
            newest = long.Parse((await slider.GetAttributeAsync("max"))!);
        }

        Assert.NotEqual(opened, newest);
        // Both at one moment, for the page goes on.
        Assert.True(await slider.EvaluateAsync<bool>("slider => slider.value === slider.max"));
    }

    [Fact]
    public async Task Shows_a_session_as_it_was()
    {
        await using var open = await place.Browser.Open(Silo);
        var talk = place.Working;
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1;
        // A later second, as of which the page is another.
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1 <= seconds)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await talk.Command("mode", "debug");
        await Silo.Postgres.Run(
            $"update v2.tool_calls set status = 'denied', ok = false where session_id = '{talk.Id}' and tool_name = 'Bash'"
        );

        await open.Go($"/app/sessions/{talk.Id}?as_of={seconds}");

        Assert.Contains("This is how the brain knew it", await open.Page.InnerTextAsync("main"));
        Assert.Contains("execution", await open.Page.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await open.Page.Locator(".rate button").CountAsync());
        Assert.Equal(0, await open.Page.Locator(".curve").CountAsync());
        Assert.DoesNotContain("denied", await open.Page.TextContentAsync("main"), StringComparison.Ordinal);
        await open.Go($"/app/sessions/{talk.Id}");
        Assert.Contains("denied", await open.Page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_back_as_far_as_the_brain_can_tell_of_a_session()
    {
        var talk = new ScriptedSession(Silo, "/home/me/imported");
        await talk.Turn("long ago");
        await Silo.Postgres.Run(
            $"update v2.sessions set started_at = started_at - interval '1 year' where id = '{talk.Id}'"
        );
        await using var open = await place.Browser.Open(Silo);
        await open.Go($"/app/sessions/{talk.Id}");

        var first = await open.Page.GetAttributeAsync("#as_of", "min");
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1 <= long.Parse(first!, CultureInfo.InvariantCulture))
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var answer = await open.Page.GotoAsync($"/app/sessions/{talk.Id}?as_of={first}");

        Assert.Equal(200, answer!.Status);
        Assert.Contains("This is how the brain knew it", await open.Page.InnerTextAsync("main"));
    }

    // What the command line asks for, in the page's words.
    private async Task<string[]> Told(string by)
    {
        var since = Uri.EscapeDataString(DateTimeOffset.UtcNow.Date.AddDays(-29).ToString("O"));
        var report = (
            await Silo.Socket.GetFromJsonAsync($"/costs?by={by}&since={since}", MessagesJson.Default.CostReport)
        )!;
        return report.Groups.All(one => one.Name is null)
            ? []
            :
            [
                .. report
                    .Groups.Take(by == "day" ? 30 : 15)
                    .Select(one =>
                        string.Join(
                            " | ",
                            one.Label ?? (by == "session" ? one.Name?[..8] : one.Name) ?? "none",
                            Figures.Count(one.Requests),
                            Figures.Tokens(
                                one.Input + one.Output + one.CacheWrite5m + one.CacheWrite1h + one.CacheRead
                            ),
                            Figures.Dollars(one.CostUsd) + (one.Unpriced.Length > 0 ? " +?" : ""),
                            one.Sources
                        )
                    ),
            ];
    }

    private static async Task<string[]> Shown(OpenDashboard open, string by)
    {
        await open.Page.Locator($"#by-{by}").WaitForAsync();
        return await open
            .Page.Locator($"#by-{by} tbody tr")
            .EvaluateAllAsync<string[]>(
                "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()).join(' | '))"
            );
    }

    private static string Named(string path, string look) =>
        (path == "/" ? "now" : path.Replace("/app/", "", StringComparison.Ordinal))
            .Replace('?', '-')
            .Replace('=', '-')
            .ToLowerInvariant() + $"-{look}";

    private string Real(string path) => path == "SESSION" ? $"/app/sessions/{place.Working.Id}" : path;

    /// <summary>A silo with something in it, and a browser.</summary>
    public sealed class Place : IAsyncLifetime
    {
        public SiloFixture Silo { get; } = new();

        public DashboardBrowser Browser { get; } = new();

        internal ScriptedSession Working { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Silo.InitializeAsync();
            await Browser.InitializeAsync();
            Working = await Silo.Fill();
        }

        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            await Silo.DisposeAsync();
        }
    }
}
