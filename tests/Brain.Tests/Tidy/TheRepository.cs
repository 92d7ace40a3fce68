using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Brain.Tests.Tidy;

/// <summary>The house rules about structure. Each failure says path:line: what; what to do.</summary>
public sealed partial class TheRepository
{
    private const int ColumnsMax = 120;

    private static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Brain.Messages"] = [],
        ["Brain.Domain"] = ["Brain.Messages"],
        ["Brain.Models"] = ["Brain.Messages"],
        ["Brain.Postgres"] = ["Brain.Domain"],
        ["Brain.Grains.Abstractions"] = ["Brain.Messages"],
        ["Brain.Grains"] = ["Brain.Grains.Abstractions", "Brain.Domain", "Brain.Postgres"],
        // It reads, and what a person does there goes through the silo's doors as from anywhere else.
        ["Brain.Dashboard"] = ["Brain.Messages", "Brain.Domain", "Brain.Postgres"],
        ["Brain.Silo"] = ["Brain.Grains", "Brain.Models", "Brain.Dashboard"],
        ["Brain.Client"] = ["Brain.Messages"],
        // It scans skills where no brain runs, before one is trusted and in CI.
        ["Brain.Cli"] = ["Brain.Client", "Brain.Domain"],
    };

    [Fact]
    public void Lets_data_flow_one_way() =>
        Holds(
            Projects("src", "grains", "silo", "client")
                .SelectMany(project =>
                {
                    var allowed = MayReference.GetValueOrDefault(Name(project));
                    return allowed is null
                        ?
                        [
                            $"{project}:1: {Name(project)} is not in the table of references; add it to "
                                + "TheRepository with what it may know.",
                        ]
                        : References(project)
                            .Where(reference => !allowed.Contains(reference, StringComparer.Ordinal))
                            .Select(reference =>
                                $"{project}:1: references {reference}; it may know only {string.Join(", ", allowed)}."
                            );
                })
        );

    [Fact]
    public void Keeps_lines_to_120_columns() =>
        Holds(
            Lines("src", "grains", "silo", "client", "tests")
                .Where(line => line.Text.Length > ColumnsMax && !UnbreakableText().IsMatch(line.Text))
                .Where(line => !RawTexts(line.Path).Contains(line.Where))
                .Concat(
                    Lines(Files("silo", "*.razor").Concat(Files("setup", "*.sh")).Append("brain"))
                        .Where(line => line.Text.Length > ColumnsMax)
                )
                .Select(line =>
                    $"{line.Where}: {line.Text.Length} columns; break it where it can be, at most {ColumnsMax}."
                )
        );

    [Fact]
    public void Gives_no_two_types_one_name() =>
        Holds(
            Lines("src", "grains", "silo", "client", "tests")
                .Where(line => !RawTexts(line.Path).Contains(line.Where))
                .Select(line => (line.Where, Type: TypeDeclared().Match(line.Text)))
                .Where(line => line.Type.Success)
                .GroupBy(line => line.Type.Groups["name"].Value, StringComparer.Ordinal)
                // The parts of one type stand in files side by side.
                .Where(same =>
                    same.Count() > 1
                    && (
                        same.Any(line => !line.Type.Value.Contains("partial ", StringComparison.Ordinal))
                        || same.Select(line => Path.GetDirectoryName(line.Where)).Distinct().Count() > 1
                    )
                )
                .SelectMany(same =>
                    same.Skip(1)
                        .Select(line =>
                            $"{line.Where}: {same.Key} is the name of a type in {same.First().Where} too; call one by "
                            + "what sets it apart."
                        )
                )
        );

    [Theory]
    [InlineData("internal static unsafe class Some", "Some")]
    [InlineData("public sealed partial class Some(int one) : IOther", "Some")]
    [InlineData("    private readonly ref struct Some", "Some")]
    [InlineData("internal readonly partial record struct Some(int One);", "Some")]
    [InlineData("public record class Some;", "Some")]
    [InlineData("file sealed class Some<T> where T : class", "Some")]
    [InlineData("public interface ISome<in T>", "ISome")]
    [InlineData("[Flags] internal enum Some : byte", "Some")]
    [InlineData("internal delegate Task<string?> Some(string one);", "Some")]
    [InlineData("public unsafe delegate byte* Some<T>(T one);", "Some")]
    [InlineData("class Some // a word of it", "Some")]
    [InlineData("    /// <summary>A class Some tells of.</summary>", null)]
    [InlineData("        record Some = new(one);", null)]
    [InlineData("        where T : class, ISome", null)]
    public void Sees_the_types_of_every_kind(string line, string? name) =>
        Assert.Equal(name, TypeDeclared().Match(line) is { Success: true } found ? found.Groups["name"].Value : null);

    [Fact]
    public void Declares_log_messages_in_files_of_their_own() =>
        Holds(
            Lines("src", "grains", "silo", "client")
                .Where(line =>
                    line.Text.Contains("[LoggerMessage(", StringComparison.Ordinal)
                    && !line.Path.EndsWith(".Log.cs", StringComparison.Ordinal)
                )
                .Select(line => $"{line.Where}: a log message; move it into X.Log.cs beside X.cs.")
        );

    [Fact]
    public void Keeps_the_engine_out_of_messages_and_domain() =>
        Holds(
            Lines("src/Brain.Messages", "src/Brain.Domain", "client")
                .Where(line => EngineOrDatabase().IsMatch(line.Text))
                .Select(line =>
                    $"{line.Where}: speaks of the engine or the database; that is for grains and Brain.Postgres."
                )
        );

    [Fact]
    public void Says_in_the_catalogue_how_a_verb_is_said() =>
        Holds(
            Lines("src/Brain.Domain", "grains", "silo")
                .Where(line => UsageByHand().IsMatch(line.Text))
                .Select(line => $"{line.Where}: a usage by hand; say it in CommandCatalog and read it there.")
        );

    [Fact]
    public void Keeps_clock_chance_and_waiting_out_of_the_domain() =>
        Holds(
            Lines("src/Brain.Domain")
                .Where(line => Impure().IsMatch(line.Text))
                .Select(line =>
                    $"{line.Where}: {Impure().Match(line.Text).Value} in the domain; pass it in, or do it in the grain."
                )
        );

    [Fact]
    public void Reads_a_typed_path_in_one_place() =>
        Holds(
            Lines("client/Brain.Cli")
                .Where(line =>
                    !line.Path.EndsWith("/Screen/SharedOptions.cs", StringComparison.Ordinal)
                    // Of the program itself and of its database.
                    && !line.Path.StartsWith("client/Brain.Cli/Silo/", StringComparison.Ordinal)
                    && line.Text.Contains("Path.GetFullPath", StringComparison.Ordinal)
                )
                .Select(line =>
                    $"{line.Where}: knows no ~ and fails at an empty path; use SharedOptions.Folder or FullPath."
                )
        );

    [Fact]
    public void Says_the_zone_of_a_time() =>
        Holds(
            Lines("src", "grains", "silo", "client")
                .Where(line => line.Text.Contains("HH:mm", StringComparison.Ordinal) && !Zone().IsMatch(line.Text))
                // It has the zone behind each.
                .Where(line => !line.Path.EndsWith("/Screen/ClockTime.cs", StringComparison.Ordinal))
                .Select(line => $"{line.Where}: a time without its zone; use UtcTime or, in the client, ClockTime.")
        );

    [Fact]
    public void Writes_to_a_terminal_in_one_place() =>
        Holds(
            Lines("client")
                .Where(line =>
                    !line.Path.EndsWith("/Screen/Terminal.cs", StringComparison.Ordinal)
                    && ToATerminal().IsMatch(line.Text)
                )
                // A hook's answer is the silo's, which cleans it; what the hook says itself, and a status line, are
                // cleaned beside this.
                .Where(line =>
                    !(
                        line.Path.EndsWith("/Hooks/HookVerb.cs", StringComparison.Ordinal)
                        || line.Path.EndsWith("/Hooks/StatusLineVerb.cs", StringComparison.Ordinal)
                    )
                    || line.Text.Contains("Console", StringComparison.Ordinal)
                )
                .Select(line =>
                    $"{line.Where}: writes past Terminal, which cleans what is written; use Terminal.Out or Terminal.Error."
                )
        );

    [Fact]
    public void Answers_a_hook_in_one_place() =>
        Holds(
            Lines("src", "grains", "silo")
                .Where(line => line.Text.Contains("HookAnswerJson", StringComparison.Ordinal))
                // The warm-up before the first hook writes an answer to nobody.
                .Where(line =>
                    line.Path
                        is not (
                            "silo/Brain.Silo/Hooks/ClaudeCode/HookAnswer.cs"
                            or "silo/Brain.Silo/Hooks/ClaudeCode/ClaudeCodeHook.cs"
                            or "silo/Brain.Silo/Hooks/ClaudeCode/ClaudeCodeWarmUp.cs"
                        )
                )
                .Select(line =>
                    $"{line.Where}: writes a hook's answer past HookEndpoint.Write, which cleans it; answer by that."
                )
        );

    [Fact]
    public void Says_sql_only_in_sql_files() =>
        Holds(
            Lines("src", "grains", "silo", "client")
                // What a person is shown to type into psql is no statement of ours.
                .Where(line =>
                    StatementInCode().IsMatch(line.Text) && !line.Text.Contains("psql ", StringComparison.Ordinal)
                )
                .Select(line =>
                    $"{line.Where}: a statement in C#; put it in a file under sql/ and read it with Sql.Read."
                )
        );

    [Fact]
    public void Speaks_to_postgres_only_in_its_own_room() =>
        Holds(
            Lines("grains", "silo", "client")
                .Where(line =>
                    line.Text.Contains("NpgsqlCommand", StringComparison.Ordinal)
                    || line.Text.Contains("CreateCommand(", StringComparison.Ordinal)
                )
                .Select(line => $"{line.Where}: a command outside Brain.Postgres; give the noun's store a method.")
        );

    [Fact]
    public void Loops_in_one_way() =>
        Holds(
            Lines("silo")
                .Where(line => OwnLoop().IsMatch(line.Text))
                // The one loop, a queue's only reader, which drains it when the silo stops, and what starts a package's
                // loop later than the package would.
                .Where(line =>
                    line.Path
                        is not (
                            "silo/Brain.Silo/Hosting/BackgroundLoop.cs"
                            or "silo/Brain.Silo/Sessions/UsageReader.cs"
                            or "silo/Brain.Silo/Hosting/DashboardSetup.cs"
                        )
                )
                .Select(line =>
                    $"{line.Where}: a loop of its own; derive from BackgroundLoop, which stops, backs off and logs for all."
                )
        );

    [Fact]
    public void Uses_every_sql_file_once()
    {
        var code = string.Join('\n', Lines("src").Select(line => line.Text));
        Holds(
            Files("sql", "*.sql")
                .SelectMany(file =>
                {
                    var path = file["sql/".Length..];
                    var text = File.ReadAllText(Path.Combine(Root, file));
                    if (path.StartsWith("migrations/", StringComparison.Ordinal))
                        return MigrationName().IsMatch(path)
                            ? []
                            : [$"{file}:1: is no migration's name; call it 0001_what_it_does.sql."];
                    var uses = Regex.Count(code, Regex.Escape($"Sql.Read(\"{path}\")"));
                    var wanted = Postgres.Schema.Migrator.IsFunction(text) ? 0 : 1;
                    return uses == wanted
                        ? Array.Empty<string>()
                        : [$"{file}:1: read from {uses} places; expected {wanted}."];
                })
        );
    }

    [Fact]
    public void Defines_one_function_in_a_file_of_its_name() =>
        Holds(
            Files("sql", "*.sql")
                .Where(file => !file.Contains("/migrations/", StringComparison.Ordinal))
                .SelectMany(file =>
                {
                    var names = FunctionName()
                        .Matches(File.ReadAllText(Path.Combine(Root, file)))
                        .Select(match => match.Groups[1].Value)
                        .ToArray();
                    return
                        names.Length == 0 || (names.Length == 1 && names[0] == Path.GetFileNameWithoutExtension(file))
                        ? Array.Empty<string>()
                        : [$"{file}:1: defines {string.Join(", ", names)}; one function in a file of its name."];
                })
        );

    [Fact]
    public void Opens_every_sql_file_with_its_contract() =>
        Holds(
            Files("sql", "*.sql")
                .Where(file =>
                    !File.ReadLines(Path.Combine(Root, file)).First().StartsWith("-- ", StringComparison.Ordinal)
                )
                .Select(file => $"{file}:1: has no header; say in a comment what it does, takes and returns.")
        );

    [Fact]
    public void Numbers_migrations_without_gaps() =>
        Assert.Equal(
            Enumerable.Range(1, Files("sql/migrations", "*.sql").Count()),
            Files("sql/migrations", "*.sql").Select(file => int.Parse(Path.GetFileName(file)[..4])).Order()
        );

    [Fact]
    public void Names_no_folder_for_what_has_no_name() =>
        Holds(
            Lines("src", "grains", "silo", "client", "tests")
                .Select(line => Path.GetDirectoryName(line.Path)!)
                .Distinct()
                .Where(folder => Vague().IsMatch(folder))
                .Select(folder => $"{folder}:1: is named after nothing a user says; name it after the noun.")
        );

    [Fact]
    public void Keeps_what_tests_are_made_of_in_one_place() =>
        Holds(
            ((string[])["tests/Brain.Tests", "tests/Brain.Domain.Tests", "tests/Brain.Acceptance"])
                .SelectMany(project => Lines(project).Select(line => (Project: project, Line: line)))
                .GroupBy(one => (one.Project, one.Line.Path), one => one.Line.Text)
                .Where(file => !file.Any(text => Test().IsMatch(text)))
                .Where(file =>
                    !file.Key.Path.StartsWith($"{file.Key.Project}/Support/", StringComparison.Ordinal)
                    && !file.Key.Path.StartsWith($"{file.Key.Project}/Tidy/", StringComparison.Ordinal)
                )
                .Select(file =>
                    $"{file.Key.Path}:1: has no test; move it into {file.Key.Project}/Support, and call it as what it "
                    + "stands for: Fake…, Some…, Scripted…"
                )
        );

    [Fact]
    public void Leaves_nothing_to_do_later() =>
        Holds(
            Lines("src", "grains", "silo", "client", "tests")
                .Where(line =>
                    !line.Path.EndsWith("TheRepository.cs", StringComparison.Ordinal) && Later().IsMatch(line.Text)
                )
                .Select(line => $"{line.Where}: {Later().Match(line.Text).Value}; do it, or leave it out.")
        );

    [Fact]
    public void Seals_every_concrete_class() =>
        Holds(
            Lines("src", "grains", "silo", "client", "tests")
                .Where(line => Unsealed().IsMatch(line.Text))
                .Select(line => $"{line.Where}: a class that is neither sealed, static nor abstract; seal it.")
        );

    [Fact]
    public void Pins_every_version_in_one_place() =>
        Holds(
            Projects("src", "grains", "silo", "client", "tests")
                .Where(project =>
                    File.ReadAllText(Path.Combine(Root, project)).Contains("Version=\"", StringComparison.Ordinal)
                )
                .Select(project => $"{project}:1: pins a version; Directory.Packages.props is the place.")
        );

    private static void Holds(IEnumerable<string> failures) => Assert.Equal("", string.Join('\n', failures));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Where, string Text)> Lines(params string[] folders) =>
        Lines(folders.SelectMany(folder => Files(folder, "*.cs")));

    private static IEnumerable<(string Path, string Where, string Text)> Lines(IEnumerable<string> files) =>
        files.SelectMany(file =>
            File.ReadLines(Path.Combine(Root, file)).Select((text, place) => (file, $"{file}:{place + 1}", text))
        );

    private static IEnumerable<string> Projects(params string[] folders) =>
        folders.SelectMany(folder => Files(folder, "*.csproj"));

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(Path.Combine(Root, project))
            .Descendants("ProjectReference")
            .Select(reference => Name(reference.Attribute("Include")!.Value));

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"\b(BackgroundService|IHostedService|PeriodicTimer|System\.Threading\.Timer)\b|new Timer\(")]
    private static partial Regex OwnLoop();

    [GeneratedRegex(@"\bconst string \w*Usage\b|""[^""]*\b(Usage: /|Say: brain \w|say for example:? /)")]
    private static partial Regex UsageByHand();

    [GeneratedRegex(@"HH:mm.*(UTC|Z\b)")]
    private static partial Regex Zone();

    [GeneratedRegex(@"\b(Orleans|Npgsql)\b(?![^""]*"")")]
    private static partial Regex EngineOrDatabase();

    [GeneratedRegex(
        @"\bConsole\.(Out|Error|Write|SetOut|SetError|OpenStandardOutput|OpenStandardError)|\bPosix\.WriteAll\((1|2|Stdout|Stderr)\b"
    )]
    private static partial Regex ToATerminal();

    [GeneratedRegex(
        @"\b(DateTime(Offset)?\.(Utc)?Now|TimeProvider|Guid\.NewGuid|Guid\.CreateVersion7|new Random|Random\.Shared|Task[<. ]|await |File\.|Directory\.|Environment\.)"
    )]
    private static partial Regex Impure();

    [GeneratedRegex(
        @"""[^""]*\b(select .+ from|insert into|update \w+(\.\w+)? set|delete from)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex StatementInCode();

    [GeneratedRegex(@"create or replace function v2\.(\w+)")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"^migrations/\d{4}_[a-z0-9_]+\.sql$")]
    private static partial Regex MigrationName();

    [GeneratedRegex(@"(^|/)(Services|Helpers|Common|Managers|Models|Utils|Utilities|Shared)(/|$)")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b|#pragma|#region")]
    private static partial Regex Later();

    // Where a raw text begins, goes on and ends.
    private static readonly ConcurrentDictionary<string, HashSet<string>> Raw = new(StringComparer.Ordinal);

    private static HashSet<string> RawTexts(string path) => Raw.GetOrAdd(path, _ =>
        {
            var (lines, inside) = (new HashSet<string>(StringComparer.Ordinal), false);
            foreach (var (place, text) in File.ReadLines(Path.Combine(Root, path)).Index())
            {
                var marks = Regex.Count(text, "\"{3,}");
                if (inside || marks > 0)
                    lines.Add($"{path}:{place + 1}");
                inside ^= marks % 2 == 1;
            }

            return lines;
        });

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.){58,}\"")]
    private static partial Regex UnbreakableText();

    [GeneratedRegex(
        @"^\s*(\[[\w.,() ]*\]\s*)*"
            + @"((public|internal|private|protected|file|static|sealed|abstract|readonly|ref|partial|unsafe|new)\s+)*"
            + @"(class|record(\s+(struct|class))?|struct|interface|enum|delegate\s+[\w.<>\[\],?*() ]+?)"
            + @"\s+(?<name>[A-Z]\w*)(?=\s*([<({:;]|where\b|//|$))"
    )]
    private static partial Regex TypeDeclared();

    [GeneratedRegex(@"^\s*\[\w*(Fact|Theory)\b")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\s*(public|internal|private|file)?\s*(partial )?class \w")]
    private static partial Regex Unsealed();
}
