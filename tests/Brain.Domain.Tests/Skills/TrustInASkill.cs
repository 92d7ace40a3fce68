using Brain.Domain.Skills;

namespace Brain.Domain.Tests.Skills;

/// <summary>Trust moves on evidence, and by a person's word where evidence has none.</summary>
public sealed class TrustInASkill
{
    [Theory]
    [InlineData(TrustLevel.Untested, 2, 0, false, null)]
    [InlineData(TrustLevel.Untested, 3, 0, false, TrustLevel.Trusted)]
    [InlineData(TrustLevel.Untested, 9, 1, false, null)]
    [InlineData(TrustLevel.Trusted, 9, 0, false, null)]
    [InlineData(TrustLevel.Trusted, 9, 1, false, TrustLevel.Untested)]
    [InlineData(TrustLevel.Verified, 0, 1, true, TrustLevel.Trusted)]
    [InlineData(TrustLevel.Critical, 5, 1, true, TrustLevel.Verified)]
    [InlineData(TrustLevel.Critical, 5, 1, false, TrustLevel.Trusted)]
    public void Moves_on_evidence(TrustLevel from, int went, int failed, bool verified, TrustLevel? to) =>
        Assert.Equal(to, SkillTrust.After(new(from, went, failed, verified))?.To);

    [Theory]
    [InlineData(TrustLevel.Untested, 9, 0, null)]
    [InlineData(TrustLevel.Trusted, 9, 1, TrustLevel.Untested)]
    public void Is_not_raised_by_uses_where_the_scan_found_an_error(
        TrustLevel from,
        int went,
        int failed,
        TrustLevel? to
    ) => Assert.Equal(to, SkillTrust.After(new(from, went, failed, false) { IsSuspect = true })?.To);

    [Theory]
    [InlineData(TrustLevel.Untested, TrustLevel.Critical, true)]
    [InlineData(TrustLevel.Trusted, TrustLevel.Untested, true)]
    [InlineData(TrustLevel.Critical, TrustLevel.Trusted, true)]
    [InlineData(TrustLevel.Untested, TrustLevel.Trusted, false)]
    [InlineData(TrustLevel.Critical, TrustLevel.Verified, false)]
    public void Moves_by_hand_only_where_no_evidence_is_meant(TrustLevel from, TrustLevel to, bool may) =>
        Assert.Equal(may, SkillTrust.Refused(from, to) is null);
}
