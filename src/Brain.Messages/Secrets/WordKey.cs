using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Words in a row that name something, under names that could have a secret: where a message goes, what a cluster calls
/// an object. <c>ROUTING_KEY=shop.order.item.created</c>, <c>TLS_SECRET=shop-frontend-tls-cert</c>.
/// </summary>
internal static class WordKey
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("-_.");

    // Whose keys and secrets have names of their own: of brokers and stores, of an object in a cluster.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Owners = Set(
        "routing",
        "binding",
        "stream",
        "storage",
        "topic",
        "queue",
        "event",
        "layout",
        "tls",
        "ssl",
        "cert",
        "certificate",
        "ca",
        "db",
        "database",
        "postgres",
        "mysql",
        "redis",
        "pull",
        "image",
        "registry",
        "ingress",
        "k8s",
        "kube",
        "kubernetes",
        "helm"
    );

    // Whose secrets sign or encrypt: no object of a cluster is called by such a name, whatever its last word is.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Signers = Set(
        "jwt",
        "session",
        "cookie",
        "csrf",
        "hmac",
        "signing",
        "encryption",
        "nextauth"
    );

    // What such a name ends with.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Objects = Set(
        "cert",
        "certs",
        "certificate",
        "tls",
        "ssl",
        "auth",
        "creds",
        "database",
        "cluster",
        "bucket",
        "table",
        "queue",
        "topic",
        "stream",
        "exchange",
        "event",
        "events",
        "state",
        "cache",
        "session",
        "created",
        "updated",
        "deleted",
        "changed",
        "secret",
        "secrets",
        "token",
        "tokens",
        "keys",
        "password",
        "passwords"
    );

    /// <summary>The words name something.</summary>
    /// <param name="name">What they stand beside.</param>
    /// <param name="value">Words in a row, with one mark between them.</param>
    internal static bool IsOne(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!Signs(name) && Objects.Contains(value[(value.LastIndexOfAny(Joints) + 1)..]))
            return true;
        foreach (var range in name.SplitAny(Joints))
        {
            if (Owners.Contains(name[range]) || IsWithin(value, name[range]))
                return true;
        }

        return false;
    }

    private static bool Signs(ReadOnlySpan<char> name)
    {
        foreach (var range in name.SplitAny(Joints))
        {
            if (Signers.Contains(name[range]))
                return true;
        }

        return false;
    }

    // SHOP_SECRET=shop-for-those-others: what is called after its owner.
    private static bool IsWithin(ReadOnlySpan<char> value, ReadOnlySpan<char> word)
    {
        foreach (var range in value.SplitAny(Joints))
        {
            if (value[range].Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        new HashSet<string>(words, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
