using System.Security.Cryptography;
using System.Text;

namespace Brain.Silo.Security;

/// <summary>
/// Where the numbers of this silo's processes mean something: one boot of one kernel, and in it one namespace of
/// processes. Another machine of a cluster, another container of this one and this one before it was started anew gave
/// the same numbers to others. Source: <c>/proc/sys/kernel/random/boot_id</c> (random(4)) and <c>/proc/self/ns/pid</c>
/// (pid_namespaces(7)).
/// </summary>
internal static class ProcessSpace
{
    private const int Digits = 16;

    /// <summary>This one's.</summary>
    public static string Key { get; } = Of(Boot() ?? Environment.MachineName, Namespace() ?? "");

    /// <summary>The key of a boot and a namespace: a digest, for a machine's ids are told to nobody.</summary>
    internal static string Of(string boot, string space) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"brain processes {boot} {space}")))[..Digits];

    private static string? Boot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Namespace()
    {
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
