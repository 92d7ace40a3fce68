namespace Brain.Messages.Sessions;

/// <summary>Modes as people, files and the database write them.</summary>
public static class ModeWords
{
    /// <summary>Every one, the most careful first.</summary>
    public static IReadOnlyList<string> All { get; } = ["sparring", "debug", "execution"];

    /// <summary>The mode's name.</summary>
    public static string Word(this Mode mode) =>
        mode switch
        {
            Mode.Sparring => "sparring",
            Mode.Debug => "debug",
            _ => "execution",
        };

    /// <summary>The mode of that name, whatever its case; null when there is none.</summary>
    public static Mode? Parse(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "sparring" => Mode.Sparring,
            "debug" => Mode.Debug,
            "execution" => Mode.Execution,
            _ => null,
        };
}
