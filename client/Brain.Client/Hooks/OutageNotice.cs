namespace Brain.Client.Hooks;

/// <summary>
/// Remembers, in empty files beside the spool, that a session was told the brain is down, so that it is told once.
/// </summary>
internal sealed class OutageNotice(BrainHome home, string? session)
{
    private readonly string _told = $"{home.Spool}/{session ?? Spool.NoSession}.told";
    private readonly string _lost = $"{home.Spool}/{session ?? Spool.NoSession}.lost";
    private readonly string _kept = $"{home.Spool}/{session ?? Spool.NoSession}.kept";
    private readonly string _back = $"{home.Spool}/{session ?? Spool.NoSession}.back";
    private readonly string _unread = $"{home.Spool}/{session ?? Spool.NoSession}.unread";

    // What names no session is of all of them: whom it is told a day later knows nothing of the first time.
    private static readonly TimeSpan UnreadableEvery = TimeSpan.FromDays(1);

    /// <summary>
    /// True the first time in an outage, and once more when events begin to be lost. Where nothing can be
    /// remembered it is true every time: a loss nobody hears of would be worse than a line too many.
    /// </summary>
    internal bool FirstSeen(bool lost) => Mark(lost ? _lost : _told);

    /// <summary>True the first time in a day that an event of the session can't be read.</summary>
    internal bool FirstUnreadable()
    {
        var told = new FileInfo(_unread);
        if (told.Exists && (DateTime.UtcNow - told.LastWriteTimeUtc).Duration() >= UnreadableEvery)
            ForgetUnreadable();
        return Mark(_unread);
    }

    /// <summary>The session is over.</summary>
    internal void ForgetUnreadable() => _ = Posix.Unlink(_unread);

    /// <summary>One more event is kept in the spool; the file's length is their number.</summary>
    internal unsafe void Keep()
    {
        var file = Posix.Open(_kept, Posix.WriteOnly | Posix.Create | Posix.Append | Posix.CloseOnExec, 0x180);
        if (file < 0)
            return;
        var mark = (byte)'.';
        _ = Posix.Write(file, &mark, 1);
        _ = Posix.Close(file);
    }

    /// <summary>
    /// The brain answered, and nothing waits any more: the next failure is a new outage. How many events it was told
    /// since the person heard that it was down; null when they heard no such thing, or can't be told now.
    /// </summary>
    /// <param name="mayTell">What is answered now is shown to the person.</param>
    internal int? Over(bool mayTell)
    {
        _ = Posix.Unlink(_lost);
        if (Posix.Unlink(_told) == 0)
            Mark(_back);
        if (!mayTell)
            return null;
        var isDue = Posix.Unlink(_back) == 0;
        var kept = new FileInfo(_kept) is { Exists: true } file ? (int)file.Length : 0;
        _ = Posix.Unlink(_kept);
        return isDue && kept > 0 ? kept : null;
    }

    private static bool Mark(string path)
    {
        var file = Posix.Open(path, Posix.WriteOnly | Posix.Create | Posix.Exclusive | Posix.CloseOnExec, 0x180);
        if (file < 0)
            return Posix.Error != Posix.Exists;
        _ = Posix.Close(file);
        return true;
    }
}
