using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Messages;
using Brain.Silo.Configuration;

namespace Brain.Silo.Security;

/// <summary>
/// The browsers that are signed in. Each has a random secret of its own; kept is only its HMAC under the token,
/// together with the port, so a cookie of another brain, another port or an old token opens nothing. Source:
/// <c>BRAIN_HOME/logins.json</c>, readable by its owner alone. One that can't be read holds nobody.
/// </summary>
internal sealed partial class BrowserLogins
{
    /// <summary>So long a login holds.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(7);

    /// <summary>More are not kept: the oldest is signed out.</summary>
    public const int LoginsMax = 20;

    private const int AgentMax = 120;
    private const int IdLength = 8;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly byte[] _key;
    private readonly int _port;
    private readonly TimeProvider _clock;
    private List<KeptLogin> _logins;

    public BrowserLogins(BrainSettings settings, Tokens tokens, TimeProvider clock)
    {
        (_path, _port, _clock) = (Path.Combine(settings.Home, "logins.json"), settings.Port, clock);
        _key = tokens.LoginKey;
        _logins = Load();
    }

    /// <summary>
    /// The cookie's name: cookies know no port, so that of another brain on this machine has another name.
    /// </summary>
    public string Cookie => $"brain-{_port}";

    /// <summary>Signs a browser in and returns its cookie's value.</summary>
    public string Begin(string? agent)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
            _logins =
            [
                .. Living(now).OrderByDescending(login => login.CreatedAt).Take(LoginsMax - 1),
                new(id, Digest(secret), Clean(agent), now, now + AgeMax),
            ];
            Save();
        }

        return secret;
    }

    /// <summary>Whether the cookie is that of a browser that is signed in.</summary>
    public bool Opens(string? cookie)
    {
        if (cookie is not { Length: 64 })
            return false;
        var digest = Encoding.ASCII.GetBytes(Digest(cookie));
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            var found = false;
            foreach (var login in _logins)
                found |=
                    CryptographicOperations.FixedTimeEquals(digest, Encoding.ASCII.GetBytes(login.Digest))
                    && now < login.ExpiresAt;
            return found;
        }
    }

    /// <summary>What the forms of a signed-in browser's pages carry, so that no other page can send one.</summary>
    public string FormToken(string? cookie) =>
        cookie is null
            ? ""
            : Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"form:{cookie}")));

    /// <summary>Whether a form is of a page that this browser was shown.</summary>
    public bool IsForm(string? cookie, string? token) =>
        cookie is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(FormToken(cookie)),
            Encoding.UTF8.GetBytes(token ?? "")
        );

    /// <summary>Those that are signed in, newest first.</summary>
    public BrowserLogin[] List()
    {
        lock (_lock)
            return
            [
                .. Living(_clock.GetUtcNow())
                    .OrderByDescending(login => login.CreatedAt)
                    .Select(login => new BrowserLogin(login.Id, login.Browser, login.CreatedAt, login.ExpiresAt)),
            ];
    }

    /// <summary>Heard when browsers were signed out.</summary>
    public event EventHandler? Ended;

    /// <summary>Signs one out, or all when no id is given. Returns how many were.</summary>
    public int End(string? id)
    {
        int ended;
        lock (_lock)
        {
            var before = Living(_clock.GetUtcNow()).ToList();
            var left = before.Where(login => id is not null && login.Id != id).ToList();
            _logins = left;
            Save();
            ended = before.Count - left.Count;
        }

        Ended?.Invoke(this, EventArgs.Empty);
        return ended;
    }

    private IEnumerable<KeptLogin> Living(DateTimeOffset now) => _logins.Where(login => now < login.ExpiresAt);

    private string Digest(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{_port}:{secret}")));

    // What a browser calls itself is shown in a terminal later on.
    private static string Clean(string? agent)
    {
        var shown = new string([.. (agent ?? "").Where(letter => letter is >= ' ' and <= '~').Take(AgentMax)]);
        return shown.Length > 0 ? shown : "unknown";
    }

    private List<KeptLogin> Load()
    {
        try
        {
            return
                File.Exists(_path)
                && JsonSerializer.Deserialize(File.ReadAllBytes(_path), LoginsJson.Default.ListKeptLogin) is { } kept
                ? [.. kept.Where(login => login is { Id.Length: > 0, Digest.Length: > 0 })]
                : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Save()
    {
        var next = _path + ".next";
        File.Delete(next);
        using (
            var file = new FileStream(
                next,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
            JsonSerializer.Serialize(file, _logins, LoginsJson.Default.ListKeptLogin);
        File.Move(next, _path, overwrite: true);
    }

    // The names below are the stored format. Add, never rename.
    internal sealed record KeptLogin(
        string Id,
        string Digest,
        string Browser,
        DateTimeOffset CreatedAt,
        DateTimeOffset ExpiresAt
    );

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
    [JsonSerializable(typeof(List<KeptLogin>))]
    internal sealed partial class LoginsJson : JsonSerializerContext;
}
