using System.Text;
using System.Text.Json;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Agents.ClaudeCode;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Text;

namespace Brain.Cli.Agents.ClaudeCode;

/// <summary>Claude Code's settings: are our hooks in them, whole, once, and allowed to run?</summary>
internal static class ClaudeCodeChecks
{
    private const string Part = "claude code";
    private const string Plugin = "plugin";
    private const string Both =
        "installed as plugin and in settings: every event arrives twice, is counted once and costs its time twice";
    private const string Install = "brain install claude-code";

    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        var user = ClaudeFolder.OfUser();
        string[] known = [user.Settings, user.LocalSettings, .. OfProject(), .. InstalledRecord.Read(home).Files];
        var findings = known
            .Where(File.Exists)
            .Select(path => new SettingsFile(path).Path)
            .Distinct()
            .SelectMany(path => Look(home, path))
            .ToList();
        var plugin = findings.Any(finding => finding.Part == Plugin);
        var settings = findings.Any(finding => finding.Part == Part);
        if (plugin && settings)
            findings.Add(
                CheckResult.Odd(Plugin, Both, "brain uninstall claude-code, in each folder it is installed in")
            );
        if (!plugin && !settings)
            findings.Add(CheckResult.Odd(Part, "the hooks are installed nowhere", Install));
        return findings;
    }

    // A folder that was deleted around us has no settings.
    private static string[] OfProject()
    {
        try
        {
            var project = ClaudeFolder.OfProject();
            return [project.Settings, project.LocalSettings];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IEnumerable<CheckResult> Look(BrainHome home, string path)
    {
        SettingsText settings;
        string? broken = null;
        try
        {
            settings = SettingsText.Read(new SettingsFile(path).Read(), path);
        }
        catch (ClientException e)
        {
            (settings, broken) = (SettingsText.Read(default, path), e.Message);
        }

        if (broken is not null)
            yield return CheckResult.Bad("settings", broken, "mend the file by hand");
        if (SettingsAdvice.AllHooksOff(settings.Tree))
            yield return CheckResult.Bad("settings", $"{path} says disableAllHooks", "take disableAllHooks out of it");

        var ours = SettingsMerge.Ours(settings.Tree).ToArray();
        if (ours.Length > 0)
            yield return Hooks(path, ours);
        if (ours.FirstOrDefault(hook => !HookEntry.NamesHome(hook.Hook)).Name is not null)
            yield return CheckResult.Odd(
                "settings",
                $"{path}: its hooks do not name {home.Path}, so a project's settings can lead them elsewhere",
                Install
            );
        if (ours.Any(hook => hook.Hook["url"] is not null) && OtherUsers.Find() is { Length: > 0 } others)
            yield return CheckResult.Odd(
                "settings",
                $"{path}: hooks go by HTTP, and others can log in here ({string.Join(", ", others.Take(5))}): who "
                    + "takes the port while the brain is down is heeded",
                Install
            );
        if (
            Weak(home, path, ours.Length > 0 || path == new SettingsFile(ClaudeFolder.OfUser().Settings).Path) is
            { Length: > 0 } weak
        )
            yield return CheckResult.Odd(
                "settings",
                $"{path} weakens the brain's hooks: {string.Join(", ", weak)}",
                "take that out of the file"
            );
        if (SettingsAdvice.PluginOn(settings.Tree))
            yield return CheckResult.Good(Plugin, $"enabled in {path}");
    }

    private static string[] Weak(BrainHome home, string path, bool own)
    {
        if (Parsed(path) is not { } settings)
            return [];
        string[] kept = InstalledRecord.Read(home).Http
            ? SettingsWeakness.KeptFromHttp([settings, .. Beside(path).Select(Parsed).OfType<JsonElement>()])
            : [];
        return
        [
            .. SettingsWeakness
                .In(settings, home.Path, own, Array.FindAll(kept, list => SettingsWeakness.Has(settings, list)))
                .Where(one => one != "disableAllHooks"),
        ];
    }

    // Files that hold where this one does: the user's, and those of the project in whose folder it lies.
    private static IEnumerable<string> Beside(string path)
    {
        var user = ClaudeFolder.OfUser();
        var folder = Path.GetDirectoryName(path) ?? "";
        string[] all =
        [
            user.Settings,
            user.LocalSettings,
            Path.Combine(folder, Path.GetFileName(user.Settings)),
            Path.Combine(folder, Path.GetFileName(user.LocalSettings)),
        ];
        return all.Where(File.Exists).Select(one => new SettingsFile(one).Path).Distinct().Where(one => one != path);
    }

    private static JsonElement? Parsed(string path)
    {
        try
        {
            var bytes = new SettingsFile(path).Read();
            if (LoneSurrogates.MayBeIn(bytes))
                bytes = Encoding.UTF8.GetBytes(LoneSurrogates.Mend(bytes));
            using var settings = JsonDocument.Parse(
                bytes,
                new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            return settings.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ClientException or InvalidOperationException)
        {
            return null;
        }
    }

    private static CheckResult Hooks(string path, (string Name, System.Text.Json.Nodes.JsonNode Hook)[] ours)
    {
        string[] missing = [.. HookEvents.All.Except(ours.Select(hook => hook.Name))];
        if (missing is ["PreSkillShellCommand"])
        {
            return CheckResult.Odd(
                Part,
                $"{path} lacks the hook PreSkillShellCommand: shell lines of skills and commands go unguarded",
                $"with Claude Code {HookEvents.PreSkillShellCommandSince} or later: {Install}"
            );
        }

        if (missing is ["PermissionRequest"])
        {
            return CheckResult.Odd(
                Part,
                $"{path} lacks the hook PermissionRequest: a session that waits in a permission prompt of Claude "
                    + "Code's own looks as if it worked",
                Install
            );
        }

        if (missing.Length > 0)
            return CheckResult.Bad(Part, $"{path} lacks the hooks {string.Join(", ", missing)}", Install);
        var gone = ours.Select(hook => HookEntry.ProgramOf(hook.Hook))
            .FirstOrDefault(program => program is not null && !File.Exists(program));
        return gone is null
            ? CheckResult.Good(Part, $"{ours.Length} hooks in {path}")
            : CheckResult.Bad(Part, $"{path} runs {gone}, which is not there", $"brain up, then {Install}");
    }
}
