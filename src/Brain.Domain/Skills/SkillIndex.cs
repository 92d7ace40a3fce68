using System.Numerics;

namespace Brain.Domain.Skills;

/// <summary>
/// Finds skills by their words and by their meaning at once. Any word is enough; rare ones count for more (as in BM25).
/// Both scores are standardised over what either way found, and words lead. <c>v2.semantic_search_skills</c> does the
/// same for whoever asks in SQL.
/// Shape: never changed, only replaced. Source: <c>brain.skill_terms</c> and <c>brain.skill_vectors</c>.
/// </summary>
public sealed class SkillIndex
{
    // Of what either way finds so many are compared with each other.
    private const int EachMax = 100;
    private const double MeaningWeight = 0.8;

    private readonly IndexedSkill[] _skills;
    private readonly Dictionary<string, List<(int Place, float Weight)>> _words;
    private readonly float[]?[] _vectors;

    private SkillIndex(
        IndexedSkill[] skills,
        Dictionary<string, List<(int Place, float Weight)>> words,
        float[]?[] vectors
    ) => (_skills, _words, _vectors) = (skills, words, vectors);

    /// <summary>Makes it.</summary>
    /// <param name="skills">All there are.</param>
    /// <param name="before">One of before: what is the same as there is taken from it.</param>
    public static SkillIndex Of(IndexedSkill[] skills, SkillIndex? before = null) =>
        new(
            skills,
            before is not null && SameWords(skills, before._skills) ? before._words : Words(skills),
            [.. skills.Select((skill, at) => UnitOf(skill, at, before))]
        );

    /// <summary>Finds some, best first.</summary>
    /// <param name="words">The query's, as those of skills are written; each counts once.</param>
    /// <param name="meant">The query's vector; null for words alone.</param>
    /// <param name="most">At most so many, 1 to 100.</param>
    /// <param name="among">Those that are looked through; null for all.</param>
    public SkillHit[] Find(
        IReadOnlyCollection<string> words,
        float[]? meant,
        int most,
        IReadOnlySet<Guid>? among = null
    )
    {
        var lexical = Best(Of(among, ByWords(words)));
        var nearest = meant is null ? [] : Best(Of(among, ByMeaning(Unit(meant))));
        var cosines = nearest.ToDictionary(one => one.Place, one => one.Score);
        // What words alone found is no nearer than the farthest that meaning found.
        var farthest = nearest.Length == 0 ? 0 : nearest.Min(one => one.Score);
        var fits = lexical.ToDictionary(one => one.Place, one => one.Score);
        int[] places = [.. lexical.Select(one => one.Place).Concat(nearest.Select(one => one.Place)).Distinct()];
        var fit = Standardised([.. places.Select(place => fits.GetValueOrDefault(place))]);
        var cosine = Standardised([.. places.Select(place => cosines.GetValueOrDefault(place, farthest))]);
        return
        [
            .. places
                .Select(
                    (place, at) =>
                        new SkillHit(
                            _skills[place].Id,
                            (float)(fit[at] + (MeaningWeight * cosine[at])),
                            (float)fits.GetValueOrDefault(place),
                            cosines.TryGetValue(place, out var told) ? (float)told : null
                        )
                )
                .OrderByDescending(hit => hit.Score)
                .Take(Math.Clamp(most, 1, EachMax)),
        ];
    }

    private IEnumerable<(int Place, double Score)> Of(
        IReadOnlySet<Guid>? among,
        IEnumerable<(int Place, double Score)> found
    ) => among is null ? found : found.Where(one => among.Contains(_skills[one.Place].Id));

    private IEnumerable<(int Place, double Score)> ByWords(IReadOnlyCollection<string> words)
    {
        var fits = new Dictionary<int, double>();
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            if (!_words.TryGetValue(word, out var found))
                continue;
            var rarity = Math.Log(1 + ((_skills.Length - found.Count + 0.5) / (found.Count + 0.5)));
            foreach (var (place, weight) in found)
                fits[place] = fits.GetValueOrDefault(place) + (rarity * weight);
        }

        return fits.Select(one => (one.Key, one.Value));
    }

    private IEnumerable<(int Place, double Score)> ByMeaning(float[] meant)
    {
        for (var place = 0; place < _vectors.Length; place++)
        {
            if (_vectors[place] is { } vector && vector.Length == meant.Length)
                yield return (place, Product(vector, meant));
        }
    }

    private static (int Place, double Score)[] Best(IEnumerable<(int Place, double Score)> found) =>
        [.. found.OrderByDescending(one => one.Score).ThenBy(one => one.Place).Take(EachMax)];

    private static double[] Standardised(double[] scores)
    {
        if (scores.Length == 0)
            return [];
        var mean = scores.Average();
        var spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        return Array.ConvertAll(scores, score => spread > 0 ? (score - mean) / spread : 0);
    }

    private static bool SameWords(IndexedSkill[] skills, IndexedSkill[] before) =>
        skills.Length == before.Length
        && skills.Zip(before).All(pair => pair.First.Id == pair.Second.Id && pair.First.Words == pair.Second.Words);

    private static Dictionary<string, List<(int Place, float Weight)>> Words(IndexedSkill[] skills)
    {
        var words = new Dictionary<string, List<(int, float)>>(StringComparer.Ordinal);
        for (var place = 0; place < skills.Length; place++)
        {
            var skill = skills[place];
            for (var at = 0; at < skill.Words.Length; at++)
            {
                if (!words.TryGetValue(skill.Words[at], out var found))
                    words[skill.Words[at]] = found = [];
                found.Add((place, skill.Weights[at]));
            }
        }

        return words;
    }

    private static float[]? UnitOf(IndexedSkill skill, int at, SkillIndex? before) =>
        skill.Vector is null ? null
        : before is not null && at < before._skills.Length && before._skills[at].Vector == skill.Vector
            ? before._vectors[at]
        : Unit(skill.Vector);

    private static float[] Unit(float[] vector)
    {
        var length = (float)Math.Sqrt(Product(vector, vector));
        return length > 0 ? Array.ConvertAll(vector, number => number / length) : vector;
    }

    private static double Product(float[] one, float[] other)
    {
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= one.Length - Vector<float>.Count; at += Vector<float>.Count)
            sum += new Vector<float>(one, at) * new Vector<float>(other, at);
        var whole = (double)Vector.Sum(sum);
        for (; at < one.Length; at++)
            whole += one[at] * other[at];
        return whole;
    }
}

/// <summary>A skill as it is found.</summary>
/// <param name="Id">The row.</param>
/// <param name="Words">Its words, each once, as Postgres' dictionary writes them.</param>
/// <param name="Weights">How much the skill is about each of them, 0 to 1.</param>
public sealed record IndexedSkill(Guid Id, string[] Words, float[] Weights)
{
    /// <summary>What the sentence model makes of it; null before it did.</summary>
    public float[]? Vector { get; init; }
}

/// <summary>A skill that was found.</summary>
/// <param name="Id">The row.</param>
/// <param name="Score">How well it fits, compared with what else was found; higher is better.</param>
/// <param name="Words">What its words speak for.</param>
/// <param name="Cosine">How near its meaning is; null where that did not find it.</param>
public sealed record SkillHit(Guid Id, float Score, float Words, float? Cosine);
