using System.Runtime.InteropServices;

namespace Brain.Silo;

/// <summary>The permissions that new files don't get.</summary>
internal static partial class Umask
{
    /// <summary>From now on nobody else can read or write what this process makes.</summary>
    public static void OwnerOnly() => _ = Set(0b000_111_111);

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint Set(uint mask);
}
