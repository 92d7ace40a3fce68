using Brain.Postgres.Projects;

namespace Brain.Silo.Projects;

/// <summary>
/// Commits that no branch of a clone has, and what became of what they changed. Whoever makes one commit of a branch
/// may call it as they like, so it is looked for by its lines: it is there when a later commit has all of them, or all
/// of what the branch changed until one of its commits.
/// </summary>
internal static class LostCommits
{
    /// <summary>So many are looked for at once.</summary>
    public const int Max = 64;

    // Clones of a project in which they are looked for: of a large one it takes seconds.
    private const int ClonesMax = 4;

    // Commits that came later are looked through until there are so many, or their text is as long.
    private const int LaterMax = 400;
    private const int TextMax = 16 * 1024 * 1024;

    // Commits that were once checked out, among which is the end of the branch that was lost.
    private const int OnceHereMax = 2_000;
    private const int EndsMax = 256;
    private const int PathsMax = 1_000;

    private static readonly string[] Patch =
    [
        "-p",
        "-U0",
        "--full-index",
        "--no-renames",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        // Git would go into a submodule, whose settings may name programs.
        "--submodule=short",
        "--ignore-submodules=all",
        // What a clone's or a user's settings would say.
        "--diff-algorithm=myers",
        "--inter-hunk-context=0",
        "-O/dev/null",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    ];

    /// <summary>
    /// What became of them, as far as a project's clones can tell: one is there when a clone says so, and gone when all
    /// of them do. Where there is no time to ask each, none is gone.
    /// </summary>
    /// <param name="clones">A folder of each.</param>
    /// <param name="lost">Those that no branch has, by any part of their names.</param>
    /// <param name="stop">Gives up; what is known by then stays.</param>
    public static async Task<KnownLost> FindIn(
        IReadOnlyList<string> clones,
        IReadOnlyList<UnsettledCommit> lost,
        CancellationToken stop
    )
    {
        var found = new List<LostCommit>();
        try
        {
            foreach (var clone in clones.Take(ClonesMax))
                found.AddRange(await Find(clone, lost, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Of what was not asked of each clone nothing is gone.
        }

        return new(
            [
                .. found
                    .Where(one => one.In is not null)
                    .GroupBy(one => one.Sha, StringComparer.Ordinal)
                    .Select(one => one.MinBy(way => way.Outcome)!)
                    .Select(one => new FoundCommit(one.Sha, one.In!, one.Outcome == LostOutcome.Landed)),
            ],
            [
                .. found
                    .GroupBy(one => one.Sha, StringComparer.Ordinal)
                    .Where(one => one.Count() == clones.Count && one.All(way => way.Outcome == LostOutcome.Gone))
                    .Select(one => one.Key),
            ]
        );
    }

    /// <summary>What became of them, as far as the clone can tell; of others nothing is said.</summary>
    /// <param name="folder">A folder of the clone.</param>
    /// <param name="lost">Those that no branch has, by any part of their names.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<IReadOnlyList<LostCommit>> Find(
        string folder,
        IReadOnlyList<UnsettledCommit> lost,
        CancellationToken stop
    )
    {
        var clone = new Clone(folder, stop);
        var there = await clone.There(lost);
        if (there.Count == 0 || await clone.Parents([.. there.Values]) is not { } parents)
            return [];
        // What each changed by itself comes first, and goes without the others where they are too much to read.
        PatchRange[] own =
        [
            .. there
                .Values.Distinct(StringComparer.Ordinal)
                // What a merge changed is its parents'.
                .Where(sha => parents.GetValueOrDefault(sha) is [_])
                .Select(sha => new PatchRange(sha, parents[sha][0])),
        ];
        if (own.Length == 0)
            return [];
        var ways = await Ways(clone, own, parents);
        PatchRange[] ranges = [.. own.Concat(ways.SelectMany(one => one.Value)).Distinct()];
        if (await clone.Patches(ranges) is not { } patches)
        {
            ways = own.ToDictionary(one => one.End, one => new List<PatchRange> { one }, StringComparer.Ordinal);
            if (await clone.Patches(own) is not { } alone)
                return [];
            patches = alone;
        }

        var since = lost.Min(one => one.At);
        string[] paths = [.. patches.Values.SelectMany(one => one.Files.Keys).Distinct(StringComparer.Ordinal)];
        if (await clone.Later(["HEAD"], since, paths) is not { } here)
            return [];
        var judged = Judge(new(here, null));
        // Of many branches it takes longer: not where all landed.
        return judged.Length == there.Count
            ? judged
            : Judge(new(here, await clone.Later(["--all", "--not", "HEAD"], since, paths)));

        LostCommit[] Judge(LaterCommits later) =>
            [
                .. there
                    .Select(one =>
                        LostCommits.Judge(
                            lost.First(commit => commit.Sha == one.Key),
                            [.. (ways.GetValueOrDefault(one.Value) ?? []).Select(way => patches[way])],
                            later
                        )
                    )
                    .OfType<LostCommit>(),
            ];
    }

    private static LostCommit? Judge(UnsettledCommit lost, CommitPatch[] ways, LaterCommits later)
    {
        if (ways.Length == 0)
            return null;
        // Git knows a time by its second.
        bool Has(CommitPatch one) => one.At >= lost.At.AddSeconds(-1) && ways.Any(way => way.IsWithin(one));
        if (later.Here.Find(Has) is { } landed)
            return new(lost.Sha, LostOutcome.Landed, landed.Sha);
        if (later.Elsewhere?.Find(Has) is { } open)
            return new(lost.Sha, LostOutcome.Open, open.Sha);
        // What a part is left of may have been changed on its way.
        var own = ways[0];
        return later.IsWhole && own.HasLines && !later.Here.Exists(own.Meets) && !later.Elsewhere!.Exists(own.Meets)
            ? new(lost.Sha, LostOutcome.Gone, null)
            : null;
    }

    // Each by itself first, then all that its branch changed until it, or until one that came after it. Of many commits
    // of a branch each such end is the same.
    private static async Task<Dictionary<string, List<PatchRange>>> Ways(
        Clone clone,
        PatchRange[] own,
        Dictionary<string, string[]> parents
    )
    {
        var children = parents
            .SelectMany(one => one.Value.Select(parent => (Parent: parent, Child: one.Key)))
            .ToLookup(one => one.Parent, one => one.Child, StringComparer.Ordinal);
        var ways = new Dictionary<string, List<PatchRange>>(StringComparer.Ordinal);
        var bases = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var one in own)
        {
            var its = ways[one.End] = [one];
            foreach (var end in After(one.End, children))
            {
                if (!bases.TryGetValue(end, out var from))
                {
                    if (bases.Count == EndsMax)
                        continue;
                    bases[end] = from = await Base(clone, end, parents);
                }

                if (from is not null && new PatchRange(end, from) is var way && way != one)
                    its.Add(way);
            }
        }

        return ways;
    }

    // Where its branch left the one that is checked out.
    private static async Task<string?> Base(Clone clone, string end, Dictionary<string, string[]> parents)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in Walk(end, sha => parents.GetValueOrDefault(sha) ?? []))
        {
            if (!parents.ContainsKey(one))
                left.Add(one);
        }

        return left.Count == 1 ? left.Single() : await clone.MergeBase(end);
    }

    private static IEnumerable<string> After(string sha, ILookup<string, string> children) =>
        Walk(sha, one => children[one]);

    private static IEnumerable<string> Walk(string from, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var ahead = new Queue<string>(seen);
        while (ahead.TryDequeue(out var sha))
        {
            yield return sha;
            foreach (var one in next(sha).Where(seen.Add))
                ahead.Enqueue(one);
        }
    }

    /// <summary>
    /// What came later, on the branch that is checked out and on others; null where git was not asked or did not say.
    /// </summary>
    private sealed record LaterCommits(List<CommitPatch> Here, List<CommitPatch>? Elsewhere)
    {
        /// <summary>No more came than was looked at.</summary>
        public bool IsWhole => Here.Count < LaterMax && Elsewhere?.Count < LaterMax;
    }

    /// <summary>What was changed until a commit since another.</summary>
    private sealed record PatchRange(string End, string From);

    /// <summary>What git says of a clone; null where it does not say, or too much.</summary>
    private sealed class Clone(string folder, CancellationToken stop)
    {
        /// <summary>The whole names of those that it has.</summary>
        public async Task<Dictionary<string, string>> There(IReadOnlyList<UnsettledCommit> lost)
        {
            var names = lost.Select(one => one.Sha).Distinct(StringComparer.Ordinal).Take(Max).ToArray();
            var told = await Ask(
                ["cat-file", "--batch-check=%(objecttype) %(objectname)"],
                string.Join('\n', names) + "\n"
            );
            return (told ?? "")
                .Split('\n')
                .Zip(names)
                .Where(one => one.First.StartsWith("commit ", StringComparison.Ordinal))
                .ToDictionary(one => one.Second, one => one.First["commit ".Length..].Trim(), StringComparer.Ordinal);
        }

        /// <summary>The parents of all that is not on the branch that is checked out, and once was.</summary>
        public async Task<Dictionary<string, string[]>?> Parents(string[] shas) =>
            (
                await Ask(
                    ["rev-list", "--parents", $"-{OnceHereMax}", "--reflog", .. shas, "--not", "HEAD", "--"]
                )
            )
                ?.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .ToDictionary(names => names[0], names => names[1..], StringComparer.Ordinal);

        public async Task<string?> MergeBase(string sha) => (await Ask(["merge-base", sha, "HEAD"]))?.Trim();

        public async Task<Dictionary<PatchRange, CommitPatch>?> Patches(PatchRange[] ranges) =>
            await Ask(
                ["diff-tree", "--stdin", "--always", "-r", .. Patch],
                string.Concat(ranges.Select(range => $"{range.End} {range.From}\n"))
            )
                is { } text
            && CommitPatch.Read(text) is var read
            && read.Count == ranges.Length
                ? ranges.Zip(read).ToDictionary(one => one.First, one => one.Second)
                : null;

        /// <summary>What commits changed that came later, the newest first.</summary>
        public async Task<List<CommitPatch>?> Later(string[] of, DateTimeOffset since, string[] paths)
        {
            // A name that git quotes is not one that it takes.
            string[] only = paths.Length <= PathsMax && !paths.Any(path => path.Contains('"')) ? paths : [];
            return await Ask(
                [
                    "--literal-pathspecs",
                    "log",
                    $"--since={since.AddMinutes(-1).ToUnixTimeSeconds()}",
                    $"-{LaterMax}",
                    "--no-merges",
                    "--format=%H %ct",
                    .. Patch,
                    .. of,
                    "--",
                    .. only.Select(path => path[2..]),
                ]
            )
                is { } text
                ? CommitPatch.Read(text)
                : null;
        }

        private async Task<string?> Ask(string[] words, string text = "") =>
            await GitProgram.Run(
                folder,
                ["-c", "core.quotePath=false", "-c", "log.showRoot=true", "-c", "log.follow=false", .. words],
                new() { Text = text, AnswerMax = TextMax },
                stop
            )
                is { Code: 0 } answer
                ? answer.Text
                : null;
    }
}

/// <summary>What became of a commit that no branch of a clone has.</summary>
/// <param name="Sha">Its name, as it was asked for.</param>
/// <param name="Outcome">What became of what it changed.</param>
/// <param name="In">The commit that has it now; null when none has.</param>
internal sealed record LostCommit(string Sha, LostOutcome Outcome, string? In);

/// <summary>What became of what a commit changed that no branch of a clone has.</summary>
internal enum LostOutcome
{
    /// <summary>It is on the branch that is checked out.</summary>
    Landed,

    /// <summary>It is on another.</summary>
    Open,

    /// <summary>Nothing of it is on any.</summary>
    Gone,
}
