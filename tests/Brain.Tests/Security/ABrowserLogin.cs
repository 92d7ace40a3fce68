using System.Net;
using System.Net.Http.Json;
using Brain.Messages;
using Brain.Silo.Configuration;
using Brain.Silo.Security;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Security;

public sealed class ABrowserLogin(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    private string Name => $"brain-{silo.Settings.Port}";

    [Fact]
    public async Task Is_random_each_time()
    {
        var (one, two) = (await SignIn(), await SignIn());

        Assert.NotEqual(one, two);
        Assert.Equal(64, one.Length);
        Assert.Equal(HttpStatusCode.OK, await Opens(one));
        Assert.Equal(HttpStatusCode.OK, await Opens(two));
    }

    [Fact]
    public async Task Is_for_browsers_of_this_site_only()
    {
        var cookie = await Cookie();

        Assert.StartsWith($"{Name}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"max-age={7 * 86_400}", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Is_listed_and_revoked()
    {
        var (one, two) = (await SignIn(), await SignIn());
        var listed = await Listed();

        Assert.All(listed, login => Assert.Equal("A test (of browsers)", login.Browser));
        await End(listed[0].Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(two));
        Assert.Equal(HttpStatusCode.OK, await Opens(one));
        await End(null);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(one));
        Assert.Empty(await Listed());
    }

    [Fact]
    public async Task Is_kept_as_a_digest_in_a_private_file()
    {
        var cookie = await SignIn();
        var file = Path.Combine(silo.Settings.Home, "logins.json");

        Assert.DoesNotContain(cookie, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.DoesNotContain(silo.Token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Outlives_a_restart_and_ends_after_a_week()
    {
        using var home = new Home();
        var cookie = Logins(home, 7420).Begin("x");

        Assert.True(Logins(home, 7420).Opens(cookie));
        _clock.Advance(BrowserLogins.AgeMax - TimeSpan.FromSeconds(1));
        Assert.True(Logins(home, 7420).Opens(cookie));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Logins(home, 7420).Opens(cookie));
        Assert.Empty(Logins(home, 7420).List());
    }

    [Fact]
    public void Of_another_port_opens_nothing()
    {
        using var home = new Home();
        var cookie = Logins(home, 7420).Begin("x");

        Assert.False(Logins(home, 7421).Opens(cookie));
        Assert.NotEqual(Logins(home, 7420).Cookie, Logins(home, 7421).Cookie);
    }

    [Fact]
    public void Ends_with_the_token_that_it_was_given_for()
    {
        using var home = new Home();
        var cookie = Logins(home, 7420).Begin("x");

        File.WriteAllText(Path.Combine(home.Path, "token"), new string('b', 64));

        Assert.False(Logins(home, 7420).Opens(cookie));
    }

    [Fact]
    public void Makes_room_for_the_next_when_there_are_many()
    {
        using var home = new Home();
        var logins = Logins(home, 7420);
        var cookies = Enumerable
            .Range(0, BrowserLogins.LoginsMax + 1)
            .Select(_ =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return logins.Begin("x");
            })
            .ToArray();

        Assert.False(logins.Opens(cookies[0]));
        Assert.True(logins.Opens(cookies[1]));
        Assert.Equal(BrowserLogins.LoginsMax, logins.List().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[null]")]
    [InlineData("""[{"id":null}]""")]
    public void Is_asked_for_again_when_the_file_is_broken(string text)
    {
        using var home = new Home();
        var cookie = Logins(home, 7420).Begin("x");

        File.WriteAllText(Path.Combine(home.Path, "logins.json"), text);

        Assert.False(Logins(home, 7420).Opens(cookie));
    }

    [Fact]
    public void Shows_a_browsers_name_without_what_a_terminal_would_obey()
    {
        using var home = new Home();
        var logins = Logins(home, 7420);
        logins.Begin("Mozilla\u001b]0;x\u0007\u202e" + new string('a', 500));

        var shown = Assert.Single(logins.List()).Browser;
        Assert.StartsWith("Mozilla]0;xaaa", shown, StringComparison.Ordinal);
        Assert.Equal(120, shown.Length);
    }

    private BrowserLogins Logins(Home home, int port)
    {
        var settings = new BrainSettings(home.Path, silo.Settings.Database, port, 1);
        return new(settings, new(settings), _clock);
    }

    private async Task<string> Cookie()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("token", silo.Token)]),
        };
        request.Headers.Add("User-Agent", "A test (of browsers)");
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var answer = await browser.SendAsync(request);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private async Task<string> SignIn() => (await Cookie())[(Name.Length + 1)..].Split(';')[0];

    private async Task<HttpStatusCode> Opens(string cookie)
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orleans/");
        request.Headers.Add("Cookie", $"{Name}={cookie}");
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<BrowserLogin[]> Listed() =>
        (await silo.Socket.GetFromJsonAsync("/logins", MessagesJson.Default.BrowserLoginArray))!;

    private async Task End(string? id)
    {
        using var answer = await silo.Socket.PostAsJsonAsync("/logins/end", new(id), MessagesJson.Default.EndLogins);
        answer.EnsureSuccessStatusCode();
    }

    private sealed class Home : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("brain").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
