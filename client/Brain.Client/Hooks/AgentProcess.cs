using Brain.Client.Supervisor;

namespace Brain.Client.Hooks;

/// <summary>
/// The agent's process that a hook comes of, where the agent names none: the first one above it that is no shell, for
/// agents run their hooks through one.
/// </summary>
internal static class AgentProcess
{
    private const int DepthMax = 8;
    private const int Init = 1;

    // Names as the kernel keeps them.
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "busybox"];

    /// <summary>The agent's process; null when whatever started this one is gone.</summary>
    internal static int? OfThis() => Above(Environment.ProcessId);

    /// <summary>The first process above another that is no shell; null for none within a few steps.</summary>
    internal static int? Above(int process)
    {
        for (var depth = 0; depth < DepthMax && PosixProcess.Parent(process) is { } parent && parent > Init; depth++)
        {
            if (PosixProcess.Name(parent) is not { } name)
                return null;
            if (!Shells.Contains(name, StringComparer.Ordinal))
                return parent;
            process = parent;
        }

        return null;
    }
}
