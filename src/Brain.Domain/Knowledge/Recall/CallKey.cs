using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// By what a tool call is found again: digests, so that no text lies in the index. The words are the stored format of
/// <c>brain.call_keys</c>: add, never rename.
/// </summary>
/// <param name="Kind">error, command, misuse, head or file.</param>
/// <param name="Digest">Of the kind and of what is compared.</param>
public sealed record CallKey(string Kind, long Digest)
{
    /// <summary>A failed call's error, by the line that says most.</summary>
    public const string Error = "error";

    /// <summary>A failed shell line as it was.</summary>
    public const string Command = "command";

    /// <summary>A word of a command that its error names as wrong.</summary>
    public const string Misuse = "misuse";

    /// <summary>A program, with which of its commands it is.</summary>
    public const string Head = "head";

    /// <summary>A file's name, of a call that changed it.</summary>
    public const string File = "file";

    private const int KeysMax = 24;

    /// <summary>The keys of a call that has come to an end.</summary>
    /// <param name="kind">What its tool does.</param>
    /// <param name="target">What it was aimed at, as it is kept.</param>
    /// <param name="error">What went wrong, as it is kept: empty where nobody said, null for nothing.</param>
    public static CallKey[] Of(ToolKind kind, string? target, string? error) =>
        [.. (target is null ? [] : All(kind, target, error)).Distinct().Take(KeysMax)];

    /// <summary>The key of an error; null for one that says too little.</summary>
    public static CallKey? OfError(string? error) =>
        ErrorLine.Masked(ErrorLine.Of(error)) is { } masked ? Make(Error, masked) : null;

    /// <summary>The key of a file, by its name.</summary>
    public static CallKey OfFile(string path) => Make(File, NameOf(path));

    /// <summary>The keys of a program as a person names it: <c>git</c>, <c>npm run test</c>.</summary>
    public static CallKey OfHead(string head) => Make(Head, head);

    /// <summary>
    /// What earlier failures of a shell line are found by: the line, and each word that may be wrong.
    /// </summary>
    public static CallKey[] OfAttempt(string line) =>
        [
            Make(Command, CallLine.Plain(line)),
            .. CallLine
                .Commands(line)
                .SelectMany(command => command.Parts.Select(part => OfMisuse(part.Head, part.Word)))
                .Distinct()
                .Take(KeysMax),
        ];

    /// <summary>A path's last part.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    internal static CallKey OfMisuse(string head, string word) => Make(Misuse, $"{head}\n{word}");

    private static IEnumerable<CallKey> All(ToolKind kind, string target, string? error)
    {
        if (kind is ToolKind.Edit or ToolKind.Write && error is null)
            yield return OfFile(target);
        if (kind is not ToolKind.Shell)
            yield break;
        // Sought by the program alone as well as with its command.
        foreach (var command in CallLine.Commands(target))
        {
            yield return OfHead(command.Head);
            if (command.Head.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end)
                yield return OfHead(command.Head[..end]);
        }

        if (error is null)
            yield break;
        yield return Make(Command, CallLine.Plain(target));
        if (OfError(error) is { } named)
            yield return named;
        foreach (var (head, word) in Recall.Misuse.Of(target, error))
            yield return OfMisuse(head, word);
    }

    private static CallKey Make(string kind, string text) =>
        new(
            kind,
            BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{text}")))
        );
}
