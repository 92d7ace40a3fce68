namespace Brain.Client.Install;

/// <summary>What the person chose when installing.</summary>
/// <param name="Program">The native client's absolute path.</param>
/// <param name="Hard">Refuse what the brain cannot decide.</param>
/// <param name="Http">Where the frequent tool events go by HTTP; null when every event takes the native client.</param>
/// <param name="HandOff">Make a HANDOFF.md in projects that have none.</param>
internal sealed record HookOptions(string Program, bool Hard, HookHttp? Http, bool HandOff = false)
{
    /// <summary>
    /// The brain's folder, absolute: hooks go there whatever the environment says. Null leaves it to the environment.
    /// </summary>
    internal string? Home { get; init; }

    /// <summary>Show the brain's status line too, where the person has none.</summary>
    internal bool StatusLine { get; init; }

    /// <summary>The events that the person's version of the agent knows; null for all.</summary>
    internal IReadOnlyList<string>? Events { get; init; }

    /// <summary>
    /// How long a soft session waits, in milliseconds; null leaves it to the environment, within limits.
    /// </summary>
    internal int? SoftMs { get; init; }

    /// <summary>
    /// How long a hard session waits, in milliseconds; null leaves it to the environment, within limits.
    /// </summary>
    internal int? HardMs { get; init; }

    /// <summary>
    /// The words after the program: what they say beats the environment, which a project's settings can fill.
    /// </summary>
    /// <param name="agent">Whose hooks.</param>
    internal string[] Arguments(string agent) =>
        [
            "hook",
            agent,
            .. Hard ? ["--hard"] : Array.Empty<string>(),
            .. HandOff ? ["--handoff"] : Array.Empty<string>(),
            .. Home is { } home ? ["--home", home] : Array.Empty<string>(),
            .. SoftMs is { } soft ? ["--soft-ms", $"{soft}"] : Array.Empty<string>(),
            .. HardMs is { } hard ? ["--hard-ms", $"{hard}"] : Array.Empty<string>(),
        ];
}

/// <summary>The loopback address of the hook endpoint and the token that opens it.</summary>
/// <param name="Port">The silo's port.</param>
/// <param name="Token">Good for the hook endpoint only.</param>
internal sealed record HookHttp(string Port, string Token);
