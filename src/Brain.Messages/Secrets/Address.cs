using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>What is secret in an address: user and password, webhooks, signatures.</summary>
internal static class Address
{
    private const int ReadMax = 2_048;

    // A host has at most 253 characters, and a port; what says that it is a webhook begins no later than this behind
    // it.
    private const int HostMax = 260;
    private const int BehindHostMax = 24;
    private const int HookMax = 64;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`=");

    // What an address does not have within: blanks of any script, and marks around it.
    private static readonly SearchValues<char> Around = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(static c => (char)c).Where(char.IsWhiteSpace), .. "\"'<>`\\|"]
    );

    private static readonly string[] Hooks =
    [
        "hooks.slack.com/services/",
        "hooks.slack.com/workflows/",
        "hooks.slack.com/triggers/",
        "discord.com/api/webhooks/",
        "discordapp.com/api/webhooks/",
        "hooks.zapier.com/hooks/catch/",
        "maker.ifttt.com/trigger/",
        "webhook.office.com/webhookb2/",
        "outlook.office.com/webhook/",
        "chat.googleapis.com/v1/spaces/",
        "hook.integromat.com/",
        "hook.eu1.make.com/",
        "hook.us1.make.com/",
        "webhook.site/",
        "open.feishu.cn/open-apis/bot/v2/hook/",
        "hooks.airtable.com/",
        "events.pagerduty.com/integration/",
        "qyapi.weixin.qq.com/cgi-bin/webhook/",
        "oapi.dingtalk.com/robot/",
        "hc-ping.com/",
        "betteruptime.com/api/v1/heartbeat/",
        "mattermost",
        "rocket.chat/hooks/",
    ];

    private static readonly SearchValues<string> AnyHook = SearchValues.Create(
        Hooks,
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Adds what is secret in the address whose <c>://</c> stands at a place.</summary>
    /// <returns>Where to read on.</returns>
    internal static int Find(ReadOnlySpan<char> text, int colon, List<SecretSpan> found)
    {
        var start = colon + 3;
        var address = text[start..Math.Min(text.Length, start + ReadMax)];
        if (address.IndexOfAny(Around) is var around and >= 0)
            address = address[..around];
        var end = start + address.Length;
        var path = address.IndexOf('/');
        var at = UserEnd(address);
        if (at > 0)
        {
            User(text, start, start + at, found);
            return start + at;
        }

        Hook(text, start, end, path, found);
        return start;
    }

    /// <summary>Adds the password of <c>user:password@tcp(host)</c>, whose @ stands at a place.</summary>
    internal static void Dsn(ReadOnlySpan<char> text, int at, List<SecretSpan> found)
    {
        var user = text[Math.Max(0, at - HostMax)..at];
        user = user[(user.LastIndexOfAny(Ends) + 1)..];
        if (
            user.IndexOf(':') is var colon and > 0
            && !IsUsual(user[..colon], user[(colon + 1)..])
            && SecretValue.IsOne(user[(colon + 1)..], NameKind.Password, ValueStyle.Line, '=')
        )
            found.Add(new(at - user.Length + colon + 1, at, "address"));
    }

    /// <summary>Adds the password of <c>jdbc:oracle:thin:user/password@host</c>, whose first colon stands at a
    /// place.</summary>
    internal static void Oracle(ReadOnlySpan<char> text, int colon, List<SecretSpan> found)
    {
        var head = text[colon..Math.Min(text.Length, colon + HostMax)];
        if (!head.StartsWith(":oracle:", StringComparison.OrdinalIgnoreCase))
            return;
        head = head[..(head.IndexOfAny(Ends) is var end and >= 0 ? end : head.Length)];
        var (slash, at) = (head.IndexOf('/'), head.IndexOf('@'));
        if (
            slash > 0
            && at > slash + 1
            && SecretValue.IsOne(head[(slash + 1)..at], NameKind.Password, ValueStyle.Line, '=')
        )
            found.Add(new(colon + slash + 1, colon + at, "address"));
    }

    // The @ that ends user and password: the last before the path, for a password may have one, and then a host.
    private static int UserEnd(ReadOnlySpan<char> address)
    {
        var query = address.IndexOfAny('?', '#');
        var stop = query >= 0 ? query : address.Length;
        var head = address[..stop];
        var slash = head.IndexOf('/');
        var at = (slash < 0 ? head : head[..slash]).LastIndexOf('@');
        if (
            at < 0
            && slash > 0
            && head.IndexOf('@') is var later and > 0
            && head[..slash].Contains(':')
            && !head[..slash].Contains('.')
            && !IsPort(head[..slash])
        )
            at = later;
        if (
            at < 0
            && query >= 0
            && address.IndexOf('@') is var odd and > 0
            && address[..query].Contains(':')
            && !address[..query].ContainsAny('/', '.')
        )
            at = odd;
        return at;
    }

    private static bool IsPort(ReadOnlySpan<char> host) =>
        !host[(host.IndexOf(':') + 1)..].ContainsAnyExceptInRange('0', '9');

    private static void User(ReadOnlySpan<char> text, int start, int at, List<SecretSpan> found)
    {
        var user = text[start..at];
        var colon = user.IndexOf(':');
        var from = colon < 0 ? start : start + colon + 1;
        var secret = text[from..at];
        if (secret.Length == 0)
        {
            if (colon > 0 && Randomness.IsRandom(user[..colon], 16) && !Placeholder.IsOne(user))
                found.Add(new(start, start + colon, "address"));
            return;
        }

        if (
            Placeholder.IsOne(secret)
            || secret[0] is '$' or '{' or '<' or '%' && secret[^1] is '}' or '>' or '%'
            || Randomness.IsMonotone(secret) && secret.Length > 2
            || (secret[0] == '$' && Placeholder.IsReference(secret))
        )
            return;
        if (
            colon < 0
                ? Randomness.IsRandom(secret, 16) || Randomness.IsHex(secret) && secret.Length >= 16
                : !IsUsual(user[..colon], secret)
        )
            found.Add(new(from, at, "address"));
        // scheme://TOKEN:x-oauth-basic@
        if (colon > 0 && secret is "x-oauth-basic" or "" or "x" && Randomness.IsRandom(user[..colon], 16))
            found.Add(new(start, start + colon, "address"));
    }

    // What documentation writes for one.
    private static bool IsUsual(ReadOnlySpan<char> user, ReadOnlySpan<char> secret) =>
        secret is "x-oauth-basic" or "port" or "PASSWORD" or "PASS" or "TOKEN"
        || (
            user is "user" or "username" or "usr" or "name" or "u"
            && secret is "password" or "pass" or "passwd" or "pwd" or "p" or "secret" or "token"
        );

    private static void Hook(ReadOnlySpan<char> text, int start, int end, int path, List<SecretSpan> found)
    {
        if (path is <= 0 or > HostMax)
            return;
        var address = text[start..end];
        var head = address[..Math.Min(address.Length, path + BehindHostMax + HookMax)];
        var isKnown = false;
        var from = path + 1;
        foreach (var hook in head.IndexOfAny(AnyHook) < 0 ? [] : Hooks)
        {
            if (
                head.IndexOf(hook, StringComparison.OrdinalIgnoreCase) is var hit and >= 0
                && hit < path + BehindHostMax
            )
            {
                isKnown = true;
                from = Math.Max(from, hit + hook.Length);
                break;
            }
        }

        var hooked = isKnown
            ? 0
            : address[..Math.Min(address.Length, 300)].IndexOf("hook", StringComparison.OrdinalIgnoreCase);
        if (hooked < 0)
            return;
        var query = address.IndexOfAny('?', '#') is var q and > 0 ? q : address.Length;
        for (var at = from; at < query;)
        {
            var slash = address[at..query].IndexOf('/');
            var stop = slash < 0 ? query : at + slash;
            var part = address[at..stop].TrimEnd(".,;:)]}");
            if (
                part.Length >= (isKnown ? 8 : 16)
                && !Placeholder.IsOne(part)
                && !Placeholder.IsReference(part)
                && !Randomness.IsMonotone(part)
                && (
                    isKnown && stop == query && part.Length >= 16
                    || Randomness.IsRandom(part, 8)
                    || Randomness.IsUuid(part)
                    || Randomness.IsHex(part)
                    || part.Contains('@')
                )
                && !(at < hooked)
            )
                found.Add(new(start + at, start + at + part.Length, "webhook"));
            at = stop + 1;
        }
    }
}
