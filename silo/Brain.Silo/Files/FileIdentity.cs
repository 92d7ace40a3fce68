using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Brain.Silo.Files;

/// <summary>Which file a path leads to now: another file under the same name is another inode.</summary>
/// <param name="Inode">Its number on its disk.</param>
/// <param name="Length">Its bytes.</param>
internal sealed partial record FileIdentity(ulong Inode, long Length)
{
    /// <summary>The disk that the number is of.</summary>
    public required ulong Device { get; init; }

    /// <summary>How many names it has.</summary>
    public required uint Links { get; init; }

    /// <summary>Whose it is.</summary>
    public uint Owner { get; init; }

    /// <summary>Which group's it is.</summary>
    public uint Group { get; init; }

    /// <summary>When it, or what is known of it, changed: nanoseconds since 1970. Nobody can set it back.</summary>
    public long Changed { get; init; }

    /// <summary>When it was written last, as it says of itself: nanoseconds since 1970.</summary>
    public long Written { get; init; }

    // statx(2), linux/stat.h: the same layout on every architecture.
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int StructBytes = 256;
    private const int LinksPlace = 16;
    private const int OwnerPlace = 20;
    private const int GroupPlace = 24;
    private const int ModePlace = 28;
    private const int InodePlace = 32;
    private const int SizePlace = 40;
    private const int ChangedPlace = 96;
    private const int WrittenPlace = 112;
    private const int DevicePlace = 136;
    private const int KindBits = 0xf000;
    private const int RegularFileKind = 0x8000;
    private const int FileItself = 0x1000;
    private const int LinkItself = 0x100;

    /// <summary>
    /// What the path leads to; null when it is no regular file, which might never end or never begin.
    /// </summary>
    public static FileIdentity? Of(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        return Statx(CurrentFolder, path, 0, BasicStats, found) == 0 ? In(found) : null;
    }

    /// <summary>What stands at the end of the path itself; null for a link and whatever is no regular file.</summary>
    public static FileIdentity? OfItself(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        return Statx(CurrentFolder, path, LinkItself, BasicStats, found) == 0 ? In(found) : null;
    }

    /// <summary>Whether both are one file, however it may have grown.</summary>
    public bool IsSame(FileIdentity other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>Another text whenever it, or what is known of it, changed; a line for nothing at all.</summary>
    public static string Mark(FileIdentity? file) =>
        file is null
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{file.Inode}:{file.Length}:{file.Changed}");

    /// <summary>What an open file is; null when it is no regular one.</summary>
    public static FileIdentity? Of(SafeFileHandle file)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        return Statx((int)file.DangerousGetHandle(), "", FileItself, BasicStats, found) == 0 ? In(found) : null;
    }

    /// <summary>What the path leads to, a socket or folder too; null when nothing is there.</summary>
    public static FileIdentity? OfAny(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        return Statx(CurrentFolder, path, 0, BasicStats, found) == 0 ? Read(found) : null;
    }

    /// <summary>What stands at the end of the path itself, a link too; null when nothing is there.</summary>
    public static FileIdentity? OfAnyItself(string path)
    {
        Span<byte> found = stackalloc byte[StructBytes];
        return Statx(CurrentFolder, path, LinkItself, BasicStats, found) == 0 ? Read(found) : null;
    }

    private static FileIdentity? In(ReadOnlySpan<byte> found) =>
        (MemoryMarshal.Read<ushort>(found[ModePlace..]) & KindBits) == RegularFileKind ? Read(found) : null;

    private static FileIdentity Read(ReadOnlySpan<byte> found) =>
        new(MemoryMarshal.Read<ulong>(found[InodePlace..]), MemoryMarshal.Read<long>(found[SizePlace..]))
        {
            Device = MemoryMarshal.Read<ulong>(found[DevicePlace..]),
            Links = MemoryMarshal.Read<uint>(found[LinksPlace..]),
            Owner = MemoryMarshal.Read<uint>(found[OwnerPlace..]),
            Group = MemoryMarshal.Read<uint>(found[GroupPlace..]),
            Changed = Moment(found[ChangedPlace..]),
            Written = Moment(found[WrittenPlace..]),
        };

    private static long Moment(ReadOnlySpan<byte> found) =>
        (MemoryMarshal.Read<long>(found) * 1_000_000_000) + MemoryMarshal.Read<uint>(found[sizeof(long)..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> found);
}
