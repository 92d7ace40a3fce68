using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Brain.Client.Http;
using Brain.Messages.Text;

namespace Brain.Client.Install;

/// <summary>
/// A settings file's bytes as a tree, and back in the same manner: indentation, line ends, byte order mark.
/// </summary>
internal sealed class SettingsText
{
    private readonly bool _mark;
    private readonly bool _endsLine;
    private readonly JsonWriterOptions _manner;
    private string? _half;

    private SettingsText(ReadOnlySpan<byte> bytes, string path)
    {
        _mark = bytes.StartsWith(Encoding.UTF8.Preamble);
        var json = _mark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        _endsLine = json.Length == 0 || json[^1] == '\n';
        _manner = Manner(json);
        if (!Utf8.IsValid(json))
            throw new ClientException(
                $"{path} has bytes that are no UTF-8, which could not be written back. Mend it and try again; nothing "
                    + "was changed."
            );
        Tree = Parse(LoneSurrogates.MayBeIn(json) ? WithoutHalves(json) : json, path);
        ComesBack = Tree.Count == 0 || ToBytes().AsSpan().SequenceEqual(bytes);
    }

    /// <summary>Written back unchanged it is the same file, byte for byte.</summary>
    internal bool ComesBack { get; }

    /// <summary>What the file says; change it at will.</summary>
    internal JsonObject Tree { get; }

    /// <exception cref="ClientException">It is not plain JSON; the message says where.</exception>
    internal static SettingsText Read(ReadOnlySpan<byte> bytes, string path) => new(bytes, path);

    internal byte[] ToBytes()
    {
        using var into = new MemoryStream();
        if (_mark)
            into.Write(Encoding.UTF8.Preamble);
        using (var writer = new Utf8JsonWriter(into, _manner))
            Tree.WriteTo(writer);
        if (_endsLine)
            into.Write(Encoding.UTF8.GetBytes(_manner.NewLine));
        return _half is null ? into.ToArray() : WithHalves(into.ToArray());
    }

    // JSON may name half of a character (\ud83d alone), and no writer writes it. A word that the file does not hold
    // stands for it meanwhile.
    private byte[] WithoutHalves(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json);
        var number = 0;
        while (text.Contains($"~half{number}:", StringComparison.Ordinal))
            number++;
        _half = $"~half{number}:";
        return Encoding.UTF8.GetBytes(LoneSurrogates.Mend(json, escape => $"{_half}{escape[2..]}"));
    }

    private byte[] WithHalves(byte[] json) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace(_half!, "\\u", StringComparison.Ordinal));

    private static JsonObject Parse(ReadOnlySpan<byte> json, string path)
    {
        if (json.Trim(" \r\n\t"u8).Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ClientException($"{path} holds no JSON object. Nothing was changed.");
        }
        catch (JsonException e)
        {
            throw new ClientException(
                $"{path}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: this is not plain JSON (a comment, a comma too "
                    + "many, a key twice?), so it cannot be changed without risk. Mend it and try again; nothing "
                    + "was changed."
            );
        }
    }

    private static JsonWriterOptions Manner(ReadOnlySpan<byte> json)
    {
        var line = json.IndexOf((byte)'\n');
        var rest = line < 0 ? default : json[(line + 1)..];
        var tab = rest.Length > 0 && rest[0] == '\t';
        var width = rest.Length - rest.TrimStart(tab ? (byte)'\t' : (byte)' ').Length;
        return new()
        {
            Indented = true,
            IndentCharacter = tab ? '\t' : ' ',
            IndentSize = width is > 0 and <= 8 ? width : 2,
            NewLine = line > 0 && json[line - 1] == '\r' ? "\r\n" : "\n",
            Encoder = Unescaped.Instance,
        };
    }
}
