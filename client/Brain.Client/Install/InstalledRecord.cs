using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Client.Install;

/// <summary>
/// Which settings files hold our hooks (<c>$BRAIN_HOME/installed.json</c>): the silo reads it to judge edits of them.
/// The names below are the stored format. Add, never rename.
/// </summary>
/// <param name="Files">Every settings file, absolute.</param>
/// <param name="Hard">The last installation was hard.</param>
/// <param name="Http">The last installation used HTTP.</param>
/// <param name="Created">Files and folders that were not there before us, so that an uninstallation takes them
/// along.</param>
/// <param name="Args">The arguments of the last installation's hooks; null when it was an older program's.</param>
/// <param name="Events">Which events the last installation put hooks on; null of one that was made before they were
/// noted.</param>
internal sealed record InstalledRecord(
    string[] Files,
    bool Hard,
    bool Http,
    string[]? Created = null,
    string[]? Args = null,
    string[]? Events = null
)
{
    /// <summary>What was put into the files of other agents, by the agent's name.</summary>
    public Dictionary<string, AgentRecord>? Agents { get; init; }

    internal static InstalledRecord Read(BrainHome home)
    {
        try
        {
            return
                JsonSerializer.Deserialize(File.ReadAllBytes(home.Installed), InstalledJson.Default.InstalledRecord)
                    is { Files: not null } record
                ? record
                : new([], false, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new([], false, false);
        }
    }

    internal InstalledRecord With(string file, IEnumerable<string> created) =>
        this with
        {
            Files = [.. Files.Append(file).Distinct().Order()],
            Created = [.. (Created ?? []).Concat(created).Distinct().Order()],
        };

    internal InstalledRecord Without(string file, IEnumerable<string> gone) =>
        this with
        {
            Files = [.. Files.Where(known => known != file)],
            Created = [.. (Created ?? []).Except(gone)],
        };

    internal void Write(BrainHome home)
    {
        Directory.CreateDirectory(home.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = new SettingsFile(home.Installed);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, InstalledJson.Default.InstalledRecord);
        if (!file.Read().AsSpan().SequenceEqual(bytes))
            file.Write(bytes);
    }
}

/// <summary>An installation into an agent's files.</summary>
/// <param name="Files">Every file, absolute.</param>
/// <param name="Created">Files and folders that were not there before.</param>
/// <param name="Args">The arguments of its hooks.</param>
internal sealed record AgentRecord(string[] Files, string[] Created, string[] Args);

/// <summary>The stored form of <see cref="InstalledRecord"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(InstalledRecord))]
internal sealed partial class InstalledJson : JsonSerializerContext;
