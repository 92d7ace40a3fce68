using Brain.Messages.Projects;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;

namespace Brain.Silo.Skills;

/// <summary>What is to be written after a look at the folders.</summary>
/// <param name="Written">New ones, those that changed, and those that moved.</param>
/// <param name="Gone">Those that are no more.</param>
/// <param name="Counts">What became of them.</param>
internal sealed record SkillChanges(FoundSkill[] Written, Guid[] Gone, SkillsSynced Counts)
{
    /// <summary>Compares what was found with what is known.</summary>
    /// <param name="looks">The folders that are there.</param>
    /// <param name="known">What is known of this machine.</param>
    /// <param name="found">Where was looked.</param>
    /// <param name="isWhole">Every folder that may have skills was looked for.</param>
    public static SkillChanges Of(SkillLook[] looks, KnownSkill[] known, FoundPlaces found, bool isWhole)
    {
        var there = looks.Select(look => look.Place.Path).ToHashSet(StringComparer.Ordinal);
        var byPath = known.ToDictionary(one => one.Path, StringComparer.Ordinal);
        var gone = known
            .Where(one => one.IsActive && !there.Contains(one.Path) && IsGone(one, found, isWhole))
            .ToList();
        // Of a file that can't be used any more nothing holds.
        gone.AddRange(
            looks
                .Where(look => look is { IsSame: false, Skill: null })
                .Select(look => byPath.GetValueOrDefault(look.Place.Path))
                .OfType<KnownSkill>()
                .Where(one => one.IsActive)
        );
        var written = new List<FoundSkill>();
        var (added, changed, moved) = (0, 0, 0);
        foreach (var skill in looks.Select(look => look.Skill).OfType<FoundSkill>().OrderBy(one => one.SourcePath))
        {
            var here = byPath.GetValueOrDefault(skill.SourcePath);
            var before = here is { IsActive: true } ? here : Moved(skill, gone);
            if (before is null)
                added++;
            else if (before == here)
                changed++;
            else
                moved++;
            if (before is not null)
                gone.Remove(before);
            written.Add(skill with { Id = (before ?? here)?.Id });
        }

        return new(
            [.. written],
            [.. gone.Select(one => one.Id)],
            new(
                looks.Count(look => look.IsSame || look.Skill is not null),
                added,
                changed,
                moved,
                looks.Count(look => look.IsSame),
                gone.Count,
                Reset: 0
            )
        );
    }

    /// <summary>What became of them where some can't be kept.</summary>
    /// <param name="unkept">Those.</param>
    /// <param name="known">What was known before, by its path.</param>
    public SkillsSynced Without(UnkeptSkill[] unkept, IReadOnlyDictionary<string, KnownSkill> known)
    {
        var added = unkept.Count(one => !known.Values.Any(was => was.Id == one.Skill.Id && was.IsActive));
        var changed = unkept.Count(one =>
            known.GetValueOrDefault(one.Skill.SourcePath) is { IsActive: true } was && was.Id == one.Skill.Id
        );
        return Counts with
        {
            Found = Counts.Found - unkept.Length,
            Added = Counts.Added - added,
            Changed = Counts.Changed - changed,
            Moved = Counts.Moved - (unkept.Length - added - changed),
        };
    }

    // Its root was looked through, a plugin that brought it is not installed any more, or its folder is not named.
    private static bool IsGone(KnownSkill one, FoundPlaces found, bool isWhole) =>
        found.Looked.Any(root => root.Path == one.Root || (root.Depth > 1 && ProjectFolder.Holds(root.Path, one.Path)))
        || (isWhole && (one.Scope is SkillRoot.OfPlugin or SkillRoot.OfFolder) && !found.Asked.Contains(one.Root));

    // The same folder, or the same text, or the same skill of a plugin's next version.
    private static KnownSkill? Moved(FoundSkill skill, List<KnownSkill> gone) =>
        gone.Find(one => one.BodyHash == skill.BodyHash)
        ?? gone.Find(one => one.TextHash == skill.TextHash && skill.Body.Length > 0)
        ?? gone.Find(one =>
            one.Plugin is not null && one.Plugin == skill.Plugin && Own(one.Path) == Own(skill.SourcePath)
        );

    private static string Own(string path) => Path.GetFileName(Path.GetDirectoryName(path)) ?? "";
}
