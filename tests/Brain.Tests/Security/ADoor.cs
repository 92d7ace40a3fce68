using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Brain.Tests.Security;

public sealed class ADoor(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static string Event =>
        $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/x"}""";

    [Fact]
    public async Task On_loopback_opens_to_the_token() =>
        Assert.Equal(HttpStatusCode.OK, (await silo.Hook(Event, silo.Tcp, With(silo.Token))).Status);

    [Fact]
    public async Task For_hooks_opens_to_the_hook_token_and_no_other_does()
    {
        Assert.Equal(HttpStatusCode.OK, (await silo.Hook(Event, silo.Tcp, With(silo.HookToken))).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sessions");
        With(silo.HookToken)(request);
        using var response = await silo.Tcp.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task On_loopback_stays_shut_without_the_token(string token)
    {
        var (status, body) = await silo.Hook(Event, silo.Tcp, With(token));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("A token is missing or wrong", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stays_shut_to_another_host_name()
    {
        var (status, body) = await silo.Hook(Event, silo.Tcp, request =>
        {
            With(silo.Token)(request);
            request.Headers.Host = "evil.example";
        });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("evil.example", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stays_shut_to_a_web_page()
    {
        var (status, _) = await silo.Hook(Event, silo.Tcp, request =>
        {
            With(silo.Token)(request);
            request.Headers.Add("Origin", "https://evil.example");
        });

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task Takes_json_only()
    {
        var (status, _) = await silo.Hook(Event, silo.Socket, request =>
            request.Content!.Headers.ContentType = new("text/plain")
        );

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Fact]
    public async Task On_the_socket_is_shut_to_another_user()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can speak as another user.");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(silo.Settings.Socket) | UnixFileMode.UserExecute
        );

        Assert.Contains("Permission denied", await AsNobody(), StringComparison.OrdinalIgnoreCase);
        // Even with the modes loosened by accident, the kernel says who calls.
        File.SetUnixFileMode(silo.Settings.Home, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(silo.Settings.Socket, (UnixFileMode)0b110_110_110);
        Assert.Contains("403", await AsNobody(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_the_orleans_dashboard_needs_the_token_too()
    {
        using var without = await silo.Tcp.GetAsync("/orleans");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orleans/");
        With(silo.Token)(request);
        using var with = await silo.Tcp.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Opens_to_a_browser_that_signed_in()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var wrong = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", "wrong")]));
        using var right = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));

        using var guessed = new HttpRequestMessage(HttpMethod.Get, "/orleans/");
        guessed.Headers.Add("Cookie", $"brain-{silo.Settings.Port}={new string('0', 64)}");
        using var stranger = await silo.Tcp.SendAsync(guessed);

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("/", right.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static Action<HttpRequestMessage> With(string token) =>
        request =>
            request.Headers.Authorization = token.Length > 0 ? new AuthenticationHeaderValue("Bearer", token) : null;

    private async Task<string> AsNobody()
    {
        const string Call = """
            socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die "$!\n";
            syswrite(S, "GET /status HTTP/1.0\r\nHost: localhost\r\n\r\n"); sysread(S, $answer, 400); print $answer;
            """;
        var start = new ProcessStartInfo(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", "perl", "-MSocket", "-e", Call, silo.Settings.Socket]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }
}
