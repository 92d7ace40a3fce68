namespace Brain.Client.Hooks;

/// <summary>How the hook process ends: what the agent sees of it.</summary>
/// <param name="ExitCode">0 goes on, 2 refuses, anything else goes on and is noted.</param>
/// <param name="Stdout">The decision as JSON, or nothing.</param>
/// <param name="Stderr">For the person, or nothing.</param>
internal readonly record struct HookOutcome(int ExitCode, ReadOnlyMemory<byte> Stdout, string? Stderr)
{
    internal static readonly HookOutcome Nothing = new(0, default, null);
}
