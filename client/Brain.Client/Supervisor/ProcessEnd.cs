using System.Globalization;
using System.Runtime.InteropServices;

namespace Brain.Client.Supervisor;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">What it said itself; null when a signal ended it, or when nobody could see.</param>
/// <param name="Signal">The signal that ended it; null when none did, or when nobody could see.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessEnd(int? ExitCode, int? Signal)
{
    /// <summary>It was not our child, and only a parent is told.</summary>
    internal static readonly ProcessEnd Unknown;

    /// <summary>What <c>waitpid</c> says.</summary>
    internal static ProcessEnd Of(int status) =>
        (status & 0x7F) is not 0 and var signal ? new(null, signal) : new((status >> 8) & 0xFF, null);

    /// <summary>A clause without its subject.</summary>
    internal string ToText() =>
        this switch
        {
            { Signal: PosixProcess.Kill } =>
                "was ended by signal 9 (KILL: by somebody, or by the system for want of memory)",
            { Signal: { } signal } => string.Create(CultureInfo.InvariantCulture, $"was ended by signal {signal}"),
            { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}"),
            _ => "ended (how is not known: another process had started it)",
        };
}
