using System.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>The text of a makefile that a line has in it, read for the commands of its recipes.</summary>
internal static class MakeText
{
    private static readonly string[] FileOptions = ["-f", "--file", "--makefile"];

    /// <summary>The makefiles that <c>make</c> is told to read.</summary>
    public static IEnumerable<string> Files(string[] words) => Values(words, FileOptions);

    /// <summary>The texts that it gets as makefiles.</summary>
    public static IEnumerable<string> Texts(string[] words) => Values(words, ["-E", "--eval"]);

    /// <summary>
    /// The same as lines of a shell: recipes without their marks, variables as a shell writes them, rules as commands
    /// that nobody has.
    /// </summary>
    public static string AsShell(string text)
    {
        var lines = new StringBuilder();
        foreach (var line in text.Split('\n'))
            lines.Append(Line(line)).Append('\n');
        return lines.ToString();
    }

    private static string Line(string line)
    {
        if (line.StartsWith('\t'))
            return Written(line.TrimStart('\t', ' ', '@', '-', '+'));
        // NAME := value
        var sign = line.IndexOf('=', StringComparison.Ordinal);
        var name = sign > 0 ? line[..sign].TrimEnd(':', '?', '+', '!', ' ', '\t').Trim() : "";
        if (name.Length > 0 && name.All(ShellWordReader.IsName))
            return $"{name}='{Written(line[(sign + 1)..]).Trim().Replace("'", "", StringComparison.Ordinal)}'";
        // target: needed; recipe
        return Written(line.Replace(": ", " ; ", StringComparison.Ordinal));
    }

    // $(NAME) is a variable, $(shell LINE) what a line prints, and two signs are one.
    private static string Written(string text)
    {
        var written = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
                written.Append(text[at]);
            else if (text[at + 1] == '$')
                written.Append(text[++at]);
            else if (text[at + 1] is '(' or '{' && Name(text[(at + 2)..]) is { Length: > 0 } name)
            {
                written.Append("${").Append(name).Append('}');
                at += name.Length + 2;
            }
            else if (text.AsSpan(at + 1).StartsWith("(shell ", StringComparison.Ordinal))
            {
                written.Append("$(");
                at += "(shell".Length;
            }
            else
                written.Append('$');
        }

        return written.ToString();
    }

    private static string Name(string text)
    {
        var name = string.Concat(text.TakeWhile(ShellWordReader.IsName));
        return name.Length < text.Length && text[name.Length] is ')' or '}' ? name : "";
    }

    private static IEnumerable<string> Values(string[] words, string[] options)
    {
        foreach (var (at, word) in words.Index())
        {
            foreach (var option in options.Where(option => word.StartsWith(option, StringComparison.Ordinal)))
            {
                var value = word[option.Length..];
                if (value.Length == 0 && at + 1 < words.Length)
                    yield return words[at + 1];
                else if (value.StartsWith('='))
                    yield return value[1..];
                else if (value.Length > 0 && option.Length == 2)
                    yield return value;
            }
        }
    }
}
