using System.Text.RegularExpressions;
using Npgsql;

namespace Brain.Acceptance;

/// <summary>A libpq connection string such as <c>host=/run/pg dbname=postgres user=brain</c>.</summary>
public sealed partial record LibpqText(string Text)
{
    /// <summary>The same server, another database.</summary>
    public LibpqText WithDatabase(string name) =>
        new(
            string.Join(
                ' ',
                Parts()
                    .Where(part => part.Name != "dbname")
                    .Select(part => $"{part.Name}='{part.Value}'")
                    .Append($"dbname={name}")
            )
        );

    /// <summary>The same in Npgsql's words.</summary>
    public string Npgsql()
    {
        var all = new NpgsqlConnectionStringBuilder { IncludeErrorDetail = true };
        foreach (var (name, value) in Parts())
            all[
                name switch
                {
                    "dbname" => "Database",
                    "user" => "Username",
                    "host" => "Host",
                    "port" => "Port",
                    _ => name,
                }
            ] = value;
        return all.ConnectionString;
    }

    private IEnumerable<(string Name, string Value)> Parts() =>
        from Match part in Pair().Matches(Text)
        select (part.Groups["name"].Value, part.Groups["quoted"].Value + part.Groups["bare"].Value);

    [GeneratedRegex(
        @"(?<name>\w+)\s*=\s*('(?<quoted>[^']*)'|(?<bare>[^\s']+))",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pair();
}
