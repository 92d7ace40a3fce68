using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

public sealed class ARestartUnderAnOpenDashboard(SiloFixture silo, DashboardBrowser browser)
    : IClassFixture<SiloFixture>,
        IClassFixture<DashboardBrowser>
{
    [Fact]
    public async Task Is_told_and_caught_up_with()
    {
        await using var open = await browser.Open(silo);
        await open.Go("/");

        await silo.Sleep();
        await open.Page.Locator("#link[data-state=lost]").WaitForAsync();
        Assert.Contains("offline", await open.Page.InnerTextAsync("#link"), StringComparison.Ordinal);
        await silo.Wake();
        var talk = new ScriptedSession(silo, "/home/me/again");
        await talk.Turn("while nobody looked");

        await open.Page.Locator("#link[data-state=live]").WaitForAsync();
        await open.Page.Locator($"#s-{talk.Id}").WaitForAsync();
    }
}
