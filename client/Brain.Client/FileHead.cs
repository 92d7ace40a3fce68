namespace Brain.Client;

/// <summary>
/// Reads files that lie in somebody's project or were named by somebody else: a pipe or a device holds nobody up, a
/// link is followed only where that is wanted, and no more is read than allowed.
/// </summary>
internal static unsafe class FileHead
{
    /// <summary>
    /// Its first bytes, all of it when it is no longer; null when there is no regular file that can be read.
    /// </summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="bytesMax">No more is read.</param>
    /// <param name="followLink">A link at the end of the path is followed.</param>
    internal static byte[]? Read(string path, int bytesMax, bool followLink = true)
    {
        const int usual = Posix.NonBlocking | Posix.CloseOnExec | Posix.NoTerminal;
        if (path.Contains('\0') || !Posix.FactsOf(path, followLink).IsRegular)
            return null;
        var file = Posix.Open(path, usual | (followLink ? 0 : Posix.NoFollow), 0);
        if (file < 0)
            return null;
        try
        {
            var facts = Posix.Facts(file);
            return facts.IsRegular ? ReadOpen(file, (int)Math.Min(bytesMax, facts.Size)) : null;
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    private static byte[] ReadOpen(int file, int length)
    {
        var bytes = new byte[length];
        var done = 0;
        fixed (byte* first = bytes)
        {
            while (done < length)
            {
                var got = Posix.ReadAt(file, first + done, (nuint)(length - done), done);
                if (got > 0)
                    done += (int)got;
                else if (got == 0 || Posix.Error != Posix.Interrupted)
                    break;
            }
        }

        return done == length ? bytes : bytes[..done];
    }
}
