namespace Brain.Grains.Ports;

/// <summary>
/// Something that the Librarian indexes beside what was said. Registered, it is advanced whenever nothing else waits.
/// </summary>
public interface IIndexSlice
{
    /// <summary>Does a slice of what waits.</summary>
    /// <returns>Whether more waits.</returns>
    Task<bool> Advance(CancellationToken stop);
}
