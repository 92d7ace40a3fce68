namespace Brain.Client;

/// <summary>What came back: a status and a body, or the fault that kept it from coming.</summary>
/// <param name="Status">The HTTP status; 0 with a fault.</param>
/// <param name="Body">The body, decoded.</param>
/// <param name="Fault">Why there is no answer, as the end of "the brain is down: …"; null when there is one.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body, string? Fault)
{
    internal static HttpAnswer Failed(string why) => new(0, default, why);
}
