namespace Brain.Tests.Skills;

/// <summary>What the scan is worth on skills that people have judged. The figures at first sight stand in
/// docs/skills.md.</summary>
public sealed class ScanningLabelledSkills
{
    [Fact]
    public void Has_sixty_of_each_kind()
    {
        LabelledSkill[] all =
        [
            .. LabelledSkills.Tuning,
            .. LabelledSkills.HeldOut,
            .. LabelledSkills.Hard,
            .. LabelledSkills.Fresh,
        ];

        Assert.True(all.Count(skill => skill.IsHarmful) >= 60);
        Assert.True(all.Count(skill => !skill.IsHarmful) >= 60);
        Assert.Equal(all.Length, all.DistinctBy(skill => skill.Name).Count());
        Assert.All(all, skill => Assert.Contains(skill.Files, file => file.Path == "SKILL.md"));
    }

    [Fact]
    public void Flags_all_that_it_was_tuned_on()
    {
        var (precision, recall, line) = LabelledSkills.Tuning.Figures();

        Assert.True(precision == 1 && recall == 1, line);
    }

    [Fact]
    public void Is_right_on_what_was_written_before_its_rules()
    {
        var (precision, recall, line) = LabelledSkills.HeldOut.Figures();

        Assert.True(precision >= 0.97 && recall >= 0.95, line);
    }

    [Fact]
    public void Is_right_on_kinds_that_are_none_of_those_before()
    {
        var (precision, recall, line) = LabelledSkills.Fresh.Figures();

        Assert.True(precision == 1 && recall >= 0.93, line);
    }

    [Fact]
    public void Accuses_none_of_the_hard_harmless_ones()
    {
        var (precision, recall, line) = LabelledSkills.Hard.Figures();

        Assert.True(precision >= 0.95 && recall >= 0.90, line);
    }
}
