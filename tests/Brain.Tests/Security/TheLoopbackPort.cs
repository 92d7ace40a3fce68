using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Security;

public sealed class TheLoopbackPort(SiloFixture silo) : IClassFixture<SiloFixture>
{
    // The token is right each time: it is the process that is a stranger's.
    private const string AsNobody = """
        use Socket; socket(S, AF_INET, SOCK_STREAM, 0); connect(S, sockaddr_in($ARGV[0], inet_aton("127.0.0.1"))) or die "$!\n";
        syswrite(S, "$ARGV[1]\r\nHost: 127.0.0.1:$ARGV[0]\r\n$ARGV[2]\r\nConnection: close\r\n\r\n"); sysread(S, $answer, 4000); print $answer;
        """;

    [Theory]
    [InlineData("GET /status HTTP/1.1", "token")]
    [InlineData("GET /orleans/ HTTP/1.1", "cookie")]
    [InlineData("GET /login HTTP/1.1", "token")]
    [InlineData("POST /hooks/claude-code HTTP/1.1", "hook-token")]
    public async Task Is_shut_to_another_user_who_caught_the_secret(string line, string secret)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can speak as another user.");
        var header = secret switch
        {
            "cookie" => $"Cookie: {await Cookie()}",
            "hook-token" =>
                $"Authorization: Bearer {silo.HookToken}\r\nContent-Type: application/json\r\nContent-Length: 0",
            _ => $"Authorization: Bearer {silo.Token}",
        };

        Assert.StartsWith("HTTP/1.1 403", await Speak(65534, line, header), StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1 403", await Speak(0, line, header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_the_last_word_on_what_a_browser_may_keep()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Use(
            (context, next) =>
            {
                SecurityHeaders.Put(context.Response);
                return next(context);
            }
        );
        app.MapGet("/", (HttpContext context) => context.Response.Headers.CacheControl = "public, max-age=31536000");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var browser = new HttpClient();
        using var answer = await browser.GetAsync(app.Urls.Single(), TestContext.Current.CancellationToken);

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Is_open_to_a_program_that_speaks_ipv6_sockets()
    {
        using var dual = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
        {
            DualMode = true,
        };
        await dual.ConnectAsync(IPAddress.Loopback.MapToIPv6(), silo.Settings.Port);
        await dual.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /status HTTP/1.1\r\nHost: 127.0.0.1:{silo.Settings.Port}\r\nAuthorization: Bearer "
                    + $"{silo.Token}\r\nConnection: close\r\n\r\n"
            )
        );

        var answer = new byte[4_096];
        Assert.StartsWith(
            "HTTP/1.1 200",
            Encoding.ASCII.GetString(answer, 0, await dual.ReceiveAsync(answer)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "  12: 0100007F:A1B2 0100007F:1CFC 01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0",
        1000u
    )]
    [InlineData(
        "  12: 0100007F:A1B2 0100007F:1CFC 05 00000000:00000000 00:00000000 00000000     0        0 0 1 0",
        null
    )]
    [InlineData(
        "  12: 0100007F:1CFC 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0",
        null
    )]
    [InlineData(
        "  12: 0100007F:A1B2 0100007F:1CFD 01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0",
        null
    )]
    [InlineData(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
        null
    )]
    [InlineData("0100007F:A1B2", null)]
    public void Reads_whose_a_connection_is_and_takes_none_let_go_for_roots(string row, uint? user) =>
        Assert.Equal(
            user,
            SocketOwner.Find([row], SocketOwner.Row(new(IPAddress.Loopback, 0xA1B2), new(IPAddress.Loopback, 7420)))
        );

    [Theory]
    [InlineData("/login", "", HttpStatusCode.OK)]
    [InlineData("/healthz", "", HttpStatusCode.OK)]
    [InlineData("/orleans/", "token", HttpStatusCode.OK)]
    [InlineData("/orleans/index.min.js", "token", HttpStatusCode.OK)]
    [InlineData("/orleans/", "", HttpStatusCode.Unauthorized)]
    [InlineData("/nowhere", "token", HttpStatusCode.NotFound)]
    [InlineData("/sessions/nope", "token", HttpStatusCode.NotFound)]
    [InlineData("/status", "host", HttpStatusCode.Forbidden)]
    public async Task Tells_browsers_to_load_frame_and_keep_nothing(string path, string with, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (with == "token")
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token);
        if (with == "host")
            request.Headers.Host = "evil.example";
        using var answer = await silo.Tcp.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", "GET", "/orleans/")]
    [InlineData("Sec-Fetch-Site", "same-site", "POST", "/login")]
    [InlineData("Origin", "null", "POST", "/login")]
    [InlineData("Origin", "http://127.0.0.1:1", "POST", "/login")]
    [InlineData("Origin", "http://localhost", "POST", "/login")]
    [InlineData("Host", "brain.attacker.example:PORT", "GET", "/login")]
    [InlineData("Host", "127.0.0.1.nip.io:PORT", "GET", "/login")]
    [InlineData("Host", "127.0.0.1:1", "GET", "/login")]
    [InlineData("Host", "127.0.0.1", "GET", "/login")]
    public async Task Is_shut_to_pages_of_other_sites(string header, string value, string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token);
        request.Headers.TryAddWithoutValidation(
            header,
            value.Replace("PORT", $"{silo.Settings.Port}", StringComparison.Ordinal)
        );
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([new("token", silo.Token)]);
        using var answer = await silo.Tcp.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Takes_no_long_form()
    {
        using var answer = await silo.Tcp.PostAsync(
            "/login",
            new FormUrlEncodedContent([new("token", new string('a', 8_192))])
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private async Task<string> Cookie()
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var answer = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private Task<string> Speak(int user, string line, string header) =>
        Run(user, AsNobody, $"{silo.Settings.Port}", line, header);

    private static async Task<string> Run(int user, string program, params string[] words)
    {
        var start = new ProcessStartInfo(
            "setpriv",
            [$"--reuid={user}", $"--regid={user}", "--clear-groups", "perl", "-e", program, .. words]
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
