using System.Runtime.InteropServices;

namespace Brain.Models;

/// <summary>
/// A secret that lies in a file: one that only its owner can read, and that belongs to who runs this process.
/// </summary>
public static partial class KeyFile
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

    /// <summary>A secret has fewer characters than this.</summary>
    public const int LengthMax = 4096;

    /// <summary>
    /// The file's text without the blanks around it, or what is wrong with the file, such as <c>has mode 0644</c>.
    /// </summary>
    public static (string? Key, string? Wrong) Read(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        if (Statx(CurrentFolder, path, 0, BasicStats, found) != 0)
            return (null, "can't be found");
        var mode = MemoryMarshal.Read<ushort>(found[ModePlace..]);
        if ((mode & KindBits) != RegularFile)
            return (null, "is no regular file");
        if (MemoryMarshal.Read<uint>(found[UserPlace..]) != UserId())
            return (null, "belongs to somebody else");
        if ((mode & OthersBits) != 0)
            return (null, $"has mode 0{Convert.ToString(mode & 0b111_111_111, 8)}");
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[LengthMax + 1];
            var key = new string(text, 0, reader.ReadBlock(text)).Trim();
            return key.Length is > 0 and < LengthMax
                ? (key, null)
                : (null, key.Length == 0 ? "is empty" : "is far too long for a key");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, "can't be read");
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> found);
}
