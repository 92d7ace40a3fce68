using System.Numerics;
using System.Security.Cryptography;

namespace Brain.Messages.Secrets;

/// <summary>A Bitcoin key in wallet import format: base 58 with four bytes of a double SHA-256 at its end.</summary>
internal static class BitcoinKey
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    internal static bool Holds(ReadOnlySpan<char> text)
    {
        var number = BigInteger.Zero;
        foreach (var c in text)
        {
            var digit = Base58.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            number = (number * 58) + digit;
        }

        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return bytes.Length is 37 or 38
            && SHA256.HashData(SHA256.HashData(bytes.AsSpan(..^4))).AsSpan(..4).SequenceEqual(bytes.AsSpan(^4..));
    }
}
