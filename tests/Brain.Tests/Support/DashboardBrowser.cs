using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Brain.Tests.Dashboard;

/// <summary>
/// The machine's own Chromium, driven by Playwright, which downloads nothing. Tests skip where there is none. Pictures
/// of pages stay in <c>BRAIN_TEST_SCREENSHOTS</c>, or else in a folder of the run's.
/// </summary>
public sealed class DashboardBrowser : IAsyncLifetime
{
    private const float PatienceMs = 180_000;

    private static readonly Lazy<string> Pictures = new(() =>
        Directory
            .CreateDirectory(
                Environment.GetEnvironmentVariable("BRAIN_TEST_SCREENSHOTS") is { Length: > 0 } kept
                    ? kept
                    : Path.Combine(Path.GetTempPath(), $"brain-screenshots-{Environment.ProcessId}")
            )
            .FullName
    );

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .SelectMany(folder => new[] { $"{folder}/chromium", $"{folder}/chromium-browser" })
            .FirstOrDefault(File.Exists);
        if (program is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                ChromiumSandbox = false,
                Args = ["--disable-gpu", "--disable-dev-shm-usage"],
                Timeout = PatienceMs,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A browser of its own, signed in by a link of the silo's.</summary>
    internal async Task<OpenDashboard> Open(SiloFixture silo)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on this machine.");
        var context = await _browser!.NewContextAsync(
            new()
            {
                ColorScheme = ColorScheme.Light,
                ViewportSize = new() { Width = 1280, Height = 860 },
                ReducedMotion = ReducedMotion.Reduce,
                BaseURL = silo.Settings.Url,
            }
        );
        context.SetDefaultTimeout(PatienceMs);
        var page = await context.NewPageAsync();
        var opened = new OpenDashboard(context, page);
        using var made = await silo.Socket.PostAsync(
            "/logins/link",
            new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
        );
        made.EnsureSuccessStatusCode();
        var link = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync())!["url"]!.ToString();
        await page.GotoAsync(link);
        await page.WaitForURLAsync($"{silo.Settings.Url}/");
        return opened;
    }

    internal static string Picture(string name) => Path.Combine(Pictures.Value, $"{name}.png");
}

/// <summary>An open dashboard in a browser of its own.</summary>
internal sealed class OpenDashboard : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public OpenDashboard(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
        page.Request += (_, request) => Asked.Add(request.Url);
        page.Dialog += (_, dialog) =>
        {
            Dialogs.Add(dialog.Message);
            _ = dialog.AcceptAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    public ConcurrentBag<string> Dialogs { get; } = [];

    /// <summary>What the browser complained of; what this silo's absence brings is left out when asked.</summary>
    public string[] Complaints(bool alsoOfTheLine = true) =>
        [.. _complaints.Where(one => alsoOfTheLine || !one.Contains("net::ERR", StringComparison.Ordinal))];

    public async Task Go(string path)
    {
        await Page.GotoAsync(path);
        if (await Page.Locator("main[data-follows]:not([data-follows=''])").CountAsync() > 0)
            await Page.Locator("#link[data-state=live]").WaitForAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Shows the page in another light and window.</summary>
    public async Task Look(bool dark, bool phone)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await Page.SetViewportSizeAsync(phone ? 375 : 1280, phone ? 812 : 860);
    }

    public async Task Photograph(string name) =>
        await Page.ScreenshotAsync(new() { Path = DashboardBrowser.Picture(name), FullPage = true });

    /// <summary>Findings that keep people out, each with the element it is of.</summary>
    public async Task<string[]> Barriers()
    {
        var found = await Page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
            }
        );
        return
        [
            .. found
                .Violations.Where(one => one.Impact is "serious" or "critical")
                .SelectMany(one => one.Nodes.Select(node => $"{one.Id}: {node.Html}")),
        ];
    }

    /// <summary>By how much the page is wider than its window.</summary>
    public Task<int> Overhang() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
