namespace Brain.Client.Hooks;

/// <summary>
/// The agent's own span, which it hands to its hooks in the environment. Source: w3.org/TR/trace-context.
/// </summary>
internal static class HookTrace
{
    private const string Variable = "TRACEPARENT";
    private const int Length = 55;

    /// <summary>
    /// The request's header line, so that what the brain does hangs under it; nothing where there is none.
    /// </summary>
    internal static string Header =>
        Environment.GetEnvironmentVariable(Variable) is { Length: Length } parent && IsPlain(parent)
            ? $"traceparent: {parent}\r\n"
            : "";

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiHexDigitLower(letter) && letter != '-')
                return false;
        }

        return true;
    }
}
