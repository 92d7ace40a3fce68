using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Brain.Silo.Cluster;

/// <summary>Whose the other end of a TCP connection is, when it is on this machine: by the kernel's word (proc_net_tcp).</summary>
internal static class SocketOwner
{
    private const int StateField = 3;
    private const int UserField = 7;

    /// <summary>The user's number; null when the peer is on another machine or in another network namespace, or has closed.</summary>
    /// <param name="theirs">The peer's end.</param>
    /// <param name="ours">This end.</param>
    public static uint? Of(EndPoint? theirs, EndPoint? ours)
    {
        if (theirs is not IPEndPoint peer || ours is not IPEndPoint local)
            return null;
        return peer.AddressFamily == AddressFamily.InterNetwork && !peer.Address.IsIPv4MappedToIPv6
            ? Find("tcp", Row(peer.Address, peer.Port, local.Address, local.Port))
                ?? Find("tcp6", Row(peer.Address.MapToIPv6(), peer.Port, local.Address.MapToIPv6(), local.Port))
            : Find("tcp6", Row(peer.Address, peer.Port, local.Address, local.Port))
                ?? (peer.Address.IsIPv4MappedToIPv6
                    ? Find("tcp", Row(peer.Address.MapToIPv4(), peer.Port, local.Address.MapToIPv4(), local.Port))
                    : null);
    }

    private static uint? Find(string table, string row)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/self/net/{table}"))
            {
                if (!line.Contains(row, StringComparison.Ordinal))
                    continue;
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                // Of a socket that nobody holds any more the kernel says root.
                return fields[StateField] is "01" or "08" && uint.TryParse(fields[UserField], CultureInfo.InvariantCulture, out var user) ? user : null;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Then it is not known.
        }

        return null;
    }

    private static string Row(IPAddress from, int fromPort, IPAddress to, int toPort) =>
        string.Create(CultureInfo.InvariantCulture, $": {Hex(from)}:{fromPort:X4} {Hex(to)}:{toPort:X4} ");

    // The kernel prints each 32 bits as a number of the machine.
    private static string Hex(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var words = Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToUInt32(bytes, i * 4).ToString("X8", CultureInfo.InvariantCulture));
        return string.Concat(words);
    }
}
