using System.Security.Cryptography;
using System.Text;
using Brain.Messages;
using Brain.Silo.Configuration;

namespace Brain.Silo.Security;

/// <summary>
/// Links that sign one browser in, once, within a minute. Kept is only each one's HMAC under the token, together with
/// the port, in memory: a silo that starts again knows none.
/// </summary>
internal sealed class LoginLinks(BrainSettings settings, Tokens tokens, TimeProvider clock)
{
    /// <summary>So long a link holds.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(1);

    /// <summary>More are not good at one time: the oldest is not good any more.</summary>
    public const int LinksMax = 8;

    private readonly Lock _lock = new();
    private List<(byte[] Digest, DateTimeOffset Until)> _links = [];

    /// <summary>Makes one.</summary>
    public LoginLink Make()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        lock (_lock)
            _links = [.. _links.Where(link => now < link.Until).TakeLast(LinksMax - 1), (Digest(secret), now + AgeMax)];
        return new($"{settings.Url}/login/once/{secret}", now + AgeMax);
    }

    /// <summary>Uses one up; false when it is none, was used, or is too old.</summary>
    public bool Take(string secret)
    {
        var digest = Digest(secret);
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var left = _links.Where(link => now < link.Until && !IsSame(link.Digest, digest)).ToList();
            var taken = _links.Any(link => now < link.Until && IsSame(link.Digest, digest));
            _links = left;
            return taken;
        }
    }

    private static bool IsSame(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private byte[] Digest(string secret) =>
        HMACSHA256.HashData(tokens.LoginKey, Encoding.UTF8.GetBytes($"link:{settings.Port}:{secret}"));
}
