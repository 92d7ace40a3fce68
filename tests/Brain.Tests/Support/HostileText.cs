using System.Text;
using System.Text.RegularExpressions;

namespace Brain.Tests;

/// <summary>What an agent may send that is not as it was recorded.</summary>
internal static class HostileText
{
    /// <summary>A few bytes changed, cut out or doubled, or a value exchanged for another kind of value.</summary>
    public static byte[] Of(string recorded, Random random)
    {
        var text = recorded;
        if (random.Next(3) == 0)
        {
            string[] others =
            [
                "null",
                "-1",
                "1e999",
                "true",
                "[]",
                "{}",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"\"",
                $"\"{new string('x', 3_000)}\"",
            ];
            var values = Regex.Matches(text, "(?<=:)(\"[^\"]*\"|[0-9]+|true|false)");
            if (values.Count > 0)
            {
                var value = values[random.Next(values.Count)];
                text = string.Concat(
                    text.AsSpan(0, value.Index),
                    others[random.Next(others.Length)],
                    text.AsSpan(value.Index + value.Length)
                );
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var changes = random.Next(4); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }
}
