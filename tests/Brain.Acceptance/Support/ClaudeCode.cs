using System.Diagnostics;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>
/// The real Claude Code in a scratch home, talking to a fake model. It never sees this machine's own
/// <c>~/.claude</c>: its environment is made from nothing.
/// </summary>
public sealed class ClaudeCode
{
    /// <summary>The version whose behaviour these tests were written against.</summary>
    public const string Version = "2.1.332";

    private const string ApiKey = "sk-ant-api03-made-up-for-tests-000000000000000000";

    private readonly Dictionary<string, string> environment;

    /// <param name="scratch">Where its home, its temporary files and the project lie.</param>
    /// <param name="model">The address of the Messages API.</param>
    public ClaudeCode(Scratch scratch, string model)
    {
        Home = scratch.Folder("home");
        Project = scratch.Folder("project");
        environment = new()
        {
            ["HOME"] = Home,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["TMPDIR"] = scratch.Folder("tmp"),
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "xterm-256color",
            ["SHELL"] = "/bin/sh",
            ["ANTHROPIC_BASE_URL"] = model,
            ["ANTHROPIC_API_KEY"] = ApiKey,
            ["DISABLE_TELEMETRY"] = "1",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
        };
        AnswerOnboarding();
    }

    /// <summary>The scratch home; the user's settings lie in its <c>.claude</c>.</summary>
    public string Home { get; }

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>What its processes, and so its hooks, see.</summary>
    public IDictionary<string, string> Variables => environment;

    /// <summary>The program, or null where there is none.</summary>
    public static string? Binary { get; } = Find();

    /// <summary>Ends a test as skipped where there is no Claude Code.</summary>
    public static void Require() =>
        Assert.SkipWhen(
            Binary is null,
            $"No Claude Code: set BRAIN_TEST_CLAUDE, or npm install @anthropic-ai/claude-code@{Version} in "
                + $"{CacheFolder}."
        );

    /// <summary>Starts a conversation of several turns without a screen.</summary>
    public ClaudeCodeTalk Talk(params string[] arguments) =>
        new(
            Start(["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose", .. arguments])
        );

    /// <summary>Starts it on a screen.</summary>
    public Task<ClaudeCodeScreen> Screen(params string[] arguments) => ClaudeCodeScreen.Open(Start(arguments));

    /// <summary>Asks one thing and waits for the answer as text.</summary>
    public Task<ProgramRun> Ask(string prompt, params string[] arguments) =>
        ProgramRun.Of(Start(["-p", prompt, .. arguments]));

    /// <summary>Runs one of its own commands, such as <c>plugin list</c>, to its end.</summary>
    public Task<ProgramRun> Run(params string[] arguments) => ProgramRun.Of(Start(arguments));

    private static string CacheFolder =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
                ?? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".cache"),
            "brain-tests",
            $"claude-code-{Version}"
        );

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("BRAIN_TEST_CLAUDE");
        var path = string.IsNullOrEmpty(named)
            ? Path.Combine(CacheFolder, "node_modules/@anthropic-ai/claude-code-linux-x64/claude")
            : named;
        return File.Exists(path) ? path : null;
    }

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Binary!, arguments) { WorkingDirectory = Project };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private void AnswerOnboarding() =>
        File.WriteAllText(
            Path.Combine(Home, ".claude.json"),
            JsonSerializer.Serialize(
                new
                {
                    hasCompletedOnboarding = true,
                    lastOnboardingVersion = Version,
                    theme = "dark",
                    customApiKeyResponses = new
                    {
                        approved = new[] { ApiKey[^20..] },
                        rejected = Array.Empty<string>(),
                    },
                    projects = new Dictionary<string, object>
                    {
                        [Project] = new { hasTrustDialogAccepted = true, hasCompletedProjectOnboarding = true },
                    },
                }
            )
        );
}
