using System.Security.Cryptography;
using Brain.Domain.Sessions;
using Brain.Silo.Configuration;

namespace Brain.Silo.Sessions;

/// <summary>
/// The key by which this brain knows its own parts of HANDOFF.md, made at the first start and kept in
/// <c>handoff-key</c>, which
/// only its owner can read. Each BRAIN_HOME has its own, so what another machine wrote is told as somebody else's.
/// </summary>
internal static class HandOffKey
{
    private const int Bytes = 32;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file in a brain's folder.</summary>
    public static string PathIn(string home) => Path.Combine(home, "handoff-key");

    /// <summary>Reads the key, or makes one where there is none.</summary>
    public static HandOffMac Of(BrainSettings settings)
    {
        try
        {
            Directory.CreateDirectory(settings.Home);
            var path = PathIn(settings.Home);
            return new(Read(path) ?? Make(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, say: no hook fails for that. Until the next start each part is somebody else's.
            return new(RandomNumberGenerator.GetBytes(Bytes));
        }
    }

    private static byte[]? Read(string path)
    {
        if (
            !File.Exists(path)
            || File.ReadAllText(path).Trim() is not { Length: Bytes * 2 } text
            || !text.All(char.IsAsciiHexDigit)
        )
            return null;
        File.SetUnixFileMode(path, Private);
        return Convert.FromHexString(text);
    }

    private static byte[] Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(Bytes);
        var draft = $"{path}.{Environment.ProcessId}.new";
        File.Delete(draft);
        using (
            var file = new FileStream(
                draft,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = Private,
                }
            )
        )
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key) + "\n"));
        File.Move(draft, path, overwrite: true);
        return key;
    }
}
