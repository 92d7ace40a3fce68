using System.Text.Json.Serialization;
using Brain.Messages.Hooks;

namespace Brain.Client.Install;

/// <summary>What became of one file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileChange>))]
internal enum FileChange
{
    /// <summary>It already was as it should be.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>It was not there before.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>It was changed.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>It is gone.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>It is again what it was before the installation, byte for byte.</summary>
    [JsonStringEnumMemberName("restored")]
    Restored,

    /// <summary>It belongs to somebody else and was left alone.</summary>
    [JsonStringEnumMemberName("not_ours")]
    NotOurs,
}

/// <summary>One file and what became of it.</summary>
internal sealed record ChangedFile(string Path, FileChange Change);

/// <summary>What an installation did, or would do.</summary>
/// <param name="Settings">The settings file.</param>
/// <param name="Commands">The slash commands.</param>
/// <param name="Backup">The settings as they were before; null when nothing changed.</param>
/// <param name="Program">What the hooks run; null after an uninstallation.</param>
/// <param name="Hard">The hooks refuse what the brain cannot decide.</param>
/// <param name="Http">The frequent tool events go by HTTP.</param>
/// <param name="DryRun">Nothing was written.</param>
/// <param name="Notes">What the person should know, as sentences.</param>
internal sealed record InstallReport(
    ChangedFile Settings,
    ChangedFile[] Commands,
    string? Backup,
    string? Program,
    bool Hard,
    bool Http,
    bool DryRun,
    string[] Notes
)
{
    /// <summary>Whose sessions.</summary>
    public string Agent { get; init; } = KnownAgent.All[0].Title;
}
