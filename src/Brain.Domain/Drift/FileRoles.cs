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

    /// <summary>The command does more than look, test, build or move between branches, as far as is known.</summary>
    public static bool HasEffect(string command) => !ShellCommand.OnlyReads(command) && !Looking.IsMatch(command);

    /// <summary>The command is one of those that plainly leave something behind.</summary>
    public static bool PlainlyActs(string command) => HasEffect(command) && Acting.IsMatch(command);

    private static readonly Phrases Serving = new(
        @"(?:^|/)(?:tests?|specs?|__tests__|e2e|fixtures?|docs?|migrations?|migrate|db/migrate|repro\w*|bench\w*|locales?|i18n|changelog|\.github)(?:/|\b)|(?:^|[/._-])(?:test|tests|spec|specs|repro|bench|heap|trace|debug|profile)(?:[/._-]|$)|(?:^|/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|pyproject\.toml|requirements\S*|Gemfile\S*|\S+\.(?:csproj|sln|props|lock)|Makefile|CMakeLists\.txt|tsconfig\S*|\.env\S*|README\S*|CHANGELOG\S*|openapi\S*)$|\.(?:md|mdx|rst|adoc|txt|snap)$"
    );

    private static readonly Phrases Showing = new(
        @"(?:^|/)(?:tests?|specs?|__tests__|fixtures?|repro\w*|bench\w*|scratch|tmp)/|(?:^|[/._-])(?:test|tests|spec|specs|repro|bench|heap|trace|debug|profile|probe)(?:[/._-]|$)|\.(?:log|txt|md|snap|json)$"
    );

    private static readonly Phrases Acting = new(
        @"(?:^|[;&|]\s*|\bsudo\s+)(?:\w+=\S+\s+)*(?:git\s+(?:add|commit|push|merge|rebase|rm|mv|apply|tag|revert|cherry-pick|reset|clean|init)|gh\s+\w+\s+(?:create|merge|close|edit|delete|comment)|mv|cp|rm|mkdir|touch|ln|tee|chmod|chown|rsync|scp|kill|systemctl\s+\w*start|docker\s+(?:run|push|build|exec|volume|network|compose\s+(?:-\S+\s+\S+\s+)*(?:up|build))|kubectl\s+(?:apply|delete|scale|rollout|set|patch|edit|create)|helm\s+(?:install|upgrade)|terraform\s+(?:\S+\s+)?(?:apply|destroy|import)|(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|rm|remove|uninstall|publish|ci|create|init)|npx\s+(?:create|degit|prisma\s+migrate)|pip3?\s+install|uv\s+(?:add|sync)|poetry\s+(?:add|install)|cargo\s+(?:add|install|publish|fix)|go\s+(?:get|install|mod)|dotnet\s+(?:add|new|ef)|gem\s+install|bundle\s+(?:add|install|update)|apt(?:-get)?\s+install|brew\s+install|sed\s+-\w*i|perl\s+-\w*i|buildozer|make\s+(?:migrate|deploy|install|seed)|alembic\s+upgrade|rails\s+(?:db|generate|g)|ssh|ansible-playbook|curl\s.*(?:-X\s*(?:POST|PUT|DELETE|PATCH)|--data|-d\s)|createdb|dropdb|pg_restore)\b|\b(?:psql|mysql|sqlite3)\b.{0,120}\b(?:update|delete|insert|drop|truncate|alter|create|grant)\b|\bpsql\b.*-f\s|\bsed\s+-i|(?:^|[^>&0-9])>{1,2}\s*[\w./~]"
    );

    private static readonly Phrases Looking = new(
        @"^\s*(?:\w+=\S+\s+)*(?:(?:npm|pnpm|yarn|bun|npx)\s+(?:run\s+|exec\s+)?(?:test|t|build|lint|check|tsc|typecheck|ls|outdated|audit|why|vitest|jest|playwright|eslint|bundle-phobia|astro\s+check)\b\S*(?:\s|$)|pytest|tox|python3?\s+-m\s+(?:pytest|unittest|timeit|cProfile)|python3?\s+-c|go\s+(?:test|vet|build|list)|cargo\s+(?:test|check|build|clippy|bench|tree)|dotnet\s+(?:test|build)|bundle\s+exec\s+(?:rspec|rake\s+test)|rspec|rake\s+test|mvn\s+(?:test|verify|compile)|(?:\./)?gradlew?\s+(?:test|build|check)|make\s+(?:-\S+\s+)*(?:test|check|build|bench|all)?\s*$|ctest|cmake|bazel\s+(?:query|test|build|info)|valgrind|gdb|strace|perf|time|hyperfine|k6|wrk|ab|curl\s+(?:-\w*s\w*\s+)*(?:http|localhost|-)|git\s+(?:switch|checkout\s+[\w./-]+\s*$|fetch|pull|stash|bisect|worktree|restore|checkout\s+(?:--|HEAD))|docker\s+(?:compose\s+(?:-\S+\s+\S+\s+)*(?:ps|logs|down|stop)|ps|logs|inspect|images|stop|rm)|psql\b.*\b(?:select|explain|analyze|\\d)|mysql\b.*\bselect|sqlite3\b.*\bselect|gh\s+\w+\s+(?:list|view|diff|status|checks)|kubectl\s+(?:get|logs|describe|top)|node\s+--inspect|adb\s+shell\s+am\s+start|terraform\s+(?:\S+\s+)?(?:plan|show|validate)|\S*python3?\s+\S*(?:bench|eval|count|stats|profile)\S*\.py)"
    );
}
