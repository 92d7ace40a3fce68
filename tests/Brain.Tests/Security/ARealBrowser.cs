using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brain.Tests.Security;

public sealed class ARealBrowser(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Shows_the_whole_dashboard_once_it_is_signed_in()
    {
        await using var browser = await Chromium.Start();
        await browser.Go($"{silo.Settings.Url}/orleans/");
        await browser.Until("document.body.innerText.includes('Paste the token of this brain')");
        browser.Complaints.Clear();

        await SignIn(browser);

        // Its script ran, its styles hold, its figures came.
        await browser.Until("document.querySelectorAll('#menu *').length > 3 && document.styleSheets.length > 0");
        await browser.Until("document.body.innerText.toLowerCase().includes('grain')");
        Assert.Equal("", await browser.Say("document.cookie"));
        Assert.DoesNotContain(browser.Complaints, text =>
            text.Contains("Content Security Policy", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Is_turned_away_when_its_login_is_revoked()
    {
        await using var browser = await Chromium.Start();
        await SignIn(browser);

        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        (await silo.Socket.PostAsync("/logins/end", content)).EnsureSuccessStatusCode();
        await browser.Go($"{silo.Settings.Url}/orleans/");

        await browser.Until("document.body.innerText.includes('Paste the token of this brain')");
    }

    [Fact]
    public async Task Shows_no_other_page_the_dashboard_in_a_frame()
    {
        await using var browser = await Chromium.Start();
        await SignIn(browser);
        using var other = new Page(
            "<iframe "
                + $"src='{silo.Settings.Url}/orleans/'></iframe><script>fetch('{silo.Settings.Url}/status').then(() => "
                + "document.title = 'read', () => document.title = 'refused')</script>"
        );

        await browser.Go(other.Url);

        await browser.Until("document.title === 'refused'");
        await browser.Until("document.querySelector('iframe') !== null && document.readyState === 'complete'");
        Assert.Contains(browser.Complaints, text =>
            text.Contains("frame", StringComparison.OrdinalIgnoreCase) || text.Contains("403", StringComparison.Ordinal)
        );
        Assert.Equal("null", await browser.Say("document.querySelector('iframe').contentDocument"));
    }

    private async Task SignIn(Chromium browser)
    {
        await browser.Go($"{silo.Settings.Url}/login");
        await browser.Until("document.querySelector('input[name=token]') !== null");
        Assert.NotEqual("0px", await browser.Say("getComputedStyle(document.querySelector('button')).padding"));
        await browser.Say(
            $"(document.querySelector('input[name=token]').value = '{silo.Token}', "
                + "document.querySelector('form').submit())"
        );
        await browser.Until("location.pathname === '/' && document.readyState === 'complete'");
        await browser.Go($"{silo.Settings.Url}/orleans/");
        await browser.Until("location.pathname.startsWith('/orleans') && document.readyState === 'complete'");
    }

    /// <summary>A page that somebody else serves from another port of this machine.</summary>
    private sealed class Page : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Page(string html)
        {
            _listener.Start();
            _ = Serve(
                Encoding.UTF8.GetBytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                        + $"{Encoding.UTF8.GetByteCount(html)}\r\nConnection: close\r\n\r\n{html}"
                )
            );
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

        public void Dispose() => _listener.Stop();

        private async Task Serve(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var asked = new byte[8_192];
                    _ = await client.GetStream().ReadAsync(asked);
                    await client.GetStream().WriteAsync(answer);
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
