using System.Runtime.InteropServices;

namespace Brain.Domain.Knowledge;

/// <summary>
/// Texts whose near duplicates are looked for again and again: the runs of each are made once, and a text is compared
/// with those alone that share one with it. It finds what <see cref="Likeness.Near"/> does.
/// </summary>
/// <typeparam name="T">What has a text.</typeparam>
public sealed class LikenessIndex<T>
{
    private readonly T[] _of;
    private readonly int[] _counts;
    private readonly Dictionary<ulong, List<(int At, int Times)>> _places = [];

    /// <summary>Of some texts.</summary>
    /// <param name="some">What has them.</param>
    /// <param name="words">The text of one.</param>
    public LikenessIndex(IEnumerable<T> some, Func<T, string> words)
    {
        _of = [.. some];
        _counts = new int[_of.Length];
        for (var at = 0; at < _of.Length; at++)
        {
            var grams = Likeness.Grams(words(_of[at]));
            _counts[at] = Likeness.Count(grams);
            foreach (var (gram, times) in grams)
                (CollectionsMarshal.GetValueRefOrAddDefault(_places, gram, out _) ??= []).Add((at, times));
        }
    }

    /// <summary>Those that are near duplicates of a text, the most alike first.</summary>
    public IEnumerable<(T Of, double Likeness)> Near(string text)
    {
        var grams = Likeness.Grams(text);
        var shared = new int[_of.Length];
        foreach (var (gram, times) in grams)
        {
            foreach (var (at, others) in _places.GetValueOrDefault(gram) ?? [])
                shared[at] += Math.Min(times, others);
        }

        var count = Likeness.Count(grams);
        return _of.Select((one, at) => (Of: one, Likeness: Likeness.Of(shared[at], count + _counts[at])))
            .Where(one => one.Likeness >= Likeness.NearMin)
            .OrderByDescending(one => one.Likeness);
    }
}
