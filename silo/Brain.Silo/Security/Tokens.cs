using System.Security.Cryptography;
using System.Text;
using Brain.Silo.Configuration;

namespace Brain.Silo.Security;

/// <summary>
/// The two secrets of the loopback port, made at the first start and kept in files that only their owner can read:
/// <c>token</c> opens everything, <c>hook-token</c> only what an agent tells, hooks and telemetry, for settings files
/// that the agent can see.
/// </summary>
internal sealed class Tokens
{
    private readonly byte[] _all;
    private readonly byte[] _hooks;

    public Tokens(BrainSettings settings)
    {
        Directory.CreateDirectory(settings.Home);
        _all = Encoding.UTF8.GetBytes(Keep(Path.Combine(settings.Home, "token")));
        _hooks = Encoding.UTF8.GetBytes(Keep(Path.Combine(settings.Home, "hook-token")));
        LoginKey = SHA256.HashData([.. "login:"u8, .. _all]);
    }

    /// <summary>Under which logins are kept: a new token signs every browser out.</summary>
    public byte[] LoginKey { get; }

    /// <summary>Whether the token opens this path.</summary>
    public bool Opens(string token, PathString path)
    {
        var given = Encoding.UTF8.GetBytes(token);
        // An agent tells by both: events to its hooks, and telemetry.
        var isHook =
            path.StartsWithSegments("/hooks", StringComparison.Ordinal)
            || path.StartsWithSegments("/v1", StringComparison.Ordinal);
        return CryptographicOperations.FixedTimeEquals(given, _all)
            | (isHook & CryptographicOperations.FixedTimeEquals(given, _hooks));
    }

    /// <summary>Whether it is the whole token.</summary>
    public bool IsWhole(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _all);

    private static string Keep(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: >= 32 } kept)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return kept;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        file.Write(Encoding.UTF8.GetBytes(made + "\n"));
        return made;
    }
}
