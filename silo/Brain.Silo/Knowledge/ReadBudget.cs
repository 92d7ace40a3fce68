namespace Brain.Silo.Knowledge;

/// <summary>How much of files may be read at one time.</summary>
/// <param name="bytes">So many bytes.</param>
internal sealed class ReadBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Something was not read because of it.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Takes so many bytes, where that many are left.</summary>
    public bool Takes(long wanted)
    {
        IsSpent |= wanted > _left;
        if (wanted > _left)
            return false;
        _left -= wanted;
        return true;
    }
}
