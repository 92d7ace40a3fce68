using System.Security.Cryptography;
using System.Text;

namespace Brain.Cli.Demo;

/// <summary>An id that is new for each replay and the same within one.</summary>
internal static class DemoId
{
    private const int IdBytes = 16;

    internal static Guid Of(Guid session, string recorded)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{session} {recorded}"), hash);
        return new(hash[..IdBytes]);
    }
}
