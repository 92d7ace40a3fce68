using System.Text;
using Brain.Domain.Skills.Scan;
using Brain.Domain.Text;
using Brain.Messages.Skills;
using Brain.Messages.Text;

namespace Brain.Silo.Skills;

/// <summary>What people read of skills.</summary>
internal static class SkillAnswers
{
    private const int LineMax = 160;
    private const int FaultsMax = 10;
    private const int FindingsMax = 10;

    private const string None = "No skills are known yet. To look for them: brain skills sync";

    /// <summary>A list.</summary>
    public static string List(SkillSummary[] all, int most) =>
        all.Length == 0
            ? None
            : string.Join('\n', all.Take(most).Select(Line))
                + (all.Length > most ? $"\n… and {all.Length - most} more: brain skills" : "");

    /// <summary>What was found.</summary>
    public static string Found(SkillMatches found) =>
        (found.Results.Length == 0 ? "No skill fits." : string.Join('\n', found.Results.Select(one => Line(one.Skill))))
        + (found.Note is { } note ? $"\n{note}" : "");

    /// <summary>What a sync did.</summary>
    public static string Synced(SkillsSynced one)
    {
        var text = new StringBuilder(
            $"{Plural.Of(one.Found, "skill")}: {one.Added} new, {one.Changed} changed, {one.Moved} moved, "
                + $"{one.Same} as they were, "
                + $"{one.Gone} gone."
        );
        if (one.Reset > 0)
            text.Append($" {one.Reset} changed and are untested again.");
        if (one.LinksPassed > 0)
            text.Append($" Links that were not followed: {one.LinksPassed}.");
        if (one.Unread.Length > 0)
            text.Append($" Not looked into: {string.Join(", ", one.Unread.Take(3))}.");
        if (!one.IsWhole)
            text.Append($" Looked at {SkillFinder.SkillsMax} skills, {SkillFinder.DepthMax} deep, at most.");
        if (one.FoundLater)
            text.Append(" All of it is written; a search finds it in a while, for it could not be read again yet.");
        foreach (var fault in one.Faults.Take(FaultsMax))
            text.Append($"\n{fault.Path}:{fault.Line}: {fault.Reason}");
        if (one.Faults.Length > FaultsMax)
            text.Append($"\n… and {one.Faults.Length - FaultsMax} more: brain skills sync --json");
        return text.ToString();
    }

    /// <summary>One, whole.</summary>
    public static string Whole(SkillDetail detail, string host)
    {
        var one = detail.Skill;
        var text = new StringBuilder($"{one.FullName}{(one.Version is { } version ? $" {version}" : "")}\n");
        text.Append($"{one.Description}\n");
        var machine = detail.Host == host ? "this machine" : $"machine {detail.Host}";
        text.Append($"{one.TrustLevel}, {one.Health}, of {Place(one)}: {one.Path} on {machine}\n");
        text.Append($"id {one.Id}, folder {detail.BodyHash[..12]}, {Plural.Of(detail.Files, "file")}, ");
        text.Append($"{detail.Bytes} bytes\n");
        text.Append($"used {Plural.Of(one.Uses, "time")}: {one.Successes} went well, {one.Failures} failed");
        text.Append(one.Tokens is { } tokens ? $"; {tokens} tokens\n" : "\n");
        foreach (var (name, values) in Lists(detail).Where(list => list.Values.Length > 0))
            text.Append($"{name}: {string.Join(", ", values)}\n");
        Scan(detail, text);
        foreach (var move in detail.Moves)
            text.Append($"{UtcTime.Minute(move.At)} {move.From} → {move.To}: {move.Reason}\n");
        foreach (var fault in detail.Faults)
            text.Append($"line {fault.Line}: {fault.Reason}\n");
        return text.Append('\n').Append(detail.Body.Trim()).ToString();
    }

    private static void Scan(SkillDetail detail, StringBuilder text)
    {
        if (detail.Skill.ScanScore is not { } score)
            return;
        string[] can = [.. CapabilityDifference.Words(SkillCapabilities.None, detail.Capabilities)];
        text.Append($"scan {score:0} of 100: ");
        text.Append(
            can.Length == 0 ? "only words\n" : $"{string.Join(" · ", can.Select(word => word["now ".Length..]))}\n"
        );
        if (detail.CapabilityChanges.Length > 0)
            text.Append($"since its folder changed: {string.Join(", ", detail.CapabilityChanges)}\n");
        foreach (var one in detail.Findings.Where(one => one.Severity > ScanSeverity.Note).Take(FindingsMax))
            text.Append(
                $"{one.Severity.ToString().ToLowerInvariant()} {one.Path}:{one.Line}: {one.Reason} ({one.Rule})\n"
            );
    }

    private static (string Name, string[] Values)[] Lists(SkillDetail detail) =>
        [
            ("keywords", detail.Skill.Keywords),
            ("inputs", detail.Inputs),
            ("outputs", detail.Outputs),
            ("needs", detail.Dependencies),
            ("may use", detail.AllowedTools),
        ];

    private static string Line(SkillSummary one) =>
        OneLine.Of($"{one.FullName} · {one.TrustLevel} · used {one.Uses} · {one.Description}", LineMax);

    private static string Place(SkillSummary one) =>
        one.Scope switch
        {
            SkillRoot.OfPlugin => $"plugin {one.Plugin}",
            SkillRoot.OfProject => $"project {one.Project}",
            SkillRoot.OfUser => "the user",
            _ => "a folder",
        };
}
