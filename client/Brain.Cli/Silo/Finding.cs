namespace Brain.Cli.Silo;

/// <summary>How one part of the installation does.</summary>
/// <param name="Part">Which part.</param>
/// <param name="State">How it does.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What to do about it; null when nothing is wrong.</param>
internal sealed record Finding(string Part, Health State, string Text, string? Mend = null)
{
    internal static Finding Good(string part, string text) => new(part, Health.Ok, text);

    internal static Finding Odd(string part, string text, string mend) => new(part, Health.Warn, text, mend);

    internal static Finding Bad(string part, string text, string mend) => new(part, Health.Fail, text, mend);
}
