using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

/// <summary>
/// What the words and tools of a turn give away, whatever the language. Linear in the text's length.
/// </summary>
internal static class TurnCues
{
    // What stands far down in a prompt is mostly pasted, and says nothing of what the person wants.
    private const int HeadMax = 600;

    /// <summary>So much of an answer is looked through: it owns up late.</summary>
    public const int AnswerMax = 1_500;

    private const int ShortMax = 120;

    /// <summary>The assistant says that it did not get there.</summary>
    public static bool GivesUp(string? text) => Has(Failure, text);

    /// <summary>The part of a text that says something was settled, or null.</summary>
    public static string? DecisionIn(string? text) =>
        text is null ? null : SentenceEnd.Split(text).FirstOrDefault(DecisionCues.Decides)?.Trim();

    /// <summary>The call changed files.</summary>
    public static bool Changes(ToolToClassify tool) =>
        tool.Status == "ok" && (Edits(tool) || (tool.Kind == ToolKind.Shell && ChangesByShell(tool.Target)));

    /// <summary>The call wrote or edited files by a tool for it.</summary>
    public static bool Edits(ToolToClassify tool) => tool.Kind is ToolKind.Write or ToolKind.Edit;

    /// <summary>The call wrote only notes: plans, rules for agents, prose.</summary>
    public static bool OnlyNotes(ToolToClassify tool) => Edits(tool) && Has(Notes, tool.Target);

    /// <summary>The call wrote only prose.</summary>
    public static bool OnlyProse(ToolToClassify tool) => Edits(tool) && Has(Prose, tool.Target);

    /// <summary>The call ran something that does more than read.</summary>
    public static bool Runs(ToolToClassify tool) =>
        tool is { Kind: ToolKind.Shell, Status: "ok" or "errored" }
        && (
            Has(GitBranches, tool.Target)
            || !(ShellCommand.OnlyReads(tool.Target ?? "") || Has(ShellReading, tool.Target))
        );

    /// <summary>The call ran something to find out: a query, a measurement.</summary>
    public static bool FindsOut(ToolToClassify tool) => !Runs(tool) || Has(ShellFinding, tool.Target);

    /// <summary>The call only wrote down what was settled elsewhere, such as in a ticket.</summary>
    public static bool NotesDown(ToolToClassify tool) => Has(Tickets, tool.Target);

    /// <summary>The call put a file back as it was.</summary>
    public static bool TakesBack(ToolToClassify tool) => tool.Kind == ToolKind.Shell && Has(ShellUndo, tool.Target);

    /// <summary>The call is part of giving out a version.</summary>
    public static bool Releases(ToolToClassify tool) => tool.Kind == ToolKind.Shell && Has(ShellRelease, tool.Target);

    /// <summary>The file holds the version or what changed in it.</summary>
    public static bool OnlyVersion(ToolToClassify tool) => Edits(tool) && Has(VersionFiles, tool.Target);

    /// <summary>The person wants something installed or fetched.</summary>
    public static bool Installs(string? text) => text is { Length: <= ShortMax } && Has(Installing, text);

    /// <summary>The person wants housekeeping: version control, dependencies, processes, clean-up.</summary>
    public static bool WantsChore(string? text) => Has(Housekeeping, text);

    /// <summary>The call brings branches together.</summary>
    public static bool Merges(ToolToClassify tool) => tool.Kind == ToolKind.Shell && Has(ShellMerge, tool.Target);

    /// <summary>The call installed something.</summary>
    public static bool IsInstall(ToolToClassify tool) => tool.Kind == ToolKind.Shell && Has(ShellInstall, tool.Target);

    /// <summary>The person wants to be told how things stand, as a command would.</summary>
    public static bool WantsStatus(string? text) => text is { Length: <= ShortMax } && Has(Status, text);

    /// <summary>The person gave the agent's client a command.</summary>
    public static bool IsCommand(string? text) => text is ['/', >= 'a' and <= 'z', ..];

    /// <summary>The first characters of a text.</summary>
    public static string Head(string? text, int max = HeadMax) =>
        text is null ? ""
        : text.Length <= max ? text
        : text[..max];

    private static bool ChangesByShell(string? line) =>
        Has(ShellChange, line) || (Has(ShellRemoval, line) && !Has(Generated, line));

    private static bool Has(Phrases pattern, string? text) => text is not null && pattern.IsMatch(Head(text));

    // A full stop within a word ends nothing: ".NET 10", "1.4.1".
    private static readonly Regex SentenceEnd = new(
        @"[.!?;]+(\s+|$)|\n",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    private static readonly Phrases Failure = new(
        """
        \bi\ (?:could\ not|couldn'?t|was\ (?:not|un)\ ?able|wasn'?t\ able|can'?t|cannot|failed)\b|\bstill\ (?:fails?|failing|doesn'?t|does\ not|broken|red)|\bremains?\ (?:red|broken|failing)|\b(?:build|test|tests)\ (?:breaks?|fails?)\b
        |\bkonnte\b.{0,80}\bnicht\b|\bschlägt\ (?:noch\ )?fehl|\bohne\ erfolg\b|\bno\ luck\b|\bgave\ up\b
        """
    );

    private static readonly Phrases Notes = new(
        """
        (?:^|/)(?:plan|notes?|claude|agents|decisions?|handoff|adr[^/]*|\d+-[^/]*)\.md$|(?:^|/)(?:adr|decisions)/
        """
    );

    private static readonly Phrases ShellChange = new(
        """
        (?:^|[;&|]\s*|\bsudo\s+)(?:mv|cp|mkdir|touch|ln|patch|git\s+(?:mv|rm|apply|revert|restore))\b|\bgit\s+checkout\s+--\s|\bsed\s+-i|\bperl\s+-\w*i|\btee\b|\bcat\s*>
        |\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|remove|uninstall)\s+[^-\s]|\b(?:dotnet|cargo|poetry|uv)\s+(?:add|remove)\b|\bgo\s+get\b|\s(?:-o|--out\w*)[\s=]+(?:src|lib|app)/|>\s*(?:src|lib|app|docs)/
        """
    );

    // What a build makes anew is no part of the project.
    private static readonly Phrases ShellRemoval = new(@"(?:^|[;&|]\s*|\bsudo\s+)(?:rm|rmdir|unlink)\b");

    private static readonly Phrases Generated = new(
        @"\brm\s+(?:-\w+\s+)*(?:\./)?(?:node_modules|dist|build|out|target|bin|obj|\.cache|\.next|\.venv|__pycache__|coverage|te?mp\b\S*|logs?\b\S*|/tmp/\S*|TestResults|\S*\.(?:log|tmp|bak|orig|pyc))\b"
    );

    private static readonly Phrases ShellReading = new(
        """
        ^\s*(?:psql\b.*\bselect\b|ps|top|df|du|free|journalctl|curl\s+-s|jq|awk|git\s+(?:branch|reflog|remote)|kubectl\s+(?:get|logs|describe)|docker\s+(?:ps|logs|inspect)|gh\s+\w+\s+(?:list|view|status|diff))\b
        """
    );

    private static readonly Phrases GitBranches = new(@"\bgit\s+branch\s+(?:-[dDmMf]|--delete|--move)");

    private static readonly Phrases ShellFinding = new(
        """
        ^\s*(?:go\s+test\s.*-bench|cargo\s+bench|kubectl\s+top|lsof|ss|netstat|which|env|printenv|uname|psql|mysql|sqlite3|redis-cli|mongosh?|curl|http|wget\s+-qO-|dig|nslookup|ping|time|hyperfine|strace|perf\s+stat|python3?\s+-c|node\s+-e|ruby\s+-e|php\s+-r|aws\s+\S+\s+(?:get|describe|list|ls)|gcloud\b.*\b(?:list|describe)|az\b.*\b(?:list|show)|npm\s+(?:ls|outdated|audit|view|why)|pnpm\s+(?:ls|why)|yarn\s+why|pip\s+(?:show|list)|cargo\s+tree|go\s+(?:list|version)|docker\s+(?:history|images|stats)|terraform\s+(?:show|state\s+list|plan)|\S*bench\S*|gh\s+(?:api|pr\s+(?:diff|view|checks)|run\s+view)|git\s+(?:bisect|fetch))\b
        """
    );

    private static readonly Phrases Tickets = new(
        @"^\s*(?:gh\s+(?:issue|pr)\s+(?:close|comment|edit|create)|jira|linear|glab\s+issue)\b"
    );

    private static readonly Phrases ShellUndo = new(
        @"\bgit\s+(?:restore\b|revert\b|reset\s+--hard|checkout\s+(?:-p\b|--\s|HEAD|\S*(?:\.\w{1,5}\b|/\s*$))|commit\s+(?:\S+\s+)*--amend|stash\s+pop|reflog|cherry-pick)"
    );

    private static readonly Phrases ShellRelease = new(
        @"\b(?:git\s+tag|git\s+push|npm\s+(?:publish|version)|cargo\s+publish|twine|gh\s+release|dotnet\s+nuget|gem\s+push|poetry\s+publish|docker\s+push|git\s+commit)\b"
    );

    private static readonly Phrases VersionFiles = new(
        @"(?:^|/)(?:package(?:-lock)?\.json|Cargo\.(?:toml|lock)|pyproject\.toml|setup\.py|VERSION\w*|version\.\w+|CHANGELOG[^/]*|Chart\.yaml|pom\.xml|\S*\.csproj|\S*\.lock|build\.gradle\w*)$"
    );

    private static readonly Phrases ShellInstall = new(
        @"\b(?:npm|pnpm|yarn|bun|pip3?|uv|poetry|cargo|apt(?:-get)?|brew|gem|bundle|composer|go|dotnet|conda|npx|playwright)\b.{0,30}\b(?:i|install|add|ci|sync|get|restore|update)\b"
    );

    private static readonly Phrases Installing = new(
        """
        \b(?:install|reinstall|installier\w*|installe\w*|instala\w*|instalar|installa\w*|installeer|zainstaluj|установи\w*|поставь|nainstaluj|kur\b|yükle|installera)\b|安装|装一下|インストール|설치
        """
    );

    private static readonly Phrases ShellMerge = new(@"\bgit\s+(?:merge|rebase|cherry-pick|pull)\b");

    private static readonly Phrases Housekeeping = new(
        """
        |(?:^|[.,;:!?\n]\s*|\b(?:please|and|then|now|can\ you|could\ you|just|ok|to)\s+)(?:git|commit|push|pull|merge|rebase|stash|cherry-?pick|squash|tag|release|checkout|branch|fetch|sync|install|reinstall|upgrade\ all|update\ (?:the\ )?(?:dep\w*|packages|lock\w*|all)|format|lint|prettier|black|isort|run|re-?run|start|restart|stop|kill|deploy|download|upload|restore|back\ ?up|dump|clean|tidy|clear|empty|free|prune|build|rebuild|compile|docker|make)\b
        |\b(?:räum\w*|installier\w*|lad\w*|starte\w*|committe\w*|pushe\w*|formatier\w*|nettoie|lance|relance|installe|télécharge|limpia|instala|descarga|actualiza|lança|limpa|baixa|atualiza|pulisci|avvia|scarica|aggiorna|ruim|start|installeer|posprzątaj|uruchom|zainstaluj|запусти|перезапусти|почисти|скачай|обнови|spusť|nainstaluj|ukliď|temizle|çalıştır|indir|kör|rensa)\b|清理|下载|重启|安装|提交|推送|跑|片付け|実行して|再起動|コミット|정리|실행|재시작|커밋
        """
    );

    private static readonly Phrases Status = new(
        """
        ^\W*(?:git\ )?(?:status|stand|état|estado|stato|статус|stav|durum)\W*$|^\W*git\ \w+\W*$|\bgit\ status\b|\b(?:did|has|is|are)\ (?:the\ )?(?:\w+\ )?(?:ci|build|pipeline|deploy\w*|rollout|job|run|workflow|tests?|release)\b.{0,20}\b(?:pass\w*|fail\w*|finish\w*|done|green|red|through|up|running|ok|out)\b|\b(?:state|status)\ of\ the\ (?:\w+\ )?(?:deploy\w*|build|release|branch|pr|rollout|ci|pipeline|cluster|pods?|queue)\b|\b(?:everything|all|anything)\ (?:committed|pushed|clean)\b|\bis\ (?:ci|the\ (?:build|pipeline))\ (?:green|red|done)\b|\buncommitted\b|^\W*(?:tests?|build|lint|ci)\W*$
        """
    );

    private static readonly Phrases Prose = new(@"\.(?:md|mdx|txt|rst|adoc)$");
}
