namespace Brain.Cli.Silo;

/// <summary>How one part of the installation does.</summary>
/// <param name="Part">Which part.</param>
/// <param name="State">How it does.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What to do about it; null when nothing is wrong.</param>
internal sealed record CheckResult(string Part, CheckState State, string Text, string? Mend = null)
{
    internal static CheckResult Good(string part, string text) => new(part, CheckState.Ok, text);

    internal static CheckResult Odd(string part, string text, string mend) => new(part, CheckState.Warn, text, mend);

    internal static CheckResult Bad(string part, string text, string mend) => new(part, CheckState.Fail, text, mend);
}
