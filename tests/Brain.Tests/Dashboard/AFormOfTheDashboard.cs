using System.Net;
using System.Text.RegularExpressions;
using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

/// <summary>What a form may do, and what no other page can have it do.</summary>
public sealed partial class AFormOfTheDashboard(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly HttpClient _browser = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new(silo.Settings.Url),
    };

    private readonly ScriptedSession _talk = new(silo, "/home/me/forms");

    [Fact]
    public async Task Does_what_the_command_line_does()
    {
        await _talk.Turn("hello");
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", "purpose"), ("args", "by a form"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/?said=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["by a form | manual"],
            await _talk.Rows(
                "select s.purpose, (select a.source from v2.audit_log a where a.session_id = s.id "
                    + "order by a.created_at desc limit 1) from v2.sessions s where s.id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Of_another_page_does_nothing()
    {
        await _talk.Turn("hello");
        var (cookie, token) = await SignIn();
        var (other, _) = await SignIn();

        foreach (
            var (shown, form, origin) in new (string?, string?, string?)[]
            {
                (cookie, null, silo.Settings.Url),
                (cookie, "", silo.Settings.Url),
                (cookie, new string('0', 64), silo.Settings.Url),
                (other, token, silo.Settings.Url),
                (null, token, silo.Settings.Url),
                (cookie, token, null),
                (cookie, token, "http://127.0.0.1:1"),
                (cookie, token, "null"),
            }
        )
        {
            using var answer = await Post(shown, form, origin, ("verb", "purpose"), ("args", "stolen"));
            Assert.True(
                answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized,
                $"{answer.StatusCode} for {shown} {form} {origin}"
            );
        }

        Assert.DoesNotContain("stolen", await _talk.Rows("select purpose from v2.sessions where id = '{0}'"));
    }

    [Theory]
    [InlineData("/app/do", "multipart/form-data; boundary=x", 415)]
    [InlineData("/app/do", "text/plain", 415)]
    [InlineData("/errands", "application/x-www-form-urlencoded", 415)]
    [InlineData("/forget", "application/x-www-form-urlencoded", 415)]
    [InlineData("/logins/link", "application/x-www-form-urlencoded", 415)]
    [InlineData("/app/do/", "application/x-www-form-urlencoded", 415)]
    public async Task Is_taken_at_one_place_only(string path, string type, int status)
    {
        var (cookie, token) = await SignIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($"form={token}&verb=purpose"),
        };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", silo.Settings.Url);

        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/", "/?")]
    [InlineData("//evil.example", "/?")]
    [InlineData("/\\evil.example", "/?")]
    [InlineData("/login", "/?")]
    [InlineData("/app/sessions?q=a#s", "/app/sessions?q=a&")]
    public async Task Leads_back_into_the_dashboard(string back, string where)
    {
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", "skills"), ("args", "list"), ("back", back));

        Assert.StartsWith($"{where}said=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("down", "")]
    [InlineData("restore", "/tmp/x")]
    [InlineData("nothing", "")]
    [InlineData("cluster", "rotate")]
    [InlineData("redact", "--apply")]
    public async Task Can_not_do_what_the_dashboard_has_not(string verb, string args)
    {
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", verb), ("args", args));
        var said = await Said(cookie, answer);

        Assert.Contains("is nothing that the dashboard does", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgets_only_what_was_looked_at()
    {
        await _talk.Turn("the word is xylophonist");
        var (cookie, token) = await SignIn();

        using var early = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"), ("args", "yes"));
        Assert.Contains("Look first", await Said(cookie, early), StringComparison.Ordinal);
        using var look = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"));
        Assert.Contains("turns.user_message", await Said(cookie, look), StringComparison.Ordinal);
        Assert.Equal(["1"], await _talk.Rows("select count(*) from v2.turns where user_message like '%xylophonist%'"));
        using var done = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"), ("args", "yes"));
        Assert.Contains("It is being forgotten", await Said(cookie, done), StringComparison.Ordinal);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<string> Said(string cookie, HttpResponseMessage answer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
        request.Headers.Add("Cookie", cookie);
        using var page = await _browser.SendAsync(request);
        return WebUtility.HtmlDecode(SaidLine().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private Task<HttpResponseMessage> Post(string? cookie, string? token, params (string, string)[] fields) =>
        Post(cookie, token, silo.Settings.Url, fields);

    private async Task<HttpResponseMessage> Post(
        string? cookie,
        string? token,
        string? origin,
        params (string Name, string Value)[] fields
    )
    {
        var all = new List<KeyValuePair<string, string>> { new("session", _talk.Id.ToString()) };
        if (token is not null)
            all.Add(new("form", token));
        all.AddRange(fields.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/app/do")
        {
            Content = new FormUrlEncodedContent(all),
        };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await _browser.SendAsync(request);
    }

    private async Task<(string Cookie, string Token)> SignIn()
    {
        using var signed = await _browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
        var cookie = signed.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/personas");
        request.Headers.Add("Cookie", cookie);
        using var page = await _browser.SendAsync(request);
        return (cookie, FormToken().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    [GeneratedRegex("name=\"form\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<p class=\"(?:done|refused)\">([^<]*)</p>")]
    private static partial Regex SaidLine();
}
