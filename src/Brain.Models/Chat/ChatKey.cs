using System.Runtime.InteropServices;

namespace Brain.Models.Chat;

/// <summary>The key of a provider: from a file that only its owner can read, or from the environment.</summary>
internal static partial class ChatKey
{
    // statx(2), linux/stat.h: the same layout on every architecture.
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int StructBytes = 256;
    private const int UserPlace = 20;
    private const int ModePlace = 28;
    private const int KindBits = 0xf000;
    private const int RegularFile = 0x8000;
    private const int OthersBits = 0b000_111_111;

    /// <summary>The most characters of a key.</summary>
    private const int LengthMax = 4096;

    /// <summary>The key, or why there is none; neither when none is to be sent.</summary>
    public static (string? Key, string? Fault) Of(ChatSettings settings, Func<string, string?> environment)
    {
        var (key, fault) = settings.KeyFile is { } path ? InFile(path) : InEnvironment(settings, environment);
        if (fault is not null || key is null)
            return (null, fault);
        if (key.Any(letter => letter is <= ' ' or > '~'))
            return (null, $"No chat model is asked: the key in {Source(settings)} is not one word of printable characters; put the key there, and nothing else.");
        return settings.Endpoint.Scheme == Uri.UriSchemeHttps || settings.Endpoint.IsLoopback
            ? (key, null)
            : (null, $"No chat model is asked: the key in {Source(settings)} would travel readable for all to {settings.Endpoint.Host}; "
                + "use https in \"endpoint\", or \"key_env\": \"\" to send none.");
    }

    private static (string? Key, string? Fault) InEnvironment(ChatSettings settings, Func<string, string?> environment)
    {
        if (settings.KeyEnv is not { } name)
            return (null, null);
        var key = environment(name)?.Trim();
        // A server of one's own may want no key.
        var isNeeded = settings.IsKeyEnvNamed || settings.IsOwnEndpoint;
        return key is { Length: > 0 and <= LengthMax } || (!isNeeded && string.IsNullOrEmpty(key))
            ? (string.IsNullOrEmpty(key) ? null : key, null)
            : (null, $"No chat model is asked: the silo was started without a key in {name}. Set it and start the silo again, "
                + "or name a file of mode 0600 in \"key_file\" of \"chat\" in brain.json.");
    }

    private static (string? Key, string? Fault) InFile(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        if (Statx(CurrentFolder, path, 0, BasicStats, found) != 0)
            return Wrong(path, "can't be found");
        var mode = MemoryMarshal.Read<ushort>(found[ModePlace..]);
        if ((mode & KindBits) != RegularFile)
            return Wrong(path, "is no regular file");
        if (MemoryMarshal.Read<uint>(found[UserPlace..]) != UserId())
            return Wrong(path, "belongs to somebody else");
        if ((mode & OthersBits) != 0)
            return Wrong(path, $"has mode 0{Convert.ToString(mode & 0b111_111_111, 8)}");
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[LengthMax + 1];
            var key = new string(text, 0, reader.ReadBlock(text)).Trim();
            return key.Length is > 0 and < LengthMax ? (key, null) : Wrong(path, key.Length == 0 ? "is empty" : "is far too long for a key");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Wrong(path, "can't be read");
        }
    }

    private static (string? Key, string? Fault) Wrong(string path, string found) =>
        (null, $"No chat model is asked: {path}, the \"key_file\" of \"chat\" in brain.json, {found}; expected a file with the key in it, "
            + "owned by the silo's user, with mode 0600.");

    private static string Source(ChatSettings settings) => settings.KeyFile ?? settings.KeyEnv!;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> found);
}
