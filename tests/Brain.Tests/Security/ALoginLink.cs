using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Silo.Configuration;
using Brain.Silo.Security;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Security;

public sealed class ALoginLink(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Signs_one_browser_in_and_leads_to_the_first_page()
    {
        using var browser = Browser();
        var link = await Link();

        using var first = await browser.GetAsync(link, TestContext.Current.CancellationToken);
        using var second = await browser.GetAsync(link, TestContext.Current.CancellationToken);

        Assert.Equal(("/", HttpStatusCode.Redirect), (first.Headers.Location!.ToString(), first.StatusCode));
        Assert.Contains("httponly", first.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Stands_in_no_log_or_file()
    {
        using var browser = Browser();
        var link = await Link();
        (await browser.GetAsync(link, TestContext.Current.CancellationToken)).Dispose();
        (await browser.GetAsync(link, TestContext.Current.CancellationToken)).Dispose();
        var secret = link[(link.LastIndexOf('/') + 1)..];

        var files = Directory.GetFiles(silo.Settings.Home, "*", SearchOption.AllDirectories);
        var texts = await Task.WhenAll(
            files.Select(async file => (Name: Path.GetFileName(file), Text: await Read(file)))
        );
        Assert.All(texts, one => Assert.DoesNotContain(secret, one.Text, StringComparison.Ordinal));
        Assert.Contains(texts, one => one is { Name: "silo.log", Text.Length: > 0 });
        Assert.Contains(texts, one => one is { Name: "logins.json", Text.Length: > 0 });
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    public async Task Is_not_used_up_by_another_page_or_a_look_ahead(string header, string value)
    {
        using var browser = Browser();
        var link = await Link();
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Add(header, value);

        using var early = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        using var after = await browser.GetAsync(link, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Redirect), (early.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task That_is_wrong_keeps_nobody_from_signing_in()
    {
        using var browser = Browser();
        for (var i = 0; i < 2 * LoginLimit.Free; i++)
        {
            using var wrong = await browser.GetAsync("/login/once/wrong", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var signed = await browser.PostAsync(
            "/login",
            new FormUrlEncodedContent([new("token", silo.Token)]),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
    }

    [Fact]
    public async Task Is_made_for_no_agent()
    {
        using var content = new StringContent("{\"by_agent\":true}", Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync("/logins/link", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(new Brain.Messages.Commands.Caller("bot:gate").IsPerson);
    }

    [Fact]
    public void Holds_for_a_minute()
    {
        var (links, secret) = Made();
        _clock.Advance(LoginLinks.AgeMax);

        Assert.False(links.Take(secret));
    }

    [Fact]
    public void Of_another_port_or_an_older_token_opens_nothing()
    {
        var (_, secret) = Made();

        Assert.False(Links(7421).Take(secret));
        Assert.True(Made() is var (links, own) && links.Take(own) && !links.Take(own));
    }

    [Fact]
    public void Makes_room_for_the_next_when_there_are_many()
    {
        var (links, first) = Made();
        for (var more = 0; more < LoginLinks.LinksMax; more++)
            links.Make();

        Assert.False(links.Take(first));
    }

    [Fact]
    public async Task Is_made_for_no_stranger()
    {
        using var browser = Browser();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await browser.PostAsync("/logins/link", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<string> Read(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file);
        }
        catch (IOException)
        {
            // A socket.
            return "";
        }
    }

    private (LoginLinks Links, string Secret) Made()
    {
        var links = Links(silo.Settings.Port);
        return (links, links.Make().Url.Split('/')[^1]);
    }

    private LoginLinks Links(int port)
    {
        var settings = new BrainSettings(silo.Settings.Home, silo.Settings.Database, port, 1);
        return new(settings, new(settings), _clock);
    }

    private HttpClient Browser() =>
        new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new(silo.Settings.Url),
        };

    private async Task<string> Link()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var made = await silo.Socket.PostAsync("/logins/link", content);
        made.EnsureSuccessStatusCode();
        return JsonNode.Parse(await made.Content.ReadAsStringAsync())!["url"]!.ToString();
    }
}
