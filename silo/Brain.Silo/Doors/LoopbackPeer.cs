using System.Globalization;
using System.Net;

namespace Brain.Silo.Doors;

/// <summary>
/// Whose process is on the other side of a loopback connection, by the kernel's table of connections. A token or cookie that
/// somebody else of this machine caught, on this port while the brain was down or on another one, is of no use to them.
/// Source: <c>/proc/net/tcp</c> and <c>tcp6</c> (proc_net_tcp.txt of the kernel): local, remote, state, …, uid, …, inode.
/// </summary>
internal static class LoopbackPeer
{
    private const int LocalPlace = 1;
    private const int RemotePlace = 2;
    private const int UserPlace = 7;
    private const int InodePlace = 9;
    private const string Newer = "/proc/net/tcp6"; // absent where IPv6 is switched off
    private const string MappedPrefix = "0000000000000000FFFF0000";

    /// <summary>The user whose process opened the connection; null when nobody's did as far as the table says.</summary>
    /// <param name="caller">The caller's address and port.</param>
    /// <param name="here">The address and port that were called.</param>
    /// <exception cref="IOException">The table can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table can't be read.</exception>
    public static uint? UserOf(IPEndPoint caller, IPEndPoint here)
    {
        var (local, remote) = (Row(caller), Row(here));
        return Find(File.ReadLines("/proc/net/tcp"), local, remote)
            ?? (File.Exists(Newer) ? Find(File.ReadLines(Newer), MappedPrefix + local, MappedPrefix + remote) : null);
    }

    /// <summary>The user of the row with these two ends. One that its process has let go of (inode 0) is nobody's: its user reads 0, as root's.</summary>
    internal static uint? Find(IEnumerable<string> rows, string local, string remote)
    {
        foreach (var row in rows)
        {
            if (!row.Contains(local, StringComparison.Ordinal))
                continue;
            var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > InodePlace && words[LocalPlace] == local && words[RemotePlace] == remote && words[InodePlace] != "0"
                && uint.TryParse(words[UserPlace], NumberStyles.None, CultureInfo.InvariantCulture, out var user))
                return user;
        }

        return null;
    }

    /// <summary>An IPv4 end as the table writes it: the address as a number of this machine's byte order, the port in hexadecimal.</summary>
    internal static string Row(IPEndPoint end) =>
        $"{BitConverter.ToUInt32(end.Address.MapToIPv4().GetAddressBytes()):X8}:{end.Port:X4}";
}
