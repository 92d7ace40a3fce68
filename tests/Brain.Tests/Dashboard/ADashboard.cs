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
    ];

    private SiloFixture Silo => place.Silo;

    public static TheoryData<string, bool> Looks() =>
        new(Pages.SelectMany(page => new[] { (page, false), (page, true) }));

    [Theory, MemberData(nameof(Looks))]
    public async Task Keeps_nobody_out_and_complains_of_nothing(string path, bool dark)
    {
        await using var open = await place.Browser.Open(Silo, dark);
        await open.Go(Real(path));

        await open.Photograph(Named(path, dark ? "dark" : "light"));
        Assert.Empty(await open.Barriers());
        Assert.Empty(open.Complaints());
        Assert.All(open.Asked, url => Assert.StartsWith(Silo.Settings.Url, url, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task Fits_on_a_phone(string path, bool dark)
    {
        await using var open = await place.Browser.Open(Silo, dark, phone: true);
        await open.Go(Real(path));

        await open.Photograph(Named(path, dark ? "phone-dark" : "phone-light"));
        Assert.InRange(await open.Overhang(), -100, 0);
        Assert.Empty(await open.Barriers());
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

        await open.Page.Locator("#said p.done, #said p.refused").WaitForAsync();
        Assert.Contains("Steve", await open.Page.Locator("#said").InnerTextAsync(), StringComparison.Ordinal);
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

        await open.Page.Locator("#said p.done:has-text('Undone'), #said p.refused").WaitForAsync();
        Assert.Contains("Undone", await open.Page.InnerTextAsync("#said"), StringComparison.Ordinal);
        await Assertions.Expect(open.Page.Locator(".turn")).ToHaveCountAsync(1, new() { Timeout = 180_000 });
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
    public async Task Shows_a_session_as_it_was()
    {
        await using var open = await place.Browser.Open(Silo);
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var talk = place.Working;
        await talk.Command("mode", "debug");

        await open.Go($"/app/sessions/{talk.Id}?as_of={seconds}");

        Assert.Contains("This is how the brain knew it", await open.Page.InnerTextAsync("main"));
        Assert.Contains("execution", await open.Page.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await open.Page.Locator(".rate button").CountAsync());
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
