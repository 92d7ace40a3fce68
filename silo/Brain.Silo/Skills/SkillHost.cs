using System.Security.Cryptography;
using System.Text;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// Whose skills a silo follows, as rows keep it: a machine's, with an agent's folder of configuration. Two silos of
/// machines that have one name do not take each other's for gone, and a container that starts again keeps its own.
/// </summary>
internal sealed class SkillHost(IEnumerable<ISkillSource> sources)
{
    private const string IdFile = "/etc/machine-id";
    private const int IdLength = 32;
    private const int MachineDigits = 12;
    private const int FolderDigits = 8;

    /// <summary>This machine's, and these agents'.</summary>
    public string Key { get; } = Of(MachineId() ?? Environment.MachineName, [.. sources.Select(one => one.Home)]);

    /// <summary>The key of a machine and folders: digests of both, for a machine's id is told to nobody.</summary>
    public static string Of(string machine, string[] folders) =>
        $"{Digest($"brain skills {machine}", MachineDigits)}-"
        + Digest(string.Join('\n', folders.Select(RealPath.Of).Order(StringComparer.Ordinal)), FolderDigits);

    private static string Digest(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];

    // Made when the system was installed; a container may have none, or an empty one.
    private static string? MachineId()
    {
        try
        {
            var id = File.ReadAllText(IdFile).Trim();
            return id.Length == IdLength && id.All(char.IsAsciiHexDigit) ? id : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
