using System.Globalization;
using System.Text.RegularExpressions;
using Brain.Postgres.Schema;

namespace Brain.Tests.Tidy;

/// <summary>
/// What the header of a file under <c>sql/</c> says of it holds: who calls it, what it takes, which types it names.
/// </summary>
public sealed partial class TheStatements
{
    private static readonly string[] Code = ["src", "silo", "grains"];

    private static readonly Dictionary<string, SqlFile> All = Directory
        .EnumerateFiles(Path.Combine(DocPage.Root, "sql"), "*.sql", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Path.Combine(DocPage.Root, "sql"), file))
        .Where(path => !path.StartsWith("migrations/", StringComparison.Ordinal))
        .Select(path => new SqlFile(path, File.ReadAllText(Path.Combine(DocPage.Root, "sql", path))))
        .ToDictionary(one => one.Path, StringComparer.Ordinal);

    private static readonly ILookup<string, string> Stores = Directory
        .EnumerateFiles(Path.Combine(DocPage.Root, "src/Brain.Postgres"), "*.cs", SearchOption.AllDirectories)
        .ToLookup(file => Path.GetFileName(file).Split('.')[0], File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Are_called_by_those_that_they_name() =>
        Holds(
            from one in All.Values
            from caller in CallersOf(one.Header)
            where !IsCaller(caller, one)
            select $"{one.Where}: says that {caller} calls it, which does not; say who does."
        );

    [Fact]
    public void Name_all_that_call_them() =>
        Holds(
            from one in All.Values
            where one.IsFunction
            let named = CallersOf(one.Header)
            where named.Length > 0
            from other in All.Values
            where other != one && Calls(other, one) && !IsNamed(other, named)
            select $"{one.Where}: is called by {other.Path}, which it does not say; name it."
        );

    [Fact]
    public void Name_what_they_take() =>
        Holds(
            from one in All.Values
            where !one.IsFunction && Part(one.Header, "takes") is { Length: > 0 }
            let told = NumbersIn(Part(one.Header, "takes"))
            let used = NumbersIn(one.Body)
            where !told.SetEquals(used)
            select $"{one.Where}: says that it takes {Shown(told)}, and takes {Shown(used)}."
        );

    [Fact]
    public void Name_types_and_files_that_there_are() =>
        Holds(
            from one in All.Values
            from Match name in Named().Matches(one.Header)
            where !IsThere(name.Value)
            select $"{one.Where}: names {name.Value}, which there is not; say what it is called now."
        );

    [Theory]
    [InlineData("-- x\n-- called   Store.Add, v2.other; as said", "Store.Add v2.other")]
    [InlineData("-- x\n-- called   first.sql and second.sql,\n--          v2.third", "first.sql second.sql v2.third")]
    [InlineData("-- x\n-- called   the triggers of some tables", "")]
    [InlineData("-- called names nobody here", "")]
    public void Are_read_for_their_callers(string header, string callers) =>
        Assert.Equal(callers, string.Join(' ', CallersOf(header)));

    [Fact]
    public void Are_read_for_the_numbers_of_what_they_take() =>
        Assert.Equal("$1, $3, $4, $5", Shown(NumbersIn("$1 jsonb   pieces   $3 to $4   columns   $4 .. $5")));

    private static void Holds(IEnumerable<string> failures) => Assert.Equal("", string.Join('\n', failures.Order()));

    // The words behind a name of the header, with the lines that go on with them.
    private static string Part(string header, string name)
    {
        var lines = header
            .Split('\n')
            .SkipWhile(line => !line.StartsWith($"-- {name}  ", StringComparison.Ordinal))
            .ToArray();
        return string.Join(
            ' ',
            lines
                .Take(1)
                .Select(line => line[$"-- {name}".Length..])
                .Concat(
                    lines
                        .Skip(1)
                        .TakeWhile(line => line.StartsWith("--      ", StringComparison.Ordinal))
                        .Select(line => line[2..])
                )
                .Select(line => line.Trim())
        );
    }

    // What stands behind a semicolon is said of them, and what is no name is told in words.
    private static string[] CallersOf(string header) =>
        [
            .. Part(header, "called")
                .Split(';')[0]
                .Split([", ", " and "], StringSplitOptions.TrimEntries)
                .Where(name => Caller().IsMatch(name)),
        ];

    private static bool IsCaller(string caller, SqlFile of) =>
        caller.EndsWith(".sql", StringComparison.Ordinal) ? Files(caller).Any(one => Calls(one, of))
        : caller.StartsWith("v2.", StringComparison.Ordinal)
            ? Files($"{caller[3..]}.sql").Any(one => one.IsFunction && Calls(one, of))
        : Reads(caller, of) || All.Values.Any(one => !one.IsFunction && Calls(one, of) && Reads(caller, one));

    private static bool IsNamed(SqlFile caller, string[] named) =>
        named.Any(name =>
            name == caller.Path
            || name == Path.GetFileName(caller.Path)
            || name == $"v2.{caller.Name}"
            || Reads(name, caller)
        );

    private static IEnumerable<SqlFile> Files(string name) =>
        All.Values.Where(one => one.Path == name || Path.GetFileName(one.Path) == name);

    private static bool Calls(SqlFile one, SqlFile other) =>
        other.IsFunction && Regex.IsMatch(one.Body, $@"\bv2\.{other.Name}\b", RegexOptions.None, Patience);

    private static bool Reads(string store, SqlFile one) =>
        Stores[store.Split('.')[0]]
            .Any(text => text.Contains($"Sql.Read(\"{one.Path}\")", StringComparison.Ordinal));

    private static SortedSet<int> NumbersIn(string text) =>
        [
            .. Numbers()
                .Matches(text)
                .SelectMany(match =>
                {
                    var first = Number(match.Groups["first"].Value);
                    var last = match.Groups["last"] is { Success: true, Value: var end } ? Number(end) : first;
                    return Enumerable.Range(first, last - first + 1);
                }),
        ];

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Shown(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(one => $"${one}"));

    private static bool IsThere(string name)
    {
        if (name.EndsWith(".cs", StringComparison.Ordinal))
            return Code.Prepend(".").Any(room => File.Exists(Path.Combine(DocPage.Root, room, name)));
        var (room, type) = (name[..name.LastIndexOf('.')], name[(name.LastIndexOf('.') + 1)..]);
        return Code
            .SelectMany(role =>
                Directory.EnumerateFiles(Path.Combine(DocPage.Root, role), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => file.Contains($"/{string.Join('.', room.Split('.').Take(2))}/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Any(text =>
                text.Contains($"namespace {room};", StringComparison.Ordinal)
                && Regex.IsMatch(text, $@"\b(class|record|struct|enum|interface) {type}\b", RegexOptions.None, Patience)
            );
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [GeneratedRegex(@"^([A-Z]\w+(\.[A-Z]\w+)?|v2\.\w+|[\w/]+\.sql)$", RegexOptions.None, 10_000)]
    private static partial Regex Caller();

    [GeneratedRegex(@"\$(?<first>\d+)( (to|\.\.) \$(?<last>\d+))?", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(src/)?\bBrain\.\w+(/\w+)+\.cs|\bBrain\.\w+(\.[A-Z]\w+)+", RegexOptions.None, 10_000)]
    private static partial Regex Named();

    /// <summary>A file under <c>sql/</c> that is no migration.</summary>
    /// <param name="Path">Where, below that folder.</param>
    /// <param name="Text">All of it.</param>
    private sealed record SqlFile(string Path, string Text)
    {
        public string Where => $"sql/{Path}:1";

        public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

        public bool IsFunction { get; } = Migrator.IsFunction(Text);

        public string Header { get; } =
            string.Join('\n', Text.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)));

        public string Body { get; } =
            string.Join(
                '\n',
                Text.Split('\n').Where(line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal))
            );
    }
}
