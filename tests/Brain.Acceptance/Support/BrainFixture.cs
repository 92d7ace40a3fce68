using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brain.Acceptance;

/// <summary>
/// A real silo in a process of its own, on a fresh database, with the native client beside it. It takes three
/// variables: <c>BRAIN_TEST_SILO</c> (the published Brain.Silo.dll), <c>BRAIN_TEST_CLIENT</c> (the native
/// <c>brain</c>) and <c>BRAIN_TEST_DATABASE</c> (libpq words for any database of a server).
/// </summary>
public sealed class BrainFixture : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Scratch scratch = new();
    private readonly StringBuilder log = new();
    private readonly string port = FreePort().ToString();
    private readonly SemaphoreSlim installing = new(1, 1);
    private HttpClient? http;
    private Process? silo;
    private ScratchDatabase? database;
    private bool frozen;

    /// <summary>
    /// The brain whose database this one shares, and so whose cluster it joins; null for one of its own.
    /// </summary>
    public BrainFixture? Joins { get; init; }

    /// <summary>The server its database is made in; that of the test run when null.</summary>
    public string? Server { get; init; }

    /// <summary>Whether the test starts it, and not its making.</summary>
    public bool StartsLater { get; init; }

    /// <summary>Whether hooks wait for it no longer than people's do: the test is about that.</summary>
    public bool KeepsPeoplesLimits { get; init; }

    /// <summary>What the silo's process sees beside what every one does.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its loopback port (<c>BRAIN_PORT</c>).</summary>
    public int Port => int.Parse(port);

    /// <summary>The silo's process.</summary>
    public int ProcessId => silo!.Id;

    /// <summary>Its folder (<c>BRAIN_HOME</c>).</summary>
    public string Home => Path.Combine(scratch.Path, "brain");

    /// <summary>
    /// Where the silo finds what Claude Code keeps (<c>CLAUDE_CONFIG_DIR</c>): never the files of who runs the tests.
    /// </summary>
    public string ClaudeFolder => Joins?.ClaudeFolder ?? Path.Combine(scratch.Path, "claude");

    /// <summary>
    /// The person's home, where the silo finds what other agents keep: never that of who runs the tests.
    /// </summary>
    public string PersonsHome => Joins?.PersonsHome ?? scratch.Path;

    /// <summary>The native client, as a person's machine has it.</summary>
    public string ClientPath => Path.Combine(Home, "bin", "brain");

    /// <summary>Its database.</summary>
    public ScratchDatabase Database => database ?? throw new InvalidOperationException("The brain was never started.");

    /// <summary>What it wrote down.</summary>
    public RecordedRows Rows => new(Database);

    /// <summary>What the silo said last.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return string.Join('\n', log.ToString().Split('\n').TakeLast(1_000));
        }
    }

    /// <summary>Ends a test as skipped where there is no silo, client or server to test with.</summary>
    public static void Require()
    {
        foreach (var name in new[] { "BRAIN_TEST_SILO", "BRAIN_TEST_CLIENT", "BRAIN_TEST_DATABASE" })
            Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)), $"{name} is not set.");
    }

    public async ValueTask InitializeAsync()
    {
        if (
            Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE") is not { Length: > 0 } server
            || Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT") is not { Length: > 0 } client
        )
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(ClientPath)!);
        File.Copy(client, ClientPath);
        http = OverSocket(Path.Combine(Home, "brain.sock"));
        database = Joins?.Database
            ?? (
                Server is null && !StartsLater
                    ? await ScratchDatabase.CreateMigrated(server)
                    : await ScratchDatabase.Create(Server ?? server)
            );
        if (!StartsLater)
            await Start();
    }

    /// <summary>Starts the silo and waits until it takes hooks.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message shows its
    /// log.</exception>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetEnvironmentVariable("BRAIN_TEST_SILO")!])
        {
            WorkingDirectory = Home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BRAIN_HOME"] = Home;
        start.Environment["BRAIN_PORT"] = port;
        start.Environment["BRAIN_DATABASE"] = Database.Libpq.Text;
        start.Environment["CLAUDE_CONFIG_DIR"] = ClaudeFolder;
        start.Environment["HOME"] = PersonsHome;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        silo = Process.Start(start)!;
        silo.OutputDataReceived += (_, line) => Note(line.Data);
        silo.ErrorDataReceived += (_, line) => Note(line.Data);
        silo.BeginOutputReadLine();
        silo.BeginErrorReadLine();

        var end = DateTime.UtcNow + StartLimit;
        while (!await IsReady())
        {
            if (silo.HasExited)
                throw new InvalidOperationException($"The silo ended with {silo.ExitCode} before it was ready.\n{Log}");
            if (DateTime.UtcNow > end)
                throw new InvalidOperationException(
                    $"The silo was not ready within {StartLimit.TotalSeconds} s.\n{Log}"
                );
            await Task.Delay(Pause);
        }
    }

    /// <summary>Ends the silo as a power cut would.</summary>
    public async Task KillHard()
    {
        silo!.Kill();
        await silo.WaitForExitAsync();
    }

    /// <summary>Ends the silo as a restart does: it drains first.</summary>
    public Task StopGently() => Stop(silo!);

    /// <summary>Makes the silo hang: it keeps its socket and answers nothing.</summary>
    public Task Freeze()
    {
        frozen = true;
        return Signal("STOP");
    }

    /// <summary>Lets it go on.</summary>
    public Task Thaw()
    {
        frozen = false;
        return Signal("CONT");
    }

    /// <summary>Runs the native client to its end.</summary>
    /// <param name="arguments">What is typed after <c>brain</c>.</param>
    /// <param name="input">What it reads on stdin.</param>
    /// <param name="home">The person's home, when it is not this test run's.</param>
    public Task<ProgramRun> Client(string[] arguments, string input = "", string? home = null) =>
        Run(new ProcessStartInfo(ClientPath, arguments) { WorkingDirectory = home ?? Home }, input, home);

    /// <summary>Runs something that runs the native client, which is its variable <c>BRAIN</c>.</summary>
    public Task<ProgramRun> Shell(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = Home };
        start.Environment["BRAIN"] = ClientPath;
        return Run(start);
    }

    private Task<ProgramRun> Run(ProcessStartInfo start, string input = "", string? home = null)
    {
        start.Environment["BRAIN_HOME"] = Home;
        start.Environment["BRAIN_PORT"] = port;
        // A busy machine is no fault: a brain that answers is waited for longer than people's hooks do.
        if (!frozen && !KeepsPeoplesLimits)
        {
            start.Environment["BRAIN_SOFT_MS"] = "5000";
            start.Environment["BRAIN_HARD_MS"] = "8000";
        }

        start.Environment["HOME"] = home ?? scratch.Path;
        return ProgramRun.Of(start, input);
    }

    /// <summary>Adds the silo's log to the output of a test that has just failed.</summary>
    public void TellOfAFailure()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            TestContext.Current.TestOutputHelper?.WriteLine($"The silo said last:\n{Log}");
    }

    /// <summary>Installs the hooks in a home, as its person would.</summary>
    public async Task<ProgramRun> Install(string home, string[] options)
    {
        // A person installs once; here many homes share one brain, and what it notes of each is one file.
        await installing.WaitAsync();
        try
        {
            return await Client(["install", "claude-code", .. options], home: home);
        }
        finally
        {
            installing.Release();
        }
    }

    /// <summary>Posts a hook's payload as the client does, and gives back the answer's body.</summary>
    public async Task<string> Hook(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http!.PostAsync(new Uri("http://brain/hooks/claude-code"), content);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>The same, and what came back whatever it is.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TryHook(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http!.PostAsync(new Uri("http://brain/hooks/claude-code"), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What it answers to a path such as <c>/healthz</c>.</summary>
    public async Task<HttpStatusCode> Ask(string path)
    {
        using var answer = await http!.GetAsync(new Uri($"http://brain{path}"));
        return answer.StatusCode;
    }

    /// <summary>The same, with what it says.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var answer = await http!.GetAsync(new Uri($"http://brain{path}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts to a path that takes nothing.</summary>
    public async Task<HttpStatusCode> Post(string path)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http!.PostAsync(new Uri($"http://brain{path}"), content);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (silo is { HasExited: false })
            await Stop(silo);
        silo?.Dispose();
        http?.Dispose();
        installing.Dispose();
        if (database is not null && Joins is null)
            await database.DisposeAsync();
        scratch.Dispose();
    }

    private Task<ProgramRun> Signal(string name) => ProgramRun.Of(new("sh", ["-c", $"kill -{name} {silo!.Id}"]));

    private static async Task Stop(Process silo)
    {
        await ProgramRun.Of(new("sh", ["-c", $"kill -TERM {silo.Id}"]));
        try
        {
            await silo.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            silo.Kill(entireProcessTree: true);
            await silo.WaitForExitAsync();
        }
    }

    private static HttpClient OverSocket(string path) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, stop) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );

    private static int FreePort()
    {
        // Below the ports that the kernel hands to outgoing connections, so that none of those takes it in the
        // meantime.
        while (true)
        {
            var free = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, free);
                listener.Start();
                return free;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await http!.GetAsync(new Uri("http://brain/readyz"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (log)
            log.AppendLine(line);
    }
}
