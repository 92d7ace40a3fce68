namespace Brain.Cli.Demo;

/// <summary>One event of a replay and what came of it.</summary>
/// <param name="Event">Which hook.</param>
/// <param name="Sent">What was sent, in short.</param>
/// <param name="ExitCode">How the hook ended.</param>
/// <param name="Answer">What the brain answered, in words; empty when it had nothing to say.</param>
/// <param name="Ms">How long it took.</param>
internal sealed record DemoStep(string Event, string Sent, int ExitCode, string[] Answer, double Ms)
{
    /// <summary>The brain did not let the tool run.</summary>
    public bool Denied => Answer is [var first, ..] && first.StartsWith("deny: ", StringComparison.Ordinal);
}
