using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Brain.Tests.Security;

/// <summary>
/// The machine's own Chromium without a window, spoken to by its DevTools protocol. Tests skip where there is none.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("brain-chromium-").FullName;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly CancellationTokenSource _end = new();
    private Process _process = null!;
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Chromium() { }

    /// <summary>What the browser complained of.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Chromium> Start()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .SelectMany(folder =>
                new[] { $"{folder}/chromium", $"{folder}/chromium-browser", $"{folder}/google-chrome" }
            )
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no Chromium on this machine.");
        var browser = new Chromium();
        await browser.Open(program!);
        return browser;
    }

    public async Task Go(string url) => await Ask("Page.navigate", new() { ["url"] = url });

    /// <summary>What an expression is in the page, as text.</summary>
    public async Task<string> Say(string expression) =>
        (await Ask("Runtime.evaluate", new() { ["expression"] = $"String({expression})" }))["result"]
            ?["value"]?.ToString()
        ?? "";

    /// <summary>Waits until an expression is true in the page.</summary>
    public async Task Until(string expression)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (await Say(expression) != "true")
        {
            Assert.True(
                DateTime.UtcNow < deadline,
                $"Not in {Patience}: {expression}. The page is "
                    + $"{await Say("location.href + document.documentElement.outerHTML.slice(0, 600)")}"
            );
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _socket.Dispose();
        _process.Dispose();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Open(string program)
    {
        var start = new ProcessStartInfo(
            program,
            [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                $"--user-data-dir={_folder}",
                "about:blank",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = _folder;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var port = await Port();
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/json/list"))!.AsArray();
        var page = pages.First(one => one!["type"]!.ToString() == "page")!["webSocketDebuggerUrl"]!.ToString();
        await _socket.ConnectAsync(new(page), _end.Token);
        _reading = Read();
        await Ask("Page.enable", []);
        await Ask("Runtime.enable", []);
        await Ask("Log.enable", []);
    }

    private async Task<string> Port()
    {
        var note = $"{_folder}/DevToolsActivePort";
        var deadline = DateTime.UtcNow + Patience;
        while (!File.Exists(note) || (await File.ReadAllLinesAsync(note)).Length < 2)
        {
            Assert.True(DateTime.UtcNow < deadline && !_process.HasExited, "Chromium did not start.");
            await Task.Delay(50);
        }

        return (await File.ReadAllLinesAsync(note))[0];
    }

    private async Task<JsonNode> Ask(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        }.ToJsonString();
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            endOfMessage: true,
            _end.Token
        );
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Read()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                using var whole = new MemoryStream();
                WebSocketReceiveResult piece;
                do
                {
                    piece = await _socket.ReceiveAsync(buffer, _end.Token);
                    whole.Write(buffer, 0, piece.Count);
                } while (!piece.EndOfMessage);
                Take(JsonNode.Parse(whole.ToArray())!);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            // The browser is closed.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id && _asked.TryRemove((int)id, out var asked))
            asked.SetResult(message["result"]?.DeepClone() ?? new JsonObject());
        else if (message["method"]?.ToString() == "Log.entryAdded")
            Complaints.Enqueue(message["params"]!["entry"]!["text"]!.ToString());
    }
}
