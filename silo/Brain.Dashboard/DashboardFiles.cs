using System.Collections.Frozen;

namespace Brain.Dashboard;

/// <summary>The style, the script and the icon, as they lie in this assembly.</summary>
public static class DashboardFiles
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["brain.css"] = "text/css; charset=utf-8",
        ["brain.js"] = "text/javascript; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A file and its type; null when there is none of that name.</summary>
    public static (byte[] Bytes, string Type)? Find(string name)
    {
        if (!Types.TryGetValue(name, out var type))
            return null;
        using var stream = typeof(DashboardFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, type);
    }
}
