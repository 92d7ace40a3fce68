using System.Text.RegularExpressions;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Silo.Hooks.Codex;
using Brain.Silo.Hooks.Copilot;
using Brain.Silo.Hooks.Gemini;
using Brain.Silo.Hooks.OpenCode;
using Brain.Silo.Hooks.Qwen;

namespace Brain.Tests.Tidy;

/// <summary>What an agent calls its events and tools is known in its adapter alone.</summary>
public sealed partial class AnAgentsWords
{
    private static readonly HashSet<string> Words = new(
        [
            .. HookEvents.All,
            .. ClaudeCodeToolKinds.Names,
            ClaudeCodeToolKinds.Mcp,
            ClaudeCodeAgent.Name,
            ClaudeCodeAgent.Known.Folder,
            .. ClaudeCodeAgent.Known.OffSwitches,
            // What its transcripts and its module call what was used.
            "isSidechain",
            "parentUuid",
            "input_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "<synthetic>",
            // The others' names, folders and events, and those of their tools that are no words of the house.
            .. KnownAgent.All.Select(agent => agent.Name),
            .. KnownAgent.All.Select(agent => agent.Folder),
            .. CodexTool
                .Kinds.Keys.Concat(GeminiTool.Kinds.Keys)
                .Concat(QwenTool.Kinds.Keys)
                .Concat(CopilotTool.Kinds.Keys)
                .Concat(OpenCodeTool.Kinds.Keys)
                .Where(name => name.Contains('_', StringComparison.Ordinal) && name != "web_search"),
            "BeforeAgent",
            "AfterAgent",
            "BeforeTool",
            "AfterTool",
            "userPromptSubmitted",
            "preToolUse",
            "agentStop",
            "chat.message",
            "tool.execute.before",
            "token_usage_record",
            "session.usage_record",
            // What its hooks and shells have in their environment, and commands of its own that are no words of a
            // person.
            .. KnownAgent.All.Select(agent => agent.FolderVariable).OfType<string>(),
            "CLAUDE_JOB_DIR",
            "CLAUDE_PID",
            "CLAUDE_PROJECT_DIR",
            "CLAUDECODE",
            .. KnownAgent.All.SelectMany(agent => agent.OwnWords).Where(word => word.Contains('-')),
        ],
        StringComparer.Ordinal
    );

    private static readonly string[] Adapters =
    [
        .. (
            (string[])
                [
                    "silo/Brain.Silo/Hooks",
                    "src/Brain.Domain/Hooks",
                    "src/Brain.Messages/Hooks",
                    "client/Brain.Client/Agents",
                    "client/Brain.Cli/Agents",
                ]
        )
            .SelectMany(room => Directory.EnumerateDirectories(Path.Combine(DocPage.Root, room)))
            .Select(folder => $"{Path.GetRelativePath(DocPage.Root, folder)}/"),
    ];

    /// <summary>Where a word of an agent must stand all the same, and why.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Brain.Messages/Commands/CommandCatalog.cs"] = "a sentence of the help that begins with Stop",
        ["src/Brain.Messages/Secrets/SecretName.cs"] = "a name of keys",
        ["src/Brain.Domain/Skills/Scan/SecretPlaces.cs"] = "places where keys lie, whoever has an adapter",
        ["src/Brain.Domain/Skills/Scan/PersistenceDetector.cs"] = "places that programs start from, the same",
        ["silo/Brain.Silo/Hooks/McpName.cs"] = "the name of a server's tool as the house writes it, for every agent",
        ["client/Brain.Cli/Screen/HelpWithExamples.cs"] = "commands as a person types them, each with some agent",
        ["sql/sessions/tool_kind.sql"] = "rows that were written before kinds were kept",
        ["sql/sessions/record_change.sql"] = "changes of before sources were kept",
        ["sql/sessions/record_new_turns.sql"] = "changes of before sources were kept",
    };

    [Fact]
    public void Stand_in_its_adapter_alone() =>
        Assert.Equal(
            "",
            string.Join(
                '\n',
                Found()
                    .Where(found => !Allowed.ContainsKey(found.Path))
                    .Select(found =>
                        $"{found.Path}:{found.Line}: says '{found.Word}', which is an agent's word; have its adapter "
                        + "name a kind, or say in AnAgentsWords why it must stand here."
                    )
            )
        );

    [Fact]
    public void Are_allowed_only_where_they_stand() =>
        Assert.Empty(Allowed.Keys.Except(Found().Select(found => found.Path), StringComparer.Ordinal));

    [Theory]
    [InlineData("if (name == \"PreToolUse\")", "PreToolUse")]
    [InlineData("new(\"WebFetch|Bash\")", "WebFetch")]
    [InlineData("StartsWith(\"mcp__\")", "mcp__")]
    [InlineData("where tool_name in ('x', 'Edit')", "Edit")]
    [InlineData("\"/hooks/claude-code\"", "claude-code")]
    [InlineData("name is \"BeforeTool\"", "BeforeTool")]
    [InlineData("tool == \"apply_patch\"", "apply_patch")]
    [InlineData("Path.Combine(home, \".codex\")", ".codex")]
    [InlineData("path.Contains(\"/.claude/\")", ".claude")]
    [InlineData("Environment.GetEnvironmentVariable(\"CLAUDE_JOB_DIR\")", "CLAUDE_JOB_DIR")]
    [InlineData("name is \"release-notes\"", "release-notes")]
    [InlineData("\"switches every hook off (disableAllHooks)\"", "disableAllHooks")]
    [InlineData("Kind == ToolKind.Edit && name == \"edit\"", null)]
    [InlineData("// Claude Code calls it \"Stop\"", null)]
    public void Are_seen(string line, string? word) => Assert.Equal(word, In(line).FirstOrDefault());

    private static IEnumerable<(string Path, int Line, string Word)> Found() =>
        from path in Files()
        from line in File.ReadLines(Path.Combine(DocPage.Root, path)).Index()
        from word in In(line.Item)
        select (path, line.Index + 1, word);

    private static IEnumerable<string> In(string line) =>
        line.TrimStart() is ['/', '/', ..] or ['-', '-', ..]
            ? []
            : Literal()
                .Matches(line)
                .SelectMany(text => text.Groups["text"].Value.Split('|', '/', ' ', '(', ')'))
                .Select(part =>
                    part.StartsWith(ClaudeCodeToolKinds.Mcp, StringComparison.Ordinal) ? ClaudeCodeToolKinds.Mcp : part
                )
                .Where(Words.Contains);

    private static IEnumerable<string> Files() =>
        ((string[])["src", "grains", "silo", "client", "sql"])
            .SelectMany(room =>
                Directory.EnumerateFiles(Path.Combine(DocPage.Root, room), "*.*", SearchOption.AllDirectories)
            )
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql")
            .Select(file => Path.GetRelativePath(DocPage.Root, file))
            .Where(file =>
                !file.StartsWith("sql/migrations/", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !Adapters.Any(adapter => file.StartsWith(adapter, StringComparison.Ordinal))
            );

    [GeneratedRegex("""("|')(?<text>[^"']*)\1""")]
    private static partial Regex Literal();
}
