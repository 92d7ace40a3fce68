namespace Brain.Messages.Sessions;

/// <summary>How long a carrier waits for the brain while it lives, in milliseconds.</summary>
public static class HookWaits
{
    /// <summary>For what a person typed for the brain itself, soft or hard.</summary>
    public const int TypedMs = 5_000;

    /// <summary>For what a chat model answers.</summary>
    public const int ModelMs = 620_000;
}
