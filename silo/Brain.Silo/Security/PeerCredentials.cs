using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Brain.Silo.Security;

/// <summary>Who is on the other side of a Unix socket, by the kernel's word.</summary>
internal static partial class PeerCredentials
{
    // Linux: SOL_SOCKET, SO_PEERCRED (socket(7)); struct ucred is pid, uid, gid of 4 bytes each.
    private const int Level = 1;
    private const int PeerCredentialsOption = 17;

    /// <summary>The caller's process and user; null when the kernel does not say, or the caller is gone.</summary>
    public static Peer? Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            if (socket.GetRawSocketOption(Level, PeerCredentialsOption, credentials) < credentials.Length)
                return null;
        }
        catch (ObjectDisposedException)
        {
            // Who called has gone, and closed it.
            return null;
        }

        // A process of another PID namespace reads 0.
        var process = BinaryPrimitives.ReadInt32LittleEndian(credentials);
        return new(BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]), process > 0 ? process : null);
    }

    /// <summary>Whether the user is this process's own, or root.</summary>
    public static bool IsOwner(uint user) => user == 0 || user == UserId();

    /// <summary>The user of this process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint UserId();
}
