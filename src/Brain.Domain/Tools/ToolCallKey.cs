using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brain.Domain.Tools;

/// <summary>The id of a call whose agent's own id comes again.</summary>
public static class ToolCallKey
{
    private const int ScopeBytes = 8;
    private const int ScopeLength = 1 + (2 * ScopeBytes);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// The agent's own id, and behind <c>@</c> which turn and which call: 16 hexadecimal digits, the same before and
    /// after the call.
    /// </summary>
    public static string Of(string id, Guid? prompt, string? tool, JsonElement? input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{prompt}\n{tool}\n"));
        if (input is { ValueKind: not JsonValueKind.Undefined } some)
            hash.AppendData(JsonMarshal.GetRawUtf8Value(some));
        return $"{id}@{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, ScopeBytes))}";
    }

    /// <summary>The agent's own id in the one under which a call is kept.</summary>
    public static string Own(string key) =>
        key.Length > ScopeLength
        && key[^ScopeLength] == '@'
        && !key.AsSpan(key.Length - ScopeLength + 1).ContainsAnyExcept(Digits)
            ? key[..^ScopeLength]
            : key;
}
