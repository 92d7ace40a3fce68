using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Brain.Domain.Skills.Scan;

/// <summary>
/// What git writes into its own folder as it works: objects, packs, the index, what references were. It changes with
/// every command of git's, so it is no part of a skill; but only where it has git's own form, for any folder can be
/// called <c>.git</c> and have a script in it. Sources: gitrepository-layout(5), gitformat-index(5), gitformat-pack(5).
/// </summary>
public static partial class GitStore
{
    private const int TextMax = 1024 * 1024;
    private const int ObjectMax = 4 * 1024;
    private const int HeadMax = 16;

    private const RegexOptions Plain =
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly string[] ObjectHeads = ["blob ", "tree ", "commit ", "tag "];

    /// <summary>Whether a file may be one of them.</summary>
    /// <param name="path">Below git's folder, with slashes.</param>
    public static bool IsName(string path) =>
        Head(path) is not null || Lines(path) is not null || Loose().IsMatch(path);

    /// <summary>How many bytes of such a file tell its form: of a text all, and a longer one is not git's.</summary>
    public static int BytesOf(string path) =>
        Head(path) is not null ? HeadMax
        : Lines(path) is not null ? TextMax
        : ObjectMax;

    /// <summary>Whether a file of such a name has git's form, and so is not looked through.</summary>
    /// <param name="path">Below git's folder, with slashes.</param>
    /// <param name="bytes">Its first bytes, <see cref="BytesOf"/> or more where it has as many.</param>
    public static bool IsForm(string path, ReadOnlySpan<byte> bytes) =>
        Head(path) is { } head ? bytes.StartsWith(head)
        : Lines(path) is { } line ? bytes.Length < TextMax && Has(bytes, line)
        : Loose().IsMatch(path) && IsObject(bytes);

    /// <summary>Whether a text names such a file.</summary>
    internal static bool IsNamed(string text) => Named().IsMatch(text);

    // By what files of these kinds begin with.
    private static byte[]? Head(string path) =>
        path is "index" ? "DIRC"u8.ToArray()
        : Packed().Match(path) is not { Success: true } packed ? null
        : packed.Groups["kind"].Value switch
        {
            "pack" => "PACK"u8.ToArray(),
            "idx" => [0xFF, (byte)'t', (byte)'O', (byte)'c'],
            "rev" => "RIDX"u8.ToArray(),
            "bitmap" => "BITM"u8.ToArray(),
            "mtimes" => "MTME"u8.ToArray(),
            "graph" or "commit-graph" => "CGPH"u8.ToArray(),
            _ => "MIDX"u8.ToArray(),
        };

    // What each line of its texts is.
    private static Regex? Lines(string path) =>
        path.StartsWith("logs/", StringComparison.Ordinal) ? LogLine()
        : Lists().IsMatch(path) ? ListLine()
        : null;

    private static bool Has(ReadOnlySpan<byte> bytes, Regex form)
    {
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (line.Length > 0 && !form.IsMatch(line))
                return false;
        }

        return true;
    }

    private static bool IsObject(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var packed = new ZLibStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            var head = new byte[8];
            var got = packed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var text = Encoding.ASCII.GetString(head, 0, got);
            return Array.Exists(ObjectHeads, one => text.StartsWith(one, StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^objects/[0-9a-f]{2}/([0-9a-f]{38}|[0-9a-f]{62})$", Plain)]
    private static partial Regex Loose();

    [GeneratedRegex(
        @"^objects/(pack/(pack-[0-9a-f]{40,64}\.(?<kind>pack|idx|rev|bitmap|mtimes)|(?<kind>multi-pack-index))"
            + @"|info/((?<kind>commit-graph)|commit-graphs/graph-[0-9a-f]{40,64}\.(?<kind>graph)))$",
        Plain
    )]
    private static partial Regex Packed();

    // What the reference was and is, who moved it, when, and why.
    [GeneratedRegex(
        @"^([0-9a-f]{40} [0-9a-f]{40}|[0-9a-f]{64} [0-9a-f]{64}) [^\n]*<[^<>\n]*> [0-9]+ [+-][0-9]{4}(\t|$)",
        Plain
    )]
    private static partial Regex LogLine();

    [GeneratedRegex(
        @"^objects/(info/(packs|commit-graphs/commit-graph-chain)|pack/pack-[0-9a-f]{40,64}\.(keep|promisor))$",
        Plain
    )]
    private static partial Regex Lists();

    [GeneratedRegex(@"^(P pack-[0-9a-f]{40,64}\.pack|[0-9a-f]{40,64}( [\w./-]+)?)$", Plain)]
    private static partial Regex ListLine();

    [GeneratedRegex(@"\.git/(objects/|logs/|index($|[^.\w]))", Plain)]
    private static partial Regex Named();
}
