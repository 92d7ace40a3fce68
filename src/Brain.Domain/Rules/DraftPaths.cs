using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Brain.Domain.Rules;

/// <summary>Whether a text that people wrote is a path, and which glob means it.</summary>
internal static partial class DraftPaths
{
    private static readonly FrozenSet<string> Files = FrozenSet.Create(
        StringComparer.Ordinal,
        "Makefile",
        "Dockerfile",
        "LICENSE",
        "Gemfile",
        "Podfile",
        "Procfile",
        "Jenkinsfile",
        "CODEOWNERS",
        "Rakefile",
        "Brewfile",
        "CHANGELOG",
        "README",
        "go.mod",
        "go.sum"
    );

    private static readonly FrozenSet<string> Machine = Split(
        "etc usr var home tmp opt bin sbin lib root dev proc sys boot mnt media srv run System Users Library "
            + "Applications"
    );

    // What follows a dot in the names of files, rather than of methods.
    private static readonly FrozenSet<string> Endings = Split(
        """
        cs fs vb ts tsx js jsx mjs cjs py pyi rb go rs java kt kts swift m mm c h cc cpp hpp php pl lua ex exs erl hs
        scala clj dart r jl sh bash zsh ps1 bat sql md mdx rst txt adoc html htm css scss sass less vue svelte json
        jsonc json5 yaml yml toml ini cfg conf env lock xml csproj sln props targets plist pbxproj proto graphql gql
        prisma tf tfvars hcl csv tsv svg png jpg pdf pem key crt snap map wasm gradle properties ipynb tex bib lockb
        sum mod mk cmake nix example local resx designer xaml razor cshtml golden diff patch zip gz tar log db sqlite
        """
    );

    /// <summary>The glob; null for what is no path.</summary>
    public static string? Glob(string text, bool isCode)
    {
        var path = text.Trim();
        if (path.Length is < 2 or > 200 || !Path().IsMatch(path) || path.Contains("//", StringComparison.Ordinal))
            return null;
        if (path is "and/or" or "origin/main" or "origin/master" or "read/write" or "client/server" || path[0] == '@')
            return null;
        var isFolder = path.EndsWith('/');
        var last = path.TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..];
        if (last.Length == 0 || last is "." or ".." or "~")
            return null;
        var isFile = !isFolder && IsFile(last);
        var hasSlash = path.Contains('/', StringComparison.Ordinal);
        // A word without a slash, a star or an ending may be anything; so may one that is no code.
        var isRooted =
            path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("./", StringComparison.Ordinal);
        if (!isFile && !isFolder && !(hasSlash && (isCode || isRooted)))
            return null;
        // .swift is an ending, .env a file.
        if (isFile && last[0] == '.' && !Dotted().IsMatch(last))
            path = path[..^last.Length] + "*" + last;
        var plain = Places().Replace(path, "*").TrimStart('~');
        while (plain.StartsWith("./", StringComparison.Ordinal) || plain.StartsWith("../", StringComparison.Ordinal))
            plain = plain[(plain.IndexOf('/') + 1)..];
        plain = plain.TrimStart('/');
        plain = plain.TrimEnd('/');
        if (plain.Length == 0 || plain.Trim('*', '/', '.').Length == 0)
            return null;
        // Of the machine, or of the repository's root as people write that too.
        var deep =
            IsOfMachine(path) ? "/" + plain
            : plain.StartsWith("**/", StringComparison.Ordinal) ? plain
            : "**/" + plain;
        return isFile || deep.EndsWith("/**", StringComparison.Ordinal) || last.EndsWith('*') ? deep
            // Without a slash or an ending it may be either.
            : isFolder ? deep + "/**"
            : $"{deep}|{deep}/**";
    }

    private static bool IsOfMachine(string path) =>
        path[0] == '/' && Machine.Contains(path.TrimStart('/').Split('/')[0]);

    private static bool IsFile(string name)
    {
        if (Files.Contains(name) || Dotted().IsMatch(name))
            return true;
        var dot = name.LastIndexOf('.');
        return dot >= 0 && Endings.Contains(name[(dot + 1)..].TrimEnd('*').ToLowerInvariant()) && !Call().IsMatch(name);
    }

    private static FrozenSet<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9_.~*/@+<>\[\]()-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Path();

    // .env, .env*, .gitignore, .npmrc
    [GeneratedRegex(
        @"^\.(env[.*A-Za-z0-9_-]*|git[a-z]+|npmrc|nvmrc|editorconfig|dockerignore|[a-z]+rc|[a-z]+ignore)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Dotted();

    // process.env, import.meta.env, Node.js
    [GeneratedRegex(
        @"^(process|meta|import|Deno|Node|Next|Vue|React|Nuxt|Three|D3)\.",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Call();

    [GeneratedRegex(@"<[^>]*>|\[[^\]]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Places();
}
