using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What a changed skill can do that it could not before, and the other way round, in words.</summary>
public static class CapabilityDifference
{
    /// <summary>Such as <c>now runs curl</c>, what is new first; empty where it can do the same as before.</summary>
    public static IReadOnlyList<string> Words(SkillCapabilities before, SkillCapabilities after) =>
        [
            .. New(before, after).Select(what => $"now {what}"),
            .. New(after, before).Select(what => $"no longer {what}"),
        ];

    private static IEnumerable<string> New(SkillCapabilities before, SkillCapabilities after)
    {
        if (after.RunsShell && !before.RunsShell)
            yield return "runs commands";
        foreach (var command in Beyond(after.RunsFirst, before.RunsFirst))
            yield return $"runs before any hook: {command}";
        foreach (var program in Beyond(after.Programs, before.Programs))
            yield return $"runs {program}";
        foreach (var host in Beyond(after.Hosts, before.Hosts))
            yield return host == "*" ? "reaches a host that only the run tells" : $"reaches {host}";
        foreach (var secret in Beyond(after.Secrets, before.Secrets))
            yield return $"reads {secret}";
        foreach (var place in Beyond(after.Writes, before.Writes))
            yield return $"writes {place}";
        foreach (var tool in Beyond(after.Tools, before.Tools))
            yield return $"asks to be allowed {tool}";
    }

    private static IEnumerable<string> Beyond(IReadOnlyList<string> these, IReadOnlyList<string> those) =>
        these.Except(those, StringComparer.Ordinal);
}
