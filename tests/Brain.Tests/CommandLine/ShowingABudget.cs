using Brain.Tests.Client;

namespace Brain.Tests.CommandLine;

public sealed class ShowingABudget : IDisposable
{
    private const string Id = "08e91e96-a464-4f2e-8436-5a4def07c36c";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Names_the_caps_in_dollars_beside_the_tokens()
    {
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            received =>
                received.Line.Contains("/status-line", StringComparison.Ordinal)
                    ? "200 {\"mode\":\"debug\",\"spend\":[{\"of\":\"day\",\"spent_usd\":1.5,\"cap_usd\":20}]}"
                    : $"200 {{\"id\":\"{Id}\",\"status\":\"active\",\"mode\":\"debug\",\"tokens\":1200,"
                        + "\"last_at\":\"2026-11-01T12:00:00Z\"}"
        );

        var (code, told, error) = await new CommandLineProgram(_scratch.Path).Run("budget", "--session", Id);

        Assert.Equal((0, "1.2k tokens used, no cap on tokens · day: $1.50 of $20.00 used\n", ""), (code, told, error));
    }
}
