using System.Net;

namespace Brain.Tests.Dashboard;

/// <summary>Asks for pages as a browser does that is signed in, and shows none.</summary>
internal sealed class ScreenlessBrowser(SiloFixture silo) : IDisposable
{
    private readonly HttpClient _browser = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new(silo.Settings.Url),
        Timeout = TimeSpan.FromMinutes(5),
    };

    public void Dispose() => _browser.Dispose();

    /// <summary>A page that is there, decoded.</summary>
    public async Task<string> Page(string path)
    {
        var (status, _, text) = await Ask(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    /// <summary>Whatever is answered, decoded.</summary>
    public async Task<(HttpStatusCode Status, string? Type, string Text)> Ask(string path)
    {
        using var signed = await _browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", signed.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        request.Headers.Add("Accept", "text/html,*/*");
        using var answer = await _browser.SendAsync(request);
        return (
            answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())
        );
    }
}
