namespace Brain.Dashboard;

/// <summary>The pages, in the order of the bar.</summary>
public static class Navigation
{
    /// <summary>The first one's address.</summary>
    public const string Home = "/";

    /// <summary>Below it lie all others.</summary>
    public const string Root = "/app";

    /// <summary>Name, address and title of each.</summary>
    public static IReadOnlyList<(string Name, string Path, string Title)> Pages { get; } =
    [
        ("now", Home, "Now"),
        ("sessions", $"{Root}/sessions", "Sessions"),
        ("personas", $"{Root}/personas", "Personas"),
        ("pipelines", $"{Root}/pipelines", "Pipelines"),
        ("knowledge", $"{Root}/knowledge", "Knowledge"),
        ("skills", $"{Root}/skills", "Skills"),
        ("cost", $"{Root}/cost", "Cost"),
        ("health", $"{Root}/health", "Health"),
        ("commands", $"{Root}/commands", "Commands"),
    ];

    /// <summary>The address of a session.</summary>
    public static string Of(Guid session) => $"{Root}/sessions/{session}";

    /// <summary>The address of a turn.</summary>
    public static string Of(Guid session, int turn) => $"{Of(session)}?before={turn + 1}#turn-{turn}";
}
