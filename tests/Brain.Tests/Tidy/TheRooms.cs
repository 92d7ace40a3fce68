using System.Text.RegularExpressions;

namespace Brain.Tests.Tidy;

/// <summary>
/// A room is a folder of a project, named after what a user says. Each failure says path:line: what; what to do.
/// </summary>
public sealed partial class TheRooms
{
    /// <summary>The words users say.</summary>
    private static readonly string[] Nouns =
    [
        "Sessions",
        "Personas",
        "Pipelines",
        "Knowledge",
        "Drift",
        "Review",
        "Undo",
        "Rules",
        "Projects",
        "Import",
        "Secrets",
        "Skills",
    ];

    /// <summary>
    /// The rooms of the domain, from the ground floor up: each may use those before it, and none behind it. A room that
    /// is not named here is a capability that stands alone: it may use the ground floor, and only sessions use it.
    /// </summary>
    private static readonly string[] Floors =
    [
        "Text",
        "Tools",
        "Watching",
        "Decisions",
        "Personas",
        "Knowledge",
        "Drift",
        "Review",
        "Undo",
        "Pipelines",
        "Sessions",
        "Import",
        // What agents write, as their adapters read it.
        "Hooks",
    ];

    /// <summary>
    /// The same for every other project whose rooms are nouns: which may be used by those behind them, and by all that
    /// are not named. What is no noun (Hosting, Security, Screen …) is the house that they stand in.
    /// </summary>
    private static readonly (string Project, string[] Floors)[] Houses =
    [
        ("src/Brain.Postgres", ["Secrets", "Sessions"]),
        ("grains/Brain.Grains.Abstractions", ["Sessions"]),
        ("grains/Brain.Grains", ["Sessions", "Personas", "Knowledge"]),
        ("silo/Brain.Silo", ["Sessions"]),
        ("client/Brain.Cli", ["Sessions"]),
    ];

    /// <summary>
    /// The rooms of the silo, from the ground floor up: each may use those before it, and none behind it. What lies
    /// beside them puts them together.
    /// </summary>
    private static readonly string[] SiloFloors =
    [
        // What is asked of a disk.
        "Files",
        "Configuration",
        "Hosting",
        "Logs",
        "Caches",
        "Security",
        "Health",
        "Sessions",
        "Commands",
        "Import",
        "Telemetry",
        "Skills",
        // What agents say, in all its words.
        "Hooks",
        "Costs",
        "Drift",
        "Knowledge",
        "Personas",
        "Pipelines",
        "Projects",
        "Review",
        "Rules",
        "Secrets",
        "Undo",
        "Cluster",
        "Mcp",
        "Dashboard",
    ];

    /// <summary>A noun that one of these has, each of them has.</summary>
    private static readonly (string[] Nouns, string[] Projects)[] Twins =
    [
        (
            ["Sessions", "Personas", "Pipelines", "Skills"],
            [
                "src/Brain.Messages",
                "src/Brain.Domain",
                "src/Brain.Postgres",
                "grains/Brain.Grains.Abstractions",
                "grains/Brain.Grains",
                "silo/Brain.Silo",
                "client/Brain.Cli",
                "tests/Brain.Tests",
                "sql",
            ]
        ),
        // Messages of these are those of sessions and personas.
        (
            ["Drift", "Review", "Undo", "Knowledge"],
            [
                "src/Brain.Domain",
                "src/Brain.Postgres",
                "grains/Brain.Grains.Abstractions",
                "grains/Brain.Grains",
                "silo/Brain.Silo",
                "tests/Brain.Domain.Tests",
                "tests/Brain.Tests",
                "sql",
            ]
        ),
    ];

    /// <summary>
    /// Folders of tests that are about no room: what tests are made of, and what is tested from outside.
    /// </summary>
    private static readonly string[] OutsideRooms = ["Support", "Tidy", "Client", "CommandLine", "Examples"];

    [Fact]
    public void Of_the_domain_are_built_in_floors() =>
        Holds(
            Lines("src/Brain.Domain")
                .SelectMany(line =>
                    line.Room is null
                        ? [$"{line.Where}: lies in no room of the domain; move it into one."]
                        : Used(line.Text, DomainRoom())
                            .Where(used => !MayUse(line.Room, used))
                            .Select(used =>
                                $"{line.Where}: {line.Room} uses {used}, which is above it or beside it; move what both "
                                + "need to a lower room, or name the room in Floors."
                            )
                )
        );

    [Fact]
    public void Stand_alone_in_every_other_project() =>
        Holds(
            from house in Houses
            let rooms = RoomOf(house.Project)
            from line in Lines(house.Project)
            where Nouns.Contains(line.Room) && line.Text.Contains("Brain.", StringComparison.Ordinal)
            from used in Used(line.Text, rooms)
            where !MayUse(line.Room!, used, house.Floors)
            select $"{line.Where}: {line.Room} uses {used} beside it; move what both need below them, or have the "
                + "other room tell it by a port."
        );

    [Fact]
    public void Of_the_silo_are_built_in_floors()
    {
        var rooms = RoomOf("silo/Brain.Silo");
        Holds(
            from line in Lines("silo/Brain.Silo")
            where line.Room is not null && line.Text.Contains("Brain.Silo.", StringComparison.Ordinal)
            from used in Used(line.Text, rooms)
            where !IsBelow(line.Room!, used)
            select $"{line.Where}: {line.Room} uses {used}, which is not below it; move what both need to a lower "
                + "room, have the lower one tell it by an interface or an event, or name a new room in SiloFloors."
        );
    }

    [Theory]
    [InlineData("Hooks", "Sessions", true)]
    [InlineData("Hooks", "Hooks", true)]
    [InlineData("Sessions", "Hooks", false)]
    [InlineData("Commands", "Dashboard", false)]
    [InlineData("Files", "Attic", false)]
    public void Of_the_silo_use_what_is_below_them(string room, string used, bool may) =>
        Assert.Equal(may, IsBelow(room, used));

    [Theory]
    [InlineData("Review", "Personas", null, true)]
    [InlineData("Personas", "Review", null, false)]
    [InlineData("Rules", "Tools", null, true)]
    [InlineData("Rules", "Personas", null, false)]
    [InlineData("Sessions", "Rules", null, true)]
    [InlineData("Review", "Rules", null, false)]
    [InlineData("Undo", "Sessions", "Sessions", true)]
    [InlineData("Sessions", "Undo", "Sessions", false)]
    [InlineData("Drift", "Personas", "Sessions", false)]
    [InlineData("Drift", "Hosting", "Sessions", true)]
    public void Are_used_from_above(string room, string used, string? floors, bool may) =>
        Assert.Equal(may, floors is null ? MayUse(room, used) : MayUse(room, used, floors.Split(' ')));

    [Fact]
    public void Have_their_twins_in_every_project() =>
        Holds(
            from twin in Twins
            from noun in twin.Nouns
            where twin.Projects.Any(project => HasRoom(project, noun))
            from project in twin.Projects
            where !HasRoom(project, noun)
            select $"{project}:1: has no folder {noun}, which other projects have."
        );

    [Fact]
    public void Name_the_folders_of_their_tests()
    {
        var rooms = ((string[])["src", "grains", "silo", "client"])
            .SelectMany(role => Directory.EnumerateDirectories(Path.Combine(DocPage.Root, role)))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(Path.GetFileName)
            .ToHashSet(StringComparer.Ordinal);
        Holds(
            ((string[])["tests/Brain.Tests", "tests/Brain.Domain.Tests"])
                .SelectMany(tests => Lines(tests))
                .Select(line => (Folder: Path.GetDirectoryName(line.Path)!, line.Room))
                .Distinct()
                .Where(one => one.Room is { } room && !rooms.Contains(room) && !OutsideRooms.Contains(room))
                .Select(one => $"{one.Folder}:1: is named after no room; call it as what it tests is called.")
        );
    }

    [Fact]
    public void Hold_the_store_that_each_statement_names()
    {
        var stores = Lines("src/Brain.Postgres").ToLookup(line => Path.GetFileName(line.Path).Split('.')[0]);
        Holds(
            Directory
                .EnumerateFiles(Path.Combine(DocPage.Root, "sql"), "*.sql", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(DocPage.Root, file))
                .Where(file => !file.StartsWith("sql/migrations/", StringComparison.Ordinal))
                .SelectMany(file =>
                    File.ReadLines(Path.Combine(DocPage.Root, file))
                        .Where(line => line.StartsWith("--", StringComparison.Ordinal))
                        .Select(line => Caller().Match(line))
                        .Where(caller => caller.Success)
                        .Select(caller => (Type: caller.Groups["type"].Value, Member: caller.Groups["member"].Value))
                        .Where(caller =>
                            !stores[caller.Type]
                                .Any(line => line.Text.Contains($" {caller.Member}(", StringComparison.Ordinal))
                        )
                        .Select(caller =>
                            $"{file}: is called by {caller.Type}.{caller.Member}, which there is not; say who calls it."
                        )
                )
        );
    }

    private static bool MayUse(string room, string used)
    {
        var (floor, other) = (Array.IndexOf(Floors, room), Array.IndexOf(Floors, used));
        return room == used
            || (floor, other) switch
            {
                (-1, -1) => false,
                (-1, _) => other <= Array.IndexOf(Floors, "Decisions"),
                (_, -1) => room == "Sessions",
                _ => other <= floor,
            };
    }

    private static bool MayUse(string room, string used, string[] floors)
    {
        var (floor, other) = (Array.IndexOf(floors, room), Array.IndexOf(floors, used));
        return room == used || !Nouns.Contains(used) || (other >= 0 && (floor < 0 || other < floor));
    }

    private static bool IsBelow(string room, string used) =>
        room == used
        || (Array.IndexOf(SiloFloors, used) is >= 0 and var floor && floor < Array.IndexOf(SiloFloors, room));

    private static void Holds(IEnumerable<string> failures) => Assert.Equal("", string.Join('\n', failures));

    private static bool HasRoom(string project, string noun) =>
        Directory.Exists(Path.Combine(DocPage.Root, project, project == "sql" ? noun.ToLowerInvariant() : noun));

    private static IEnumerable<string> Used(string line, Regex rooms) =>
        rooms.Matches(line).Select(match => match.Groups["room"].Value);

    private static IEnumerable<(string Path, string Where, string? Room, string Text)> Lines(string project) =>
        Directory
            .EnumerateFiles(Path.Combine(DocPage.Root, project), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(DocPage.Root, file))
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .SelectMany(file =>
                File.ReadLines(Path.Combine(DocPage.Root, file))
                    .Select((text, place) => (file, $"{file}:{place + 1}", RoomIn(file, project), text))
            );

    private static string? RoomIn(string file, string project) =>
        file[(project.Length + 1)..].Split('/') is [var room, _, ..] ? room : null;

    // The interfaces of grains are rooms of the same house.
    private static Regex RoomOf(string project) =>
        new(
            $@"\b{Regex.Escape(Path.GetFileName(project))}\.(Abstractions\.)?(?<room>[A-Z]\w+)",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

    [GeneratedRegex(@"Brain\.Domain\.(?<room>[A-Z]\w+)[.;]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DomainRoom();

    [GeneratedRegex(@"\bcalled\s+(?<type>[A-Z]\w+)\.(?<member>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Caller();
}
