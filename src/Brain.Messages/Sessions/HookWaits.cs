namespace Brain.Messages.Sessions;

/// <summary>How long a carrier waits for the brain while it lives, in milliseconds; and what it hears after.</summary>
public static class HookWaits
{
    /// <summary>For what a person typed for the brain itself, soft or hard.</summary>
    public const int TypedMs = 5_000;

    /// <summary>What the brain says of an event that it came to when nobody waited for it any more.</summary>
    public const string TooLate = "came too late: its caller has given up";

    /// <summary>For what a chat model answers.</summary>
    public const int ModelMs = 620_000;
}
