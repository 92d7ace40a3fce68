using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>
/// A real agent of another make in a scratch home, with the brain installed as a person installs it, and a fake model
/// on loopback. Its environment is made from nothing.
/// </summary>
public sealed class RealAgent : IAsyncDisposable
{
    /// <summary>What a busy machine may take for a step of its.</summary>
    public const int SecondsMax = 120;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    // A busy machine takes minutes for what takes seconds else.
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(15);

    private readonly Scratch scratch = new();
    private readonly Process model;
    private readonly string requests;

    private RealAgent(string fake, string scripts, string? home)
    {
        Home = home ?? scratch.Folder("home");
        Project = scratch.Folder("project");
        Port = FreePort();
        requests = Path.Combine(scratch.Path, "requests.jsonl");
        File.WriteAllText(Path.Combine(Project, "seed.md"), "seed\n");
        var start = new ProcessStartInfo("node", [Support(fake), $"{Port}", requests, Support(scripts)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FAKE_PROJECT"] = Project;
        model = Process.Start(start)!;
        model.OutputDataReceived += (_, _) => { };
        model.ErrorDataReceived += (_, _) => { };
        model.BeginOutputReadLine();
        model.BeginErrorReadLine();
    }

    /// <summary>Its home.</summary>
    public string Home { get; }

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>The fake model's.</summary>
    public int Port { get; }

    /// <summary>How many requests the model has had.</summary>
    public int Requests => File.Exists(requests) ? File.ReadAllLines(requests).Length : 0;

    /// <summary>All that the model was sent.</summary>
    public string Sent => File.Exists(requests) ? File.ReadAllText(requests) : "";

    /// <summary>Codex with the brain's hooks, which the flag of a test run lets through.</summary>
    /// <param name="brain">Whose hooks.</param>
    /// <param name="settings">More of its settings, a line each.</param>
    public static async Task<RealAgent> Codex(BrainFixture brain, string settings = "")
    {
        var agent = await Begin("codex", "fake-openai.mjs", "scripts-codex.mjs");
        agent.Write(
            ".codex/config.toml",
            $"""
            model = "gpt-5.5"
            model_provider = "fake"
            approval_policy = "never"
            sandbox_mode = "danger-full-access"
            check_for_update_on_startup = false
            {settings}
            [analytics]
            enabled = false
            [model_providers.fake]
            name = "fake"
            base_url = "http://127.0.0.1:{agent.Port}/v1"
            env_key = "FAKE_KEY"
            wire_api = "responses"
            [projects."{agent.Project}"]
            trust_level = "trusted"

            """
        );
        await agent.Install(brain, "codex");
        return agent;
    }

    /// <summary>Gemini CLI with the brain's hooks.</summary>
    public static async Task<RealAgent> Gemini(BrainFixture brain)
    {
        var agent = await Begin("gemini", "fake-gemini.mjs", "scripts-gemini.mjs");
        agent.Write(
            ".gemini/settings.json",
            """
            {
              "security": { "auth": { "selectedType": "gemini-api-key" } },
              "privacy": { "usageStatisticsEnabled": false },
              "general": { "enableAutoUpdate": false }
            }
            """
        );
        await agent.Install(brain, "gemini");
        return agent;
    }

    /// <summary>Copilot CLI with the brain's hooks.</summary>
    /// <param name="brain">Whose hooks.</param>
    /// <param name="isAtHome">Its home is the one in which the brain looks for what its hooks do not name.</param>
    public static async Task<RealAgent> Copilot(BrainFixture brain, bool isAtHome = false)
    {
        var home = isAtHome ? brain.PersonsHome : null;
        var agent = await Begin("copilot", "fake-openai.mjs", "scripts-copilot.mjs", home);
        await agent.Install(brain, "copilot");
        return agent;
    }

    /// <summary>opencode with the brain's plugin.</summary>
    /// <param name="brain">The brain.</param>
    /// <param name="options">More for <c>brain install</c>; null for no plugin at all.</param>
    public static async Task<RealAgent> OpenCode(BrainFixture brain, params string[]? options)
    {
        var agent = await Begin("opencode", "fake-openai.mjs", "scripts-opencode.mjs");
        // What it does beside is switched off, which takes most of its time.
        agent.Write(
            ".config/opencode/opencode.json",
            $$"""
            {
              "autoupdate": false, "share": "disabled", "snapshot": false, "lsp": false, "formatter": false,
              "model": "fake/fake-model", "small_model": "fake/fake-small",
              "permission": { "bash": "allow", "edit": "allow" },
              "provider": {
                "fake": {
                  "npm": "@ai-sdk/openai-compatible",
                  "options": { "baseURL": "http://127.0.0.1:{{agent.Port}}/v1", "apiKey": "fake" },
                  "models": {
                    "fake-model": { "limit": { "context": 100000, "output": 8000 } },
                    "fake-small": { "limit": { "context": 100000, "output": 8000 } }
                  }
                }
              }
            }
            """
        );
        await agent.GiveOpenCodeItsPackages();
        if (options is not null)
            await agent.Install(brain, "opencode", options);
        return agent;
    }

    // It has npm install them into a home that is without, and waits for that, minutes on a busy machine.
    private async Task GiveOpenCodeItsPackages()
    {
        if (Environment.GetEnvironmentVariable("BRAIN_TEST_OPENCODE_HOME") is not { Length: > 0 } fetched)
            return;
        var folder = Path.Combine(Home, ".config/opencode");
        string[] parts = ["node_modules", "package.json", "package-lock.json"];
        using var copy = Process.Start("cp", ["-a", .. parts.Select(part => Path.Combine(fetched, part)), folder]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
    }

    /// <summary>Qwen Code with the brain's hooks.</summary>
    public static async Task<RealAgent> Qwen(BrainFixture brain)
    {
        var agent = await Begin("qwen", "fake-openai.mjs", "scripts-qwen.mjs");
        agent.Write(
            ".qwen/settings.json",
            """
            {
              "security": { "auth": { "selectedType": "openai" } },
              "privacy": { "usageStatisticsEnabled": false },
              "general": { "enableAutoUpdate": false }
            }
            """
        );
        await agent.Install(brain, "qwen");
        return agent;
    }

    /// <summary>Asks Codex one thing, or gives it more words such as <c>resume ID</c> before.</summary>
    public Task<ProgramRun> AskCodex(string prompt, params string[] before) =>
        ProgramRun.Of(CodexStart(prompt, before));

    /// <summary>The same as a person reads it, which tells of each hook how it ended.</summary>
    public Task<ProgramRun> AskCodexPlainly(string prompt) => ProgramRun.Of(CodexStart(prompt, isPlain: true));

    /// <summary>How Codex is started.</summary>
    public ProcessStartInfo CodexStart(string prompt, params string[] before) =>
        CodexStart(prompt, isPlain: false, before);

    /// <summary>The same with words for a person, or with JSON.</summary>
    public ProcessStartInfo CodexStart(string prompt, bool isPlain, params string[] before)
    {
        string[] usual = ["--skip-git-repo-check", "--dangerously-bypass-hook-trust"];
        string[] shape = isPlain ? [] : ["--json"];
        return OfCodex(["exec", .. before, .. usual, .. shape, prompt]);
    }

    /// <summary>An agent on its screen, with a first prompt.</summary>
    /// <param name="name">Which.</param>
    /// <param name="prompt">What is asked at once.</param>
    /// <param name="asks">It asks its person before it writes; else it may do all.</param>
    public ProcessStartInfo OnScreen(string name, string prompt, bool asks = false)
    {
        var start = Bare(name, asks);
        foreach (var word in name switch { "codex" => [], "opencode" => ["--prompt"], _ => new[] { "-i" } })
            start.ArgumentList.Add(word);
        start.ArgumentList.Add(prompt);
        return start;
    }

    // As a person starts it who has no prompt yet.
    private ProcessStartInfo Bare(string name, bool asks)
    {
        string[] all = ["--approval-mode", asks ? "default" : "yolo"];
        switch (name)
        {
            case "codex":
                string[] held = ["-c", "approval_policy=\"on-request\"", "-c", "sandbox_mode=\"read-only\""];
                string[] trusts = ["--no-daemon", "--dangerously-bypass-hook-trust"];
                return OfCodex([.. trusts, .. asks ? held : []]);
            case "gemini":
                return OfGemini(all);
            case "qwen":
                return OfQwen(all);
            case "copilot":
                return OfCopilot(asks ? [] : ["--allow-all-tools", "--allow-all-paths"]);
            default:
                var opencode = OpenCodeStart([]);
                if (asks)
                    opencode.Environment["OPENCODE_PERMISSION"] = """{"edit":"ask","bash":"ask"}""";
                return opencode;
        }
    }

    private ProcessStartInfo OfCodex(string[] arguments)
    {
        var start = Start(Binary("codex")!, arguments);
        start.Environment["FAKE_KEY"] = "fake";
        return start;
    }

    private ProcessStartInfo OfGemini(string[] arguments)
    {
        var start = Start("node", [Binary("gemini")!, .. arguments]);
        start.Environment["GEMINI_API_KEY"] = "fake";
        start.Environment["GOOGLE_GEMINI_BASE_URL"] = $"http://127.0.0.1:{Port}";
        start.Environment["GEMINI_CLI_TRUST_WORKSPACE"] = "true";
        start.Environment["GEMINI_CLI_NO_RELAUNCH"] = "1";
        return start;
    }

    private ProcessStartInfo OfCopilot(string[] arguments)
    {
        var start = Start(Binary("copilot")!, ["--no-auto-update", "--disable-builtin-mcps", .. arguments]);
        start.Environment["COPILOT_PROVIDER_BASE_URL"] = $"http://127.0.0.1:{Port}/v1";
        start.Environment["COPILOT_PROVIDER_API_KEY"] = "dummy-0000";
        start.Environment["COPILOT_MODEL"] = "gpt-4.1";
        start.Environment["COPILOT_OFFLINE"] = "true";
        start.Environment["COPILOT_AUTO_UPDATE"] = "false";
        return start;
    }

    private ProcessStartInfo OfQwen(string[] arguments)
    {
        var start = Start(Node()!, [Binary("qwen")!, .. arguments]);
        start.Environment["OPENAI_API_KEY"] = "fake";
        start.Environment["OPENAI_BASE_URL"] = $"http://127.0.0.1:{Port}/v1";
        start.Environment["OPENAI_MODEL"] = "fake-model";
        return start;
    }

    /// <summary>Asks Gemini CLI one thing.</summary>
    public Task<ProgramRun> AskGemini(string prompt, params string[] before) =>
        ProgramRun.Of(GeminiStart(prompt, before));

    /// <summary>How Gemini CLI is started.</summary>
    public ProcessStartInfo GeminiStart(string prompt, params string[] before) =>
        OfGemini([.. before, "--approval-mode", "yolo", "-p", prompt]);

    /// <summary>Asks Copilot CLI one thing.</summary>
    public Task<ProgramRun> AskCopilot(string prompt, params string[] before) =>
        ProgramRun.Of(CopilotStart(prompt, before));

    /// <summary>How Copilot CLI is started.</summary>
    public ProcessStartInfo CopilotStart(string prompt, params string[] before) =>
        OfCopilot(["--allow-all-tools", "--allow-all-paths", .. before, "-p", prompt]);

    /// <summary>Starts it and leaves it running; nobody answers on its stdin.</summary>
    /// <param name="start">What is started.</param>
    /// <param name="said">Takes what it says on stderr; locked while it is written to.</param>
    public static Process Run(ProcessStartInfo start, StringBuilder? said = null)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (said is null)
                return;
            lock (said)
                said.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Its only session, once the brain knows it and a call of it.</summary>
    public async Task<Guid> AtACall(BrainFixture brain)
    {
        var sessions = await Eventually.See(
            () => Sessions(brain),
            sessions => sessions.Length == 1,
            secondsMax: SecondsMax
        );
        await Eventually.See(() => brain.Rows.ToolCalls(sessions[0]), calls => calls.Length == 1, SecondsMax);
        return sessions[0];
    }

    /// <summary>Interrupts it as Ctrl-C does, and waits for its end.</summary>
    public static async Task Interrupt(Process process)
    {
        using (Process.Start("kill", ["-INT", $"{process.Id}"]))
            await process.WaitForExitAsync();
    }

    /// <summary>Puts hooks in the place of the brain's that print what was prepared, and do nothing else.</summary>
    /// <param name="file">Where the agent reads its hooks.</param>
    /// <param name="answers">What is printed, by the event.</param>
    /// <param name="entry">An event's entry, which runs a line of a shell.</param>
    public void Answer(string file, Dictionary<string, string> answers, Func<string, JsonNode> entry)
    {
        var path = Path.Combine(Home, file);
        var tree = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var hooks = new JsonObject();
        foreach (var (name, answer) in answers)
        {
            var print = Path.Combine(scratch.Folder("answers"), name);
            File.WriteAllText(print, answer);
            hooks[name] = new JsonArray(entry($"cat > /dev/null; cat {print}"));
        }

        tree["hooks"] = hooks;
        File.WriteAllText(path, tree.ToJsonString());
    }

    /// <summary>
    /// Has opencode's plugin, as it was installed, look for the brain at another socket, and hand what can't be told to
    /// a program that notes the event's name in the file <see cref="Untold"/> and answers nothing.
    /// </summary>
    /// <returns>The socket, at which nobody listens yet.</returns>
    public string PluginAtSocket()
    {
        const string Before = "const brain = ";
        var path = Path.Combine(Home, ".config/opencode/plugins/brain.js");
        var lines = File.ReadAllLines(path);
        var chosen = JsonNode.Parse(lines[1][Before.Length..^1])!.AsObject();
        var program = Path.Combine(scratch.Path, "keep");
        File.WriteAllText(program, $"#!/bin/sh\ncat > /dev/null\necho \"$3\" >> '{Untold}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        chosen["socket"] = Path.Combine(scratch.Path, "stand-in.sock");
        chosen["program"] = program;
        lines[1] = $"{Before}{chosen.ToJsonString()};";
        File.WriteAllLines(path, lines);
        return chosen["socket"]!.GetValue<string>();
    }

    /// <summary>The names of the events that opencode's plugin could not tell, a line each.</summary>
    public string Untold => Path.Combine(scratch.Path, "untold");

    /// <summary>An entry of a group, as Claude Code has them and others after it; no time of its own.</summary>
    public static JsonNode Grouped(string line) =>
        new JsonObject { ["hooks"] = new JsonArray(new JsonObject { ["type"] = "command", ["command"] = line }) };

    /// <summary>An entry by itself, as Copilot CLI has them.</summary>
    public static JsonNode Flat(string line) => new JsonObject { ["type"] = "command", ["bash"] = line };

    /// <summary>Asks opencode one thing.</summary>
    public Task<ProgramRun> AskOpenCode(string prompt, params string[] before) =>
        ProgramRun.Of(OpenCodeStart(["run", .. before, "--format", "json", prompt]), longest: RunLimit);

    /// <summary>How opencode is started.</summary>
    public ProcessStartInfo OpenCodeStart(string[] arguments)
    {
        var start = Start(Binary("opencode")!, arguments);
        start.Environment["OPENCODE_DISABLE_MODELS_FETCH"] = "1";
        start.Environment["OPENCODE_DISABLE_AUTOUPDATE"] = "1";
        start.Environment["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1";
        return start;
    }

    /// <summary>Asks Qwen Code one thing.</summary>
    public Task<ProgramRun> AskQwen(string prompt, params string[] before) =>
        ProgramRun.Of(QwenStart(prompt, before), longest: RunLimit);

    /// <summary>How Qwen Code is started.</summary>
    public ProcessStartInfo QwenStart(string prompt, params string[] before) =>
        OfQwen([.. before, "--approval-mode", "yolo", "-p", prompt]);

    /// <summary>What <c>brain doctor</c> says of it, asked in the folder that it works in.</summary>
    public async Task<string> Doctor(BrainFixture brain, string name)
    {
        var start = Start(brain.ClientPath, ["doctor"]);
        start.Environment["BRAIN_HOME"] = brain.Home;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Binary(name))}:{start.Environment["PATH"]}";
        var run = await ProgramRun.Of(start);
        return run.Output + run.Error;
    }

    /// <summary>
    /// How it is started with what another session hands over: the client finds it on PATH by the name that people call
    /// it, with what a test has to say beside.
    /// </summary>
    /// <param name="brain">Whose session.</param>
    /// <param name="name">Which agent.</param>
    /// <param name="session">Which session.</param>
    public ProcessStartInfo HandedOver(BrainFixture brain, string name, Guid session)
    {
        var start = Bare(name, asks: false);
        var programs = scratch.Folder("programs");
        var program = Path.Combine(programs, name);
        var words = start.ArgumentList.Prepend(start.FileName).Select(word => $"'{word}'");
        File.WriteAllText(program, $"#!/bin/sh\nexec {string.Join(' ', words)} \"$@\"\n");
        File.SetUnixFileMode(
            program,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        start.FileName = brain.ClientPath;
        start.ArgumentList.Clear();
        foreach (var word in (string[])["handoff", "--to", name, "--start", "--session", $"{session}"])
            start.ArgumentList.Add(word);
        start.Environment["BRAIN_HOME"] = brain.Home;
        start.Environment["PATH"] = $"{programs}:{start.Environment["PATH"]}";
        return start;
    }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Its sessions, oldest first.</summary>
    public async Task<Guid[]> Sessions(BrainFixture brain) =>
        [.. (await brain.Rows.SessionsIn(Project)).Select(row => Guid.Parse(row["id"]!))];

    public async ValueTask DisposeAsync()
    {
        model.Kill(entireProcessTree: true);
        await model.WaitForExitAsync();
        model.Dispose();
        scratch.Dispose();
    }

    private static async Task<RealAgent> Begin(string name, string fake, string scripts, string? home = null)
    {
        BrainFixture.Require();
        Assert.SkipWhen(
            Binary(name) is null,
            $"No {name}: set BRAIN_TEST_AGENTS to a folder where npm installed what "
                + "tests/Brain.Acceptance/agents/package.json names."
        );
        var agent = new RealAgent(fake, scripts, home);
        var end = DateTime.UtcNow + StartLimit;
        while (!await Answers(agent.Port))
        {
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"The fake model did not listen at port {agent.Port}.");
            await Task.Delay(50);
        }

        return agent;
    }

    private static async Task<bool> Answers(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? Binary(string name)
    {
        if (Environment.GetEnvironmentVariable("BRAIN_TEST_AGENTS") is not { Length: > 0 } folder)
            return null;
        var modules = Path.Combine(folder, "node_modules");
        var path = name switch
        {
            "codex" => First(Path.Combine(modules, "@openai"), "codex-linux-*", "vendor", "codex"),
            "copilot" => First(Path.Combine(modules, "@github"), "copilot-linux-*", "", "copilot"),
            "opencode" => First(modules, "opencode-linux-*", "bin", "opencode"),
            // It wants a newer Node than a machine may have.
            "qwen" => Node() is null ? null : Path.Combine(modules, "@qwen-code/qwen-code/cli.js"),
            _ => Path.Combine(modules, "@google/gemini-cli/bundle/gemini.js"),
        };
        return path is not null && File.Exists(path) ? path : null;
    }

    private static string? Node() =>
        Environment.GetEnvironmentVariable("BRAIN_TEST_AGENTS") is { Length: > 0 } folder
            ? First(Path.Combine(folder, "node_modules"), "node-linux-*", "bin", "node")
            : null;

    private static string? First(string folder, string package, string below, string name) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder, package)
                .Select(one => Path.Combine(one, below))
                .Where(Directory.Exists)
                .SelectMany(one => Directory.EnumerateFiles(one, name, SearchOption.AllDirectories))
                .FirstOrDefault()
            : null;

    private static string Support(string name) =>
        Path.Combine(Workplace.Checkout(), "tests/Brain.Acceptance/agents", name);

    private void Write(string file, string text)
    {
        var path = Path.Combine(Home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task Install(BrainFixture brain, string name, params string[] options)
    {
        var run = await brain.Client(["install", name, "--soft-ms", "4000", .. options], home: Home);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Project };
        start.Environment.Clear();
        start.Environment["HOME"] = Home;
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TMPDIR"] = scratch.Folder("tmp");
        return start;
    }
}
