using System.Collections.Concurrent;
using System.Reflection;

namespace Brain.Postgres;

/// <summary>Reads the statements under <c>sql/</c>, which are embedded in this assembly.</summary>
public static class Sql
{
    private static readonly Assembly Home = typeof(Sql).Assembly;
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    /// <summary>The text of one file.</summary>
    /// <param name="path">Relative to <c>sql/</c>, such as <c>sessions/load_sessions.sql</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Read(string path) => Texts.GetOrAdd(path, static name =>
        {
            using var stream = Home.GetManifestResourceStream(name)
                ?? throw new FileNotFoundException(
                    $"sql/{name} is not in this program; it was built without it.",
                    name
                );
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        });

    /// <summary>Every file with its text, by path.</summary>
    public static IReadOnlyDictionary<string, string> All =>
        Home.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .ToDictionary(name => name, Read, StringComparer.Ordinal);
}
