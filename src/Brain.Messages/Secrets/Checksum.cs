using System.Text;

namespace Brain.Messages.Secrets;

/// <summary>
/// The CRC-32 at the end of a GitHub or npm token, in six digits of base 62. A token that holds it is one, whatever it
/// looks like;
/// one that does not may still be one of a kind that we do not know, so it is only ever used to be sure.
/// </summary>
internal static class Checksum
{
    private const int Digits = 6;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The last six characters are the sum of those between the first underscore and them.</summary>
    internal static bool Holds(ReadOnlySpan<char> token)
    {
        var body = token[(token.IndexOf('_') + 1)..];
        return body.Length == 36 && body[^Digits..].SequenceEqual(Of(body[..^Digits]));
    }

    /// <summary>The six digits for a body.</summary>
    internal static string Of(ReadOnlySpan<char> body)
    {
        var sum = ~0u;
        foreach (var letter in Encoding.ASCII.GetBytes(body.ToString()))
        {
            sum ^= letter;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ (0xEDB88320 & (0u - (sum & 1)));
        }

        sum = ~sum;
        Span<char> digits = stackalloc char[Digits];
        for (var i = Digits - 1; i >= 0; i--, sum /= 62)
            digits[i] = Base62[(int)(sum % 62)];
        return new(digits);
    }
}
