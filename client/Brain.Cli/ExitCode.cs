namespace Brain.Cli;

/// <summary>What the exit code of every verb means.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Ok = 0;

    /// <summary>It could not be done.</summary>
    internal const int Failed = 1;

    /// <summary>The brain understood, and refused.</summary>
    internal const int Refused = 2;

    /// <summary>Of <c>brain status</c>: nothing runs.</summary>
    internal const int Down = 3;

    /// <summary>Of <c>brain status</c>: it runs and takes no hooks.</summary>
    internal const int NotReady = 4;
}
