using System.Text.Json;
using Brain.Messages;
using Brain.Silo.Configuration;

namespace Brain.Silo.Health;

/// <summary>
/// The last outages, in a file of this home: the database is away when one is to be noted. Doctor reads it.
/// </summary>
/// <param name="settings">Whose home.</param>
internal sealed class OutageFile(BrainSettings settings)
{
    /// <summary>The most that are kept.</summary>
    public const int OutagesMax = 20;

    private const int WhyMax = 300;

    private readonly string _path = Path.Combine(settings.Home, "run", "outages.json");
    private List<Outage>? _outages;

    /// <summary>Notes that one began.</summary>
    public void Begin(Outage outage)
    {
        var all = All();
        all.Add(outage with { Why = outage.Why.Length <= WhyMax ? outage.Why : outage.Why[..WhyMax] });
        all.RemoveRange(0, Math.Max(0, all.Count - OutagesMax));
        Write(all);
    }

    /// <summary>Notes that whatever was open ended.</summary>
    /// <returns>When the one that was open last began; null when none was.</returns>
    public DateTimeOffset? End(DateTimeOffset now)
    {
        var all = All();
        DateTimeOffset? began = null;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Ended is null)
                (began, all[i]) = (all[i].Began, all[i] with { Ended = now });
        }

        if (began is not null)
            Write(all);
        return began;
    }

    private List<Outage> All()
    {
        if (_outages is not null)
            return _outages;
        try
        {
            _outages = File.Exists(_path)
                ? [.. JsonSerializer.Deserialize(File.ReadAllBytes(_path), MessagesJson.Default.OutageArray) ?? []]
                : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            _outages = [];
        }

        return _outages;
    }

    private void Write(List<Outage> all)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllBytes(
                _path + ".new",
                JsonSerializer.SerializeToUtf8Bytes([.. all], MessagesJson.Default.OutageArray)
            );
            File.Move(_path + ".new", _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk keeps no note; the next one holds all that this one would have.
        }
    }
}
