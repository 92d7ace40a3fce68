using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Agents.ClaudeCode;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Client;

public sealed class InstallingIntoSettings : IDisposable
{
    private const string Theirs = """
        {
          "theme": "dark 🎨 é",
          "hooks": {
            "PreToolUse": [
              {
                "matcher": "Bash",
                "hooks": [
                  {
                    "type": "command",
                    "command": "echo hi"
                  }
                ]
              }
            ]
          },
          "number": 1.50
        }
        """;

    private readonly ScratchFolder _scratch = new();

    private JsonObject Settings => JsonNode.Parse(_scratch["claude/settings.json"])!.AsObject();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Puts_every_event_in_once()
    {
        Install();

        Assert.Equal(HookEvents.All.Order(), SettingsMerge.Ours(Settings).Select(hook => hook.Name).Order());
    }

    [Fact]
    public void Leaves_everything_else_as_it_was()
    {
        _scratch["claude/settings.json"] = Theirs;
        Install();

        var settings = Settings;
        SettingsMerge.Remove(settings);
        Assert.Equal(JsonNode.Parse(Theirs)!.ToJsonString(), settings.ToJsonString());
        Assert.StartsWith(
            Theirs[..Theirs.IndexOf("echo hi", StringComparison.Ordinal)],
            _scratch["claude/settings.json"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Puts_a_status_line_in_only_where_there_is_none()
    {
        var options = new HookOptions("/opt/bin/brain", false, null) { Home = "/srv/my brain", StatusLine = true };
        Installer(dryRun: false).Install(options);
        Assert.Equal(
            "/opt/bin/brain statusline --home '/srv/my brain'",
            (string?)Settings["statusLine"]!["command"]
        );
        Installer(dryRun: false).Uninstall();
        Assert.False(File.Exists($"{_scratch.Path}/claude/settings.json"));

        const string Own = """{"statusLine":{"type":"command","command":"~/mine.sh statusline"}}""";
        _scratch["claude/settings.json"] = Own;
        var report = Installer(dryRun: false).Install(options);
        Assert.Contains("of your own", report.Notes[0], StringComparison.Ordinal);
        Assert.Equal("~/mine.sh statusline", (string?)Settings["statusLine"]!["command"]);
        Installer(dryRun: false).Uninstall();
        Assert.Equal(Own, _scratch["claude/settings.json"]);
    }

    [Fact]
    public void Twice_changes_nothing_the_second_time()
    {
        _scratch["claude/settings.json"] = Theirs;
        Install();
        var once = _scratch["claude/settings.json"];

        var again = Install();

        Assert.Equal(FileChange.Unchanged, again.Settings.Change);
        Assert.Equal(once, _scratch["claude/settings.json"]);
        Assert.Single(_scratch.Files("*.brain-backup-*"));
    }

    [Fact]
    public void With_other_options_replaces_and_never_doubles()
    {
        _scratch["claude/settings.json"] = Theirs;
        Install();
        var soft = _scratch["claude/settings.json"];
        Install(hard: true, http: new("7420", "secret"));
        Assert.Equal(HookEvents.All.Count, SettingsMerge.Ours(Settings).Count());
        Assert.Equal("secret", Settings["env"]!["BRAIN_HOOK_TOKEN"]!.ToString());

        Install();

        Assert.Equal(soft, _scratch["claude/settings.json"]);
    }

    [Theory]
    [InlineData("PreToolUse", "block")]
    [InlineData("UserPromptSubmit", "block")]
    [InlineData("Stop", null)]
    [InlineData("SessionEnd", null)]
    public void Hard_blocks_only_what_may_block(string name, string? onFailure)
    {
        Install(hard: true);

        var hook = SettingsMerge.Ours(Settings).Single(ours => ours.Name == name).Hook;
        Assert.Equal(onFailure, hook["onFailure"]?.ToString());
        Assert.Equal("--hard", hook["args"]![2]!.ToString());
    }

    [Theory]
    [InlineData("{\n  // mine\n  \"a\": 1\n}", ":2:3:")]
    [InlineData("{\"a\": 1,}", ":1:9:")]
    [InlineData("{\"hooks\": []}", "not an object")]
    public void Refuses_what_it_cannot_read_and_says_where(string text, string where)
    {
        _scratch["claude/settings.json"] = text;

        Assert.Contains(where, Assert.Throws<ClientException>(() => Install()).Message, StringComparison.Ordinal);
        Assert.Equal(text, _scratch["claude/settings.json"]);
    }

    [Fact]
    public void Dry_writes_nothing()
    {
        var report = Install(dryRun: true);

        Assert.Equal(FileChange.Created, report.Settings.Change);
        Assert.Empty(_scratch.Files("*"));
    }

    [Fact]
    public void Names_the_home_in_every_hook()
    {
        Installer(dryRun: false)
            .Install(new("/opt/bin/brain", Hard: true, null) { Home = "/srv/my brain", SoftMs = 400 });

        string[] expected = ["hook", "claude-code", "--hard", "--home", "/srv/my brain", "--soft-ms", "400"];
        Assert.All(SettingsMerge.Ours(Settings), ours =>
            Assert.Equal(expected, ours.Hook["args"]!.AsArray().Select(word => word!.ToString()))
        );
        Assert.Contains("\"/srv/my brain\"", _scratch["home/installed.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_place_of_hooks_that_name_no_home()
    {
        _scratch["claude/settings.json"] = Theirs;
        Install();
        Assert.DoesNotContain(SettingsMerge.Ours(Settings), ours => HookEntry.NamesHome(ours.Hook));

        Installer(dryRun: false).Install(new("/opt/bin/brain", Hard: false, null) { Home = "/srv/brain" });

        Assert.Equal(
            HookEvents.All.Count,
            SettingsMerge.Ours(Settings).Count(ours => HookEntry.NamesHome(ours.Hook))
        );
        Assert.Equal(FileChange.Restored, Uninstall().Settings.Change);
        Assert.Equal(Theirs, _scratch["claude/settings.json"]);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("claude/settings.json")]
    [InlineData("claude/commands")]
    [InlineData("claude/commands/mode.md")]
    [InlineData("claude/commands/brain")]
    public void Into_a_project_follows_no_link(string link)
    {
        var elsewhere = Directory.CreateTempSubdirectory("brain-elsewhere-").FullName;
        File.WriteAllText($"{elsewhere}/there", "{}");
        Directory.CreateDirectory(Path.GetDirectoryName($"{_scratch.Path}/{link}")!);
        File.CreateSymbolicLink($"{_scratch.Path}/{link}", Path.HasExtension(link) ? $"{elsewhere}/there" : elsewhere);

        var refused = Assert.Throws<ClientException>(() =>
            Installer(dryRun: false, project: true).Install(new("/opt/bin/brain", false, null))
        );
        Assert.Throws<ClientException>(() => Installer(dryRun: false, project: true).Uninstall());

        Assert.Contains($"{_scratch.Path}/{link} is a link", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["there"], Directory.GetFileSystemEntries(elsewhere).Select(Path.GetFileName));
        Assert.Equal("{}", File.ReadAllText($"{elsewhere}/there"));
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("claude/settings.json", true)]
    [InlineData("claude/settings.json", false)]
    [InlineData("claude/commands/mode.md", true)]
    public void Waits_for_no_pipe(string file, bool project)
    {
        Directory.CreateDirectory(Path.GetDirectoryName($"{_scratch.Path}/{file}")!);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [$"{_scratch.Path}/{file}"]))
            made.WaitForExit();

        var refused = Assert.Throws<ClientException>(() =>
            Installer(dryRun: false, project).Install(new("/opt/bin/brain", false, null))
        );

        Assert.Contains("is no file (a pipe", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_larger_than_settings_are()
    {
        _scratch["claude/settings.json"] = "";
        using (var file = File.OpenWrite($"{_scratch.Path}/claude/settings.json"))
            file.SetLength(1L << 40);

        Assert.Contains("may have", Assert.Throws<ClientException>(() => Install()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_through_a_symlink()
    {
        _scratch["dotfiles/settings.json"] = "{}";
        Directory.CreateDirectory(_scratch.Path + "/claude");
        File.CreateSymbolicLink(_scratch.Path + "/claude/settings.json", _scratch.Path + "/dotfiles/settings.json");
        Install();

        Assert.NotNull(new FileInfo(_scratch.Path + "/claude/settings.json").LinkTarget);
        Assert.Contains("claude-code", _scratch["dotfiles/settings.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_command_of_that_name_alone()
    {
        _scratch["claude/commands/mode.md"] = "mine";

        var report = Install();

        Assert.Equal("mine", _scratch["claude/commands/mode.md"]);
        Assert.Contains(report.Commands, file => file.Change == FileChange.NotOurs);
    }

    [Theory]
    [InlineData(Theirs)]
    [InlineData("{\"a\":[1,2],\"hooks\":{\"Stop\":[]},\"env\":{}}")]
    [InlineData("{\r\n\t\"a\": \"\\u00e9\"\r\n}\r\n")]
    public void And_uninstalling_restores_every_byte(string text)
    {
        _scratch["claude/settings.json"] = text;
        Install(hard: true, http: new("7420", "secret"));
        Install();

        var report = Uninstall();

        Assert.Equal(text, _scratch["claude/settings.json"]);
        Assert.Equal(FileChange.Restored, report.Settings.Change);
        Assert.Empty(_scratch.Files("*.md"));
    }

    [Fact]
    public void And_uninstalling_keeps_what_changed_since()
    {
        _scratch["claude/settings.json"] = Theirs;
        Install();
        _scratch["claude/settings.json"] = _scratch["claude/settings.json"]
            .Replace("1.50", "2", StringComparison.Ordinal);

        Uninstall();

        Assert.Equal(Theirs.Replace("1.50", "2", StringComparison.Ordinal), _scratch["claude/settings.json"]);
    }

    [Fact]
    public void And_uninstalling_leaves_no_trace_where_nothing_was()
    {
        Install();
        Uninstall();

        Assert.Equal([_scratch.Path + "/home/installed.json"], _scratch.Files("*"));
        Assert.False(Directory.Exists(_scratch.Path + "/claude"));
    }

    [Fact]
    public void Keeps_half_a_character_as_it_was_written()
    {
        const string halves = """
            {
              "a": "cut \uD83D",
              "b\ude00": ["\uD83D\uDE00", "~half0:x", "\ud83dx"],
              "n": 1
            }
            """;
        _scratch["claude/settings.json"] = halves;

        Install();
        var installed = _scratch["claude/settings.json"];
        Assert.Contains("\"a\": \"cut \\uD83D\"", installed, StringComparison.Ordinal);
        Assert.Contains("\"b\\ude00\": [", installed, StringComparison.Ordinal);
        Assert.Contains("\"\\ud83dx\"", installed, StringComparison.Ordinal);
        Install(hard: true);
        // Changed by the person meanwhile, so no copy is what is wanted back.
        _scratch["claude/settings.json"] = _scratch["claude/settings.json"]
            .Replace("\"n\": 1", "\"n\": 2", StringComparison.Ordinal);
        Uninstall();

        Assert.Equal(
            halves
                .Replace("\"n\": 1", "\"n\": 2", StringComparison.Ordinal)
                .Replace(
                    "[\"\\uD83D\\uDE00\", \"~half0:x\", \"\\ud83dx\"]",
                    "[\n    \"😀\",\n    \"~half0:x\",\n    \"\\ud83dx\"\n  ]",
                    StringComparison.Ordinal
                ),
            _scratch["claude/settings.json"]
        );
    }

    [Theory]
    [InlineData("{\n  \"a\": 1\n}\n", false)]
    [InlineData("{\n  \"a\": \"\\ud83d\"\n}", false)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("{\n  \"a\": \"\\u00e9\"\n}\n", true)]
    [InlineData("{\n  \"a\": \"a\\/b\"\n}\n", true)]
    public void Says_before_it_writes_what_will_not_come_back(string theirs, bool warned)
    {
        _scratch["claude/settings.json"] = theirs;
        var lines = new List<string>();
        var installer = new HookInstaller(
            new(_scratch.Path + "/home"),
            new(_scratch.Path + "/claude"),
            dryRun: false,
            DateTimeOffset.UnixEpoch
        )
        {
            Warn = sentence =>
            {
                lines.Add(sentence);
                Assert.Equal(theirs, _scratch["claude/settings.json"]);
            },
        };

        installer.Install(new("/opt/bin/brain", false, null));

        Assert.Equal(warned, lines.Count == 1);
    }

    [Fact]
    public void Refuses_bytes_that_are_no_text()
    {
        byte[] bytes = [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'];
        _scratch["claude/settings.json"] = "x";
        File.WriteAllBytes(_scratch.Path + "/claude/settings.json", bytes);

        var refused = Assert.Throws<ClientException>(() => Install());
        Assert.EndsWith("nothing was changed.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_scratch.Path + "/claude/settings.json"));
    }

    private InstallReport Install(bool hard = false, HookHttp? http = null, bool dryRun = false) =>
        Installer(dryRun).Install(new("/opt/bin/brain", hard, http));

    private InstallReport Uninstall() => Installer(dryRun: false).Uninstall();

    private HookInstaller Installer(bool dryRun, bool project = false) =>
        new(
            new(_scratch.Path + "/home"),
            new(_scratch.Path + "/claude") { IsProject = project },
            dryRun,
            DateTimeOffset.UnixEpoch
        );
}
