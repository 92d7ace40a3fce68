using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// What names were read as last, for each thread its own: a text says few names, and says them again and again. It has
/// nothing but letters and joints, for what has figures could be a secret, and nobody would take it out of here.
/// </summary>
internal sealed class NameMemo
{
    private const int Slots = 128;
    private const int LengthMax = 24;

    private static readonly SearchValues<char> Kept = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"
    );

    [ThreadStatic]
    private static NameMemo? _ofThread;

    private readonly char[] _names = new char[Slots * LengthMax];
    private readonly byte[] _lengths = new byte[Slots];
    private readonly NameKind[] _kinds = new NameKind[Slots];

    /// <summary>The one of the thread that asks.</summary>
    internal static NameMemo OfThread => _ofThread ??= new();

    /// <summary>What a name was read as; false when it was not read lately.</summary>
    internal bool TryGet(ReadOnlySpan<char> name, out NameKind kind)
    {
        kind = NameKind.None;
        if (name.Length is 0 or > LengthMax)
            return false;
        var slot = Slot(name);
        if (_lengths[slot] != name.Length || !name.SequenceEqual(_names.AsSpan(slot * LengthMax, name.Length)))
            return false;
        kind = _kinds[slot];
        return true;
    }

    /// <summary>Keeps what a name was read as, in the place of another.</summary>
    internal void Set(ReadOnlySpan<char> name, NameKind kind)
    {
        if (name.Length is 0 or > LengthMax || name.ContainsAnyExcept(Kept))
            return;
        var slot = Slot(name);
        name.CopyTo(_names.AsSpan(slot * LengthMax));
        (_lengths[slot], _kinds[slot]) = ((byte)name.Length, kind);
    }

    private static int Slot(ReadOnlySpan<char> name)
    {
        var mixed = (name[0] * 31) + (name[^1] * 7) + (name[name.Length / 2] * 131) + name.Length;
        return (int)(((uint)mixed * 0x9E3779B1u) >> 25);
    }
}
