using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Brain.Silo.Security;

/// <summary>
/// Whose process is on the other side of a TCP connection of this machine, by the kernel's table of connections. A
/// token or cookie that somebody else caught is of no use to them, and who is refused is named. Source:
/// <c>/proc/net/tcp</c> and <c>tcp6</c> (proc_net_tcp.txt of the kernel): local, remote, state, …, uid, …, inode.
/// </summary>
internal static class SocketOwner
{
    private const int UserField = 7;
    private const int InodeField = 9;

    /// <summary>
    /// The user's number; null when the peer is on another machine or in another network namespace, or has closed.
    /// </summary>
    /// <param name="theirs">The peer's end.</param>
    /// <param name="ours">This end.</param>
    /// <exception cref="IOException">The table can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The table can't be read.</exception>
    public static uint? Of(IPEndPoint theirs, IPEndPoint ours)
    {
        var (peer, local) = (Plain(theirs), Plain(ours));
        if (
            peer.AddressFamily == AddressFamily.InterNetwork
            && Find(File.ReadLines("/proc/net/tcp"), Row(peer, local)) is { } user
        )
            return user;
        // Absent where IPv6 is switched off.
        const string newer = "/proc/net/tcp6";
        return File.Exists(newer) ? Find(File.ReadLines(newer), Row(Mapped(peer), Mapped(local))) : null;
    }

    /// <summary>The same where it is only told; null when it is not known, for whatever reason.</summary>
    public static uint? TryOf(EndPoint? theirs, EndPoint? ours)
    {
        try
        {
            return theirs is IPEndPoint peer && ours is IPEndPoint local ? Of(peer, local) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// The user of the row. One that its process has let go of (inode 0) is nobody's: its user reads 0, as root's.
    /// </summary>
    internal static uint? Find(IEnumerable<string> table, string row)
    {
        foreach (var line in table)
        {
            if (!line.Contains(row, StringComparison.Ordinal))
                continue;
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                fields.Length > InodeField
                && fields[InodeField] != "0"
                && uint.TryParse(fields[UserField], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            )
                return user;
        }

        return null;
    }

    /// <summary>Two ends as the table writes them.</summary>
    internal static string Row(IPEndPoint local, IPEndPoint remote) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $": {Hex(local.Address)}:{local.Port:X4} {Hex(remote.Address)}:{remote.Port:X4} "
        );

    private static IPEndPoint Plain(IPEndPoint end) =>
        end.Address.IsIPv4MappedToIPv6 ? new(end.Address.MapToIPv4(), end.Port) : end;

    private static IPEndPoint Mapped(IPEndPoint end) =>
        end.AddressFamily == AddressFamily.InterNetwork ? new(end.Address.MapToIPv6(), end.Port) : end;

    // The kernel prints each 32 bits as a number of the machine.
    private static string Hex(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return string.Concat(
            Enumerable
                .Range(0, bytes.Length / 4)
                .Select(word => BitConverter.ToUInt32(bytes, word * 4).ToString("X8", CultureInfo.InvariantCulture))
        );
    }
}
