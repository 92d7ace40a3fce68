using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Brain.Domain.Text;

namespace Brain.Domain.Watching;

/// <summary>A text that patterns are matched against.</summary>
/// <param name="text">The text.</param>
/// <param name="name">What the text is called where it was found, such as <c>password</c>; or null.</param>
internal sealed class Watched(string text, string? name = null)
{
    private string? _public;

    /// <summary>As it is matched.</summary>
    public string Text => text;

    /// <summary>
    /// What may be kept of it: its name can tell that it is a secret. Made once, when something was captured.
    /// </summary>
    public string Public => _public ??= Redaction.Clean(name is null ? text : $"{name}={text}")!;
}

/// <summary>
/// The texts of a tool's input: first every string in it as it was meant, each by itself and in order, then the JSON as
/// it was sent. So <c>^git push</c> meets the start of a command, quotes need no backslashes, and names and numbers are
/// met too.
/// </summary>
internal sealed class ToolText(JsonElement? input, IReadOnlyList<string> paths)
{
    /// <summary>The most characters of an input that are looked at: of its strings together, and of its JSON.</summary>
    public const int TextMax = 16 * 1024;

    private const int ValuesMax = 512;
    private const int NodesMax = 16 * 1024;
    private const int Utf8BytesMax = 4;
    private const int DepthMax = 64;
    private const int PathMax = 4_096;

    private List<Watched>? _texts;
    private int _left = TextMax;
    private int _nodes;

    /// <summary>In the order in which they are matched.</summary>
    public IReadOnlyList<Watched> Texts => _texts ??= Collect();

    /// <summary>The files and folders that the tool is aimed at.</summary>
    public IReadOnlyList<string> Paths { get; } = [.. paths.Where(path => path.Length is > 0 and <= PathMax)];

    /// <summary>All of it is looked at, however much it is: what stands far behind hides from nobody.</summary>
    public bool IsWhole { get; init; }

    private bool IsFull => !IsWhole && (_left <= 0 || _texts!.Count >= ValuesMax || _nodes >= NodesMax);

    private List<Watched> Collect()
    {
        _texts = [];
        if (input is not { ValueKind: not JsonValueKind.Undefined } json)
            return _texts;
        Collect(json, "", 0);
        var raw = JsonMarshal.GetRawUtf8Value(json);
        _texts.Add(
            new(
                IsWhole
                    ? Encoding.UTF8.GetString(raw)
                    : Redaction.Cut(
                        Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, TextMax * Utf8BytesMax)]),
                        TextMax
                    )
            )
        );
        return _texts;
    }

    private void Collect(JsonElement json, string name, int depth)
    {
        if (depth > DepthMax || IsFull)
            return;
        _nodes++;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject().TakeWhile(_ => !IsFull))
                    Collect(member.Value, Name(member), depth + 1);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray().TakeWhile(_ => !IsFull))
                    Collect(item, name, depth + 1);
                break;
            case JsonValueKind.String when Text(json, IsWhole ? null : _left) is { Length: > 0 } text:
                var kept = !IsWhole && text.Length > _left ? text[.._left] : text;
                _left -= kept.Length;
                _texts!.Add(new(kept, name));
                break;
        }
    }

    private static string? Text(JsonElement json, int? max)
    {
        try
        {
            return max is { } some ? JsonText.Start(json, some) : json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text that is none. The JSON still says what was meant.
            return null;
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // As above.
            return "";
        }
    }
}
