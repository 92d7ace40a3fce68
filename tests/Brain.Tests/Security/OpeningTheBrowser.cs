using System.Net;

namespace Brain.Tests.Security;

/// <summary>A person's browser at the loopback port, before and after a login.</summary>
public sealed class OpeningTheBrowser(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/orleans")]
    [InlineData("/app/sessions")]
    [InlineData("/sessions")]
    public async Task Is_led_to_the_login(string path)
    {
        using var answer = await Get(silo.Tcp, path);

        Assert.Equal("/login", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains($"cat {silo.Settings.Home}/token", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Sees_a_page_after_a_wrong_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("token", "wrong")]),
        };
        request.Headers.Accept.Add(new("text/html"));
        using var answer = await silo.Tcp.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("This is not the token of this brain.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Opens_the_dashboard_at_the_root()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var login = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
        using var answer = await Get(browser, "/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<h1>Now</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Get(HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/html"));
        return await browser.SendAsync(request);
    }
}
