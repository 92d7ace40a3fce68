using Brain.Messages.Hooks.ClaudeCode;
using Brain.Tests.Import;

namespace Brain.Tests.CommandLine;

/// <summary>What <c>brain doctor</c> says of files that agents delete.</summary>
public sealed class LookingForTranscripts(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Counts_no_note_as_one_and_names_no_day_where_none_is()
    {
        // Or the brain may have read the note by itself when it is asked.
        await File.WriteAllTextAsync(Path.Combine(silo.Settings.Home, "brain.json"), """{"import":"never"}""");
        var memory = Path.Combine(silo.Settings.AgentFolders(ClaudeCodeAgent.Known), "projects", "-home-me", "memory");
        Directory.CreateDirectory(memory);
        await File.WriteAllTextAsync(Path.Combine(memory, "deck.md"), "Sweep the deck.");

        var none = await Doctor();
        new SomeTranscript(Guid.NewGuid(), TimeProvider.System.GetUtcNow())
            .Asks("Hello")
            .Says("Hi.")
            .WriteTo(Path.GetDirectoryName(memory)!);
        var one = await Doctor();

        Assert.Contains(" is not set), and none is there", none, StringComparison.Ordinal);
        Assert.DoesNotContain("the oldest of", none, StringComparison.Ordinal);
        Assert.Contains("1 of 1 files hold something", none, StringComparison.Ordinal);
        Assert.Contains("; the oldest of 1 has 29 left", one, StringComparison.Ordinal);
    }

    private async Task<string> Doctor() => (await new CommandLineProgram(silo.Settings.Home).Run("doctor")).Out;
}
