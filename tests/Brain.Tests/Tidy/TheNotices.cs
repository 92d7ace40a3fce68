using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml.Linq;

namespace Brain.Tests.Tidy;

/// <summary>
/// THIRD-PARTY-NOTICES.md against the lock files of the two programs that ship, and against what each package says of
/// itself. With <c>BRAIN_WRITE_NOTICES=1</c> the test writes the table instead.
/// </summary>
public sealed class TheNotices
{
    private const string Head = "| package | version | licence | copyright |";
    private static readonly string Root = FindRoot();
    private static readonly string[] Programs = ["silo/Brain.Silo", "client/Brain.Cli"];
    private static readonly string Notices = Path.Combine(Root, "THIRD-PARTY-NOTICES.md");

    private static readonly string Cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public void Name_every_package_that_ships_with_its_licence()
    {
        var expected = Shipped().Select(Row).ToArray();
        var text = File.ReadAllText(Notices);
        var rows = Rows(text);
        if (Environment.GetEnvironmentVariable("BRAIN_WRITE_NOTICES") == "1")
            File.WriteAllText(
                Notices,
                text.Replace(string.Join('\n', rows), string.Join('\n', expected), StringComparison.Ordinal)
            );
        else
            Assert.Equal(expected, rows);
    }

    [Fact]
    public void Hold_the_text_of_every_licence_they_name()
    {
        var text = File.ReadAllText(Notices);
        var named = Rows(text).Select(row => row.Split('|')[3].Trim()).Distinct(StringComparer.Ordinal);
        Assert.All(named, licence => Assert.Contains($"\n## {licence}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Go_where_the_programs_go() =>
        Assert.All(Programs, program =>
            Assert.Contains(
                "THIRD-PARTY-NOTICES.md",
                File.ReadAllText(Directory.GetFiles(Path.Combine(Root, program), "*.csproj").Single()),
                StringComparison.Ordinal
            )
        );

    private static string[] Rows(string text) =>
        [.. text.Split('\n').SkipWhile(line => line != Head).Skip(2).TakeWhile(line => line.StartsWith('|'))];

    private static IEnumerable<(string Name, string Version)> Shipped() =>
        Programs
            .SelectMany(program => Locked(Path.Combine(Root, program, "packages.lock.json")))
            .Distinct()
            .Where(Ships)
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Version)> Locked(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var target in file.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (
                var package in target
                    .Value.EnumerateObject()
                    .Where(one => one.Value.GetProperty("type").GetString() != "Project")
            )
                yield return (package.Name, package.Value.GetProperty("resolved").GetString()!);
        }
    }

    // A package without a library is a tool of the build. The native compiler's own runtime is linked into the client.
    private static bool Ships((string Name, string Version) package) =>
        package.Name.EndsWith("ILCompiler", StringComparison.Ordinal)
        || Directory.Exists(Path.Combine(Folder(package), "lib"));

    private static string Row((string Name, string Version) package)
    {
        var element = XDocument
            .Load(Directory.GetFiles(Folder(package), "*.nuspec").Single())
            .Root!.Elements()
            .Single(part => part.Name.LocalName == "metadata");
        string? Part(string name) =>
            element.Elements().FirstOrDefault(part => part.Name.LocalName == name)?.Value.Trim();
        var licence = element.Elements().First(part => part.Name.LocalName == "license");
        // A package that brings its own file: the one there is holds MIT's text.
        var name =
            licence.Attribute("type")?.Value == "file"
                ? OfFile(Path.Combine(Folder(package), licence.Value))
                : licence.Value;
        return $"| {package.Name} | {package.Version} | {name} | {Part("copyright") ?? Part("authors")} |";
    }

    private static string OfFile(string path) =>
        File.ReadAllText(path).Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal)
            ? "MIT"
            : "of its own";

    private static string Folder((string Name, string Version) package) =>
        Path.Combine(Cache, package.Name.ToLowerInvariant(), package.Version);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
