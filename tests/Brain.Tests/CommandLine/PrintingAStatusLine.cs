using System.Text.Json.Nodes;
using Brain.Tests.Client;

namespace Brain.Tests.CommandLine;

public sealed class PrintingAStatusLine : IDisposable
{
    private const string Named =
        "{\"session_id\":\"08e91e96-a464-4f2e-8436-5a4def07c36c\",\"cost\":{\"total_cost_usd\":1.5}}";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("", "brain: no session named")]
    [InlineData("what is this", "brain: no session named")]
    [InlineData("{\"session_id\":\"not one\"}", "brain: no session named")]
    [InlineData(Named, "brain: down")]
    public async Task Without_a_brain_is_one_quiet_line(string input, string line) =>
        Assert.Equal((0, line + "\n", ""), await Print(input));

    [Fact]
    public async Task Of_a_session_that_is_not_known_is_one_quiet_line()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "404 {}");

        Assert.Equal((0, "brain: not seen yet\n", ""), await Print(Named));
    }

    [Theory]
    [InlineData("500 {}")]
    [InlineData("200 [")]
    [InlineData("200 null")]
    public async Task Of_a_brain_that_fails_is_one_quiet_line(string answer)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => answer);
        var (code, text, error) = await Print(Named);

        Assert.Equal((0, "", 1), (code, error, text.Count(letter => letter == '\n')));
        Assert.StartsWith("brain: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_people_and_programs_the_same()
    {
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            _ => "200 {\"purpose\":\"a\\u001b[31m b\",\"mode\":\"debug\",\"tokens\":1200,\"late_runs\":2}"
        );

        Assert.Equal((0, "a b · debug · 1.2k tokens · 2 late · $1.50\n", ""), await Print(Named));
        Assert.Equal((0, "a b · debug · 1.2k tokens · 2 late\n", ""), await Print(Named, "--segment"));
        var json = JsonNode.Parse((await Print(Named, "--json")).Out)!;
        Assert.Equal((2, 1.5m), ((int)json["late_runs"]!, (decimal)json["cost_usd"]!));
        Assert.Equal("GET /sessions/08e91e96-a464-4f2e-8436-5a4def07c36c/status-line HTTP/1.1", brain.All.First().Line);
    }

    private Task<(int Code, string Out, string Error)> Print(string input, params string[] words) =>
        new CommandLineProgram(_scratch.Path) { Input = input }.Run(["statusline", .. words]);
}
