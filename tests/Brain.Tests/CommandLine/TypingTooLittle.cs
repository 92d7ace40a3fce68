using System.CommandLine;
using System.Reflection;
using Brain.Cli;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Tests.CommandLine;

/// <summary>The program with no brain behind it: help, mistakes, and what is said of them.</summary>
public sealed class TypingTooLittle : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("brain").FullName;

    public static TheoryData<string> Commands => [.. Below(Root).Select(CommandPath.Of)];

    private static RootCommand Root =>
        (RootCommand)
            typeof(RootCommandFactory)
                .GetMethod("Root", BindingFlags.NonPublic | BindingFlags.Static)!
                .Invoke(null, [BrainHome.Find()])!;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData]
    [InlineData("pipeline")]
    [InlineData("cluster")]
    [InlineData("schema")]
    public async Task Shows_the_help(params string[] words)
    {
        var run = await new CommandLineProgram(_home).Run(words);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Finds_examples_and_exit_codes_in_every_help(string path)
    {
        using var shown = new StringWriter();
        Root.Parse([.. path.Split(' ').Skip(1), "--help"]).Invoke(new() { Output = shown });

        var examples = shown.ToString().Split("Examples:")[1];
        Assert.Contains(path, examples, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0", examples, StringComparison.Ordinal);
    }

    // What has no name of its own in the help stands there as all that it can be.
    [Fact]
    public void Is_not_shown_in_the_help_what_only_the_brain_knows() =>
        Assert.Equal(
            ["agent", "mode", "shell"],
            Below(Root)
                .SelectMany(command => command.Arguments)
                .Where(argument => argument.CompletionSources.Count > 0 && argument.HelpName is null)
                .Select(argument => argument.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("brain sessions --help", "sessions", "--nonsense")]
    [InlineData("brain --help", "sesions")]
    [InlineData("brain ask --help", "ask")]
    [InlineData("brain pipeline start --help", "pipeline", "start")]
    public async Task Is_told_what_to_type_next(string next, params string[] words)
    {
        var run = await new CommandLineProgram(_home).Run(words);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.EndsWith($"Type: {next}\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "sessions")]
    [InlineData(1, "persona", "list")]
    [InlineData(2, "budget", "plenty")]
    [InlineData(2, "documents", "remove", "")]
    [InlineData(2, "documents", "remove", "/")]
    [InlineData(2, "sessions", "--project", "")]
    [InlineData(2, "costs", "--project", "")]
    [InlineData(2, "documents", "add", "")]
    [InlineData(3, "status")]
    public async Task Leaves_with_the_code_of_what_happened(int code, params string[] words) =>
        Assert.Equal(code, (await new CommandLineProgram(_home).Run(words)).Code);

    [Fact]
    public async Task Takes_out_nothing_in_one_line()
    {
        var run = await new CommandLineProgram(_home).Run("uninstall", "claude-code");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("There was nothing to take out: ", Assert.Single(run.Out.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task Hears_at_the_end_what_of_personas_stays()
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "brain"), "");
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        File.Copy("/bin/true", Path.Combine(_home, "bin", "brain"));
        var program = new CommandLineProgram(_home);

        Assert.Equal(0, (await program.Run("install", "claude-code")).Code);
        Assert.Contains("personas", (await program.Run("uninstall", "claude-code")).Out, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Where(one => !one.Hidden).SelectMany(Below).Prepend(command);
}
