using Brain.Domain.Tools.Shell;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What commands leave behind: in shells' starts, in timers, in an agent's settings.</summary>
internal sealed class PersistenceDetector(ScanNotes notes)
{
    private static readonly string[] ShellStarts =
    [
        ".bashrc",
        ".zshrc",
        ".profile",
        ".bash_profile",
        ".zprofile",
        ".zshenv",
        "config.fish",
        "/etc/profile",
        ".bash_login",
    ];
    private static readonly string[] Schedules =
    [
        "LaunchAgents",
        "LaunchDaemons",
        "/etc/cron",
        "systemd/user",
        "/etc/systemd",
        "autostart",
        ".pth",
        "sitecustomize.py",
        "ld.so.preload",
    ];
    private static readonly string[] Memories =
    [
        "SOUL.md",
        "IDENTITY.md",
        "HEARTBEAT.md",
        "AGENTS.md",
        "GEMINI.md",
        ".cursorrules",
        .. ClaudeCodePlaces.Memories,
    ];

    /// <summary>The place that outlives a session which a path leads to, and its rule; null for none.</summary>
    public static (ScanRule Rule, string Kind)? Of(string path)
    {
        if (path.Contains("authorized_keys", StringComparison.Ordinal))
            return (ScanRules.LoginKey, "authorized_keys");
        if (path.Contains("/etc/sudoers", StringComparison.Ordinal))
            return (ScanRules.Rights, "sudoers");
        if (Find(ShellStarts, path) is { } start)
            return (ScanRules.ShellStart, start);
        if (Find(Schedules, path) is { } schedule)
            return (ScanRules.Schedule, schedule);
        if (path.Contains(".git/hooks/", StringComparison.Ordinal))
            return (ScanRules.GitHook, ".git/hooks");
        if (IsSettings(path))
            return (ScanRules.AgentSettings, "an agent's settings");
        return Find(Memories, path) is { } memory ? (ScanRules.AgentMemory, memory) : null;
    }

    public void Look(string text, ShellRun run, ShellInvocation[] calls, ScanPlace at)
    {
        foreach (var file in run.Written)
        {
            if (Of(file) is not { } place)
                continue;
            notes.Signal(ScanSignalKind.Persist, at, file, place.Rule == ScanRules.LoginKey);
            notes.Add(place.Rule, at, $"writes {file}", Severity(place.Rule, file, text));
        }

        foreach (var call in calls)
            Call(call, text, at);
        if (
            IsUnlocked(text)
            && IsSettings(text)
            && calls.Any(call => call.Program is "jq" or "sed" or "sponge" or "tee" or "python3" or "node")
        )
            notes.Add(ScanRules.AgentSettings, at, "has an agent ask nothing any more", ScanSeverity.Error);
        if (Traffic(text) is { } host && run.Written.Any(file => Of(file)?.Rule == ScanRules.ShellStart))
            notes.Add(ScanRules.Traffic, at, $"has the agent speak to {host} from now on");
    }

    /// <summary>How bad a text is that is written there.</summary>
    public static ScanSeverity Severity(ScanRule rule, string file, string text)
    {
        if (rule == ScanRules.LoginKey || rule == ScanRules.Rights)
            return ScanSeverity.Error;
        if (rule == ScanRules.GitHook)
            return Calls(text) ? ScanSeverity.Error : ScanSeverity.Warning;
        if (rule == ScanRules.AgentSettings)
            return IsUnlocked(text) || text.Contains("hooks", StringComparison.Ordinal)
                ? ScanSeverity.Error
                : ScanSeverity.Warning;
        if (rule == ScanRules.AgentMemory)
            return Instructions.IsOrder(text) ? ScanSeverity.Error
                : file.StartsWith('~') || file.Contains("SOUL", StringComparison.Ordinal) ? ScanSeverity.Warning
                : ScanSeverity.Note;
        if (rule == ScanRules.ShellStart)
            return Starts(text) ? ScanSeverity.Error : ScanSeverity.Warning;
        return ScanSeverity.Warning;
    }

    /// <summary>Whether a text lets an agent do all it likes.</summary>
    public static bool IsUnlocked(string text) =>
        Array.Exists(ClaudeCodePlaces.Unlocking, word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>Another host that an agent's requests are sent to; null for none.</summary>
    public static string? Traffic(string text)
    {
        foreach (
            var name in (string[])["ANTHROPIC_BASE_URL", "ANTHROPIC_BEDROCK_BASE_URL", "OPENAI_BASE_URL", "HTTPS_PROXY"]
        )
        {
            var at = text.IndexOf(name, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var host = NetworkPlaces.Addresses(text[at..]).Select(NetworkPlaces.Host).FirstOrDefault();
            if (
                host is not null and not "*"
                && !NetworkPlaces.IsLocal(host)
                && !host.EndsWith("anthropic.com", StringComparison.Ordinal)
                && !host.EndsWith("openai.com", StringComparison.Ordinal)
            )
                return host;
        }

        return null;
    }

    private void Call(ShellInvocation call, string text, ScanPlace at)
    {
        if (call.Program == "crontab" && !call.Arguments.Any(word => word is "-l" or "-e" or "-r"))
        {
            notes.Signal(ScanSignalKind.Persist, at, "crontab");
            var isHidden =
                text.Contains("/.", StringComparison.Ordinal)
                || text.Contains("curl", StringComparison.Ordinal)
                || text.Contains("wget", StringComparison.Ordinal);
            notes.Add(
                ScanRules.Schedule,
                at,
                "writes the crontab",
                isHidden ? ScanSeverity.Error : ScanSeverity.Warning
            );
        }
        else if (
            call.Program is "launchctl" && call.Arguments.Any(word => word is "load" or "bootstrap")
            || (call.Program is "systemctl" && call.Arguments.Contains("enable"))
        )
            notes.Add(
                ScanRules.Schedule,
                at,
                $"{call.Program} starts something by itself from now on",
                ScanSeverity.Note
            );
        else if (
            call.Program == "git"
            && call.Arguments.Any(word => word.StartsWith("core.hooksPath", StringComparison.OrdinalIgnoreCase))
        )
            notes.Add(ScanRules.GitHook, at, "has git run another folder's hooks", ScanSeverity.Note);
        else if (call.Program is "npm" or "pnpm" or "yarn" or "pip" or "pip3" or "poetry")
            Registry(call, at);
    }

    private void Registry(ShellInvocation call, ScanPlace at)
    {
        var sets =
            call.Arguments.Contains("config")
            && call.Arguments.Any(word =>
                word is "registry" or "global.index-url" || word.StartsWith("registry=", StringComparison.Ordinal)
            );
        var named = call.Arguments.Any(word =>
            word.StartsWith("--registry", StringComparison.Ordinal)
            || word.StartsWith("--index-url", StringComparison.Ordinal)
            || word is "-i" && call.Program.StartsWith("pip", StringComparison.Ordinal)
        );
        if (!sets && !named)
            return;
        foreach (var address in call.Arguments.SelectMany(NetworkPlaces.Addresses))
        {
            if (
                NetworkPlaces.Host(address) is not { } host
                || NetworkPlaces.IsLocal(host)
                || host is "registry.npmjs.org" or "pypi.org" or "npm.pkg.github.com"
            )
                continue;
            var isOpen = address.StartsWith("http://", StringComparison.Ordinal);
            notes.Add(
                ScanRules.Registry,
                at,
                $"gets packages from {host}",
                isOpen ? ScanSeverity.Error : ScanSeverity.Warning
            );
        }
    }

    private static bool Calls(string text) =>
        Starts(text)
        || text.Contains("curl ", StringComparison.Ordinal)
        || text.Contains("wget ", StringComparison.Ordinal)
        || text.Contains("nc ", StringComparison.Ordinal);

    private static bool Starts(string text) =>
        Traffic(text) is not null
        || text.Contains("PROMPT_COMMAND", StringComparison.Ordinal)
        || text.Contains("LD_PRELOAD", StringComparison.Ordinal)
        || text.Contains("DYLD_INSERT", StringComparison.Ordinal)
        || text.Contains("base64", StringComparison.Ordinal)
        || text.Contains("/dev/tcp", StringComparison.Ordinal)
        || (text.Contains("curl ", StringComparison.Ordinal) && text.Contains('|'))
        || text.Contains("nohup", StringComparison.Ordinal)
        || text.Contains("alias sudo=", StringComparison.Ordinal)
        || text.Contains("alias ssh=", StringComparison.Ordinal);

    private static bool IsSettings(string path) =>
        Array.Exists(ClaudeCodePlaces.Settings, part => path.Contains(part, StringComparison.Ordinal))
        || path.Contains(".openclaw/openclaw.json", StringComparison.Ordinal)
        || path.Contains(".codex/config.toml", StringComparison.Ordinal);

    private static string? Find(string[] parts, string path) =>
        Array.Find(parts, part => path.Contains(part, StringComparison.Ordinal));
}
