namespace Brain.Tests.Dashboard;

/// <summary>
/// The dashboard of a brain that knows nothing yet: each page says what would be there, and how it comes.
/// </summary>
public sealed class AnEmptyDashboard(SiloFixture silo, DashboardBrowser browser)
    : IClassFixture<SiloFixture>,
        IClassFixture<DashboardBrowser>
{
    [Theory]
    [InlineData("/", "brain install claude-code")]
    [InlineData("/app/sessions", "brain import")]
    [InlineData("/app/personas", "brain persona create")]
    [InlineData("/app/knowledge", "brain rule propose")]
    [InlineData("/app/skills", "brain skills sync")]
    [InlineData("/app/cost", "list price")]
    [InlineData("/app/health", "brain doctor")]
    [InlineData("/app/pipelines", "groceries")]
    [InlineData("/app/commands", "persona create")]
    public async Task Teaches(string path, string how)
    {
        await using var open = await browser.Open(silo);
        await open.Go(path);

        await open.Photograph($"empty-{(path == "/" ? "now" : path[5..])}");
        Assert.Contains(how, await open.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(await open.Barriers());
        Assert.Empty(open.Complaints());
    }

    [Fact]
    public async Task Says_which_page_there_is_not()
    {
        await using var open = await browser.Open(silo);
        var answer = await open.Page.GotoAsync($"/app/sessions/{Guid.NewGuid()}");

        Assert.Equal(404, answer!.Status);
        Assert.Contains("There is no session", await open.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(404, (await open.Page.GotoAsync("/app/nothing"))!.Status);
        await open.Page.GotoAsync("/app/sessions?page=7");
        Assert.Contains("There is no such page", await open.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(404, (await open.Page.GotoAsync("/costs/all"))!.Status);
        Assert.Contains("There is no such page", await open.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }
}
