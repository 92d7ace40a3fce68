using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Domain.Tools;

namespace Brain.Domain.Drift;

/// <summary>What files and commands are for, whatever the project.</summary>
internal static class FileRoles
{
    /// <summary>
    /// It serves any purpose: tests, docs, build and package files, migrations, what only reproduces or measures.
    /// </summary>
    public static bool Serves(string path) => Serving.IsMatch(path);

    /// <summary>It only shows or measures an error: tests, what reproduces it, what is traced.</summary>
    public static bool Shows(string path) => Showing.IsMatch(path);

    /// <summary>The command does more than look, test, build or move between branches.</summary>
    public static bool HasEffect(string command) => !ShellCommand.OnlyReads(command) && !Looking.IsMatch(command);

    private static readonly Phrases Serving = new(
        @"(?:^|/)(?:tests?|specs?|__tests__|e2e|fixtures?|docs?|migrations?|migrate|db/migrate|repro\w*|bench\w*|locales?|i18n|changelog|\.github)(?:/|\b)|(?:^|[/._-])(?:test|tests|spec|specs|repro|bench|heap|trace|debug|profile)(?:[/._-]|$)|(?:^|/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|pyproject\.toml|requirements\S*|Gemfile\S*|\S+\.(?:csproj|sln|props|lock)|Makefile|CMakeLists\.txt|tsconfig\S*|\.env\S*|README\S*|CHANGELOG\S*|openapi\S*)$|\.(?:md|mdx|rst|adoc|txt|snap)$"
    );

    private static readonly Phrases Showing = new(
        @"(?:^|/)(?:tests?|specs?|__tests__|fixtures?|repro\w*|bench\w*|scratch|tmp)/|(?:^|[/._-])(?:test|tests|spec|specs|repro|bench|heap|trace|debug|profile|probe)(?:[/._-]|$)|\.(?:log|txt|md|snap|json)$"
    );

    private static readonly Phrases Looking = new(
        @"^\s*(?:\w+=\S+\s+)*(?:(?:npm|pnpm|yarn|bun|npx)\s+(?:run\s+|exec\s+)?(?:test|t|build|lint|check|tsc|typecheck|ls|outdated|audit|why|vitest|jest|playwright|eslint|bundle-phobia|astro\s+check)\b\S*(?:\s|$)|pytest|tox|python3?\s+-m\s+(?:pytest|unittest|timeit|cProfile)|python3?\s+-c|go\s+(?:test|vet|build|list)|cargo\s+(?:test|check|build|clippy|bench|tree)|dotnet\s+(?:test|build)|bundle\s+exec\s+(?:rspec|rake\s+test)|rspec|rake\s+test|mvn\s+(?:test|verify|compile)|(?:\./)?gradlew?\s+(?:test|build|check)|make\s+(?:-\S+\s+)*(?:test|check|build|bench|all)?\s*$|ctest|cmake|bazel\s+(?:query|test|build|info)|valgrind|gdb|strace|perf|time|hyperfine|k6|wrk|ab|curl\s+(?:-\w*s\w*\s+)*(?:http|localhost|-)|git\s+(?:switch|checkout\s+[\w./-]+\s*$|fetch|pull|stash|bisect|worktree|restore|checkout\s+(?:--|HEAD))|docker\s+(?:compose\s+(?:-\S+\s+\S+\s+)*(?:ps|logs|down|stop)|ps|logs|inspect|images|stop|rm)|psql\b.*\b(?:select|explain|analyze|\\d)|mysql\b.*\bselect|sqlite3\b.*\bselect|gh\s+\w+\s+(?:list|view|diff|status|checks)|kubectl\s+(?:get|logs|describe|top)|node\s+--inspect|adb\s+shell\s+am\s+start|terraform\s+(?:\S+\s+)?(?:plan|show|validate)|\S*python3?\s+\S*(?:bench|eval|count|stats|profile)\S*\.py)"
    );
}
