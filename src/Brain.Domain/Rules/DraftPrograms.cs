using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Brain.Domain.Rules;

/// <summary>Whether a text that people wrote is a command, and which pattern means it.</summary>
internal static partial class DraftPrograms
{
    private const int WordsMax = 8;

    // Programs whose names mean nothing else where commands are spoken of.
    private static readonly FrozenSet<string> Known = Split(
        """
        npm npx yarn pnpm bun bunx pip pip3 pipx poetry pipenv uv uvx conda mamba brew apt apt-get yum dnf pacman
        git gh glab hub docker docker-compose podman kubectl helm terraform tofu pulumi ansible aws gcloud az vercel
        netlify heroku flyctl wrangler supabase firebase cargo rustup rustc dotnet msbuild nuget mvn gradle gradlew
        ./gradlew ./mvnw mvnw sbt bazel cmake ninja meson rake bundle gem composer artisan phpunit mix rebar3 cabal
        stack nix nix-env jest vitest pytest tox nox mypy ruff black flake8 eslint prettier tsc webpack vite turbo nx
        lerna rush sed awk gawk perl grep egrep rg find fd xargs curl wget ssh scp rsync rm rmdir mv chmod chown dd
        sudo su kill pkill killall systemctl shutdown reboot psql mysql sqlite3 redis-cli mongosh mongo pg_dump
        pg_restore dropdb createdb prisma alembic python python3 python2 node deno ruby php java javac go swift
        xcodebuild flutter dart expo eas pod fastlane rails django-admin manage.py hugo jekyll twine lerna changeset
        flask celery uvicorn gunicorn dbmate atlas goose migrate virsh openstack ceph ipmitool pm2 tsx ts-node
        semantic-release standard-version sequelize knex drizzle-kit typeorm forge hardhat anvil cat head tail make
        """
    );

    // Words of English too: alone and without backticks they name no program.
    private static readonly FrozenSet<string> Ambiguous = Split(
        "make find go node cat head tail black stack mix expo dart swift kill forge rush hub turbo stack java brew "
            + "bundle gem composer perl ruby php python django-admin nix flutter dd su mv rm az uv fd pod rake hugo"
    );

    /// <summary>Whether a text begins as one that runs a program that is known.</summary>
    public static bool IsKnown(string text) =>
        Known.Contains(First(text)) || text.StartsWith("./", StringComparison.Ordinal);

    /// <summary>Whether one word without backticks names a program beyond doubt.</summary>
    public static bool IsPlainName(string word) => Known.Contains(word) && !Ambiguous.Contains(word);

    /// <summary>The pattern of what somebody runs; null when it is no command that a pattern can mean.</summary>
    /// <param name="text">What stood between the backticks.</param>
    /// <param name="isRun">The sentence speaks of running it, so that also an unknown program is one.</param>
    public static string? Pattern(string text, bool isRun)
    {
        var words = text.Trim().TrimStart('$').Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > WordsMax || (!IsKnown(words[0]) && !(isRun && IsProgram(words))))
            return null;
        var kept = new List<string> { words[0] };
        foreach (var word in words[1..])
        {
            // From a place for something else on it is anything.
            if (IsPlace(word))
                break;
            if (!Word().IsMatch(word))
                return null;
            kept.Add(word);
        }

        // Options behind such a place would be lost, and with them what is meant.
        if (words.Skip(kept.Count).Any(word => word.StartsWith('-')))
            return null;
        var pattern = string.Join(' ', kept);
        return IsTooWide(kept) ? null
            : CommandPattern.Parse(pattern).Pattern is null ? null
            : pattern;
    }

    // `rm` or `python` alone stop more than anybody means, `git` the session itself.
    private static bool IsTooWide(List<string> words) =>
        words
            is ["git" or "python" or "python3" or "node" or "cargo" or "dotnet" or "go" or "make" or "docker" or "cd"]
                or ["ls" or "echo" or "bash" or "sh"];

    private static bool IsProgram(string[] words) =>
        Script().IsMatch(words[0])
        // One word of English may be a part of a command, rather than a program: `database update`.
        || (Name().IsMatch(words[0]) && words[0].AsSpan().IndexOfAny('-', '_', '.') > 0);

    private static bool IsPlace(string word) =>
        word is "..." or "…" or "*" || word[0] is '<' or '[' || (word[0] == '{' && word[^1] == '}');

    private static string First(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \t\n");
        return end < 0 ? text : text[..end];
    }

    private static FrozenSet<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(
        @"^[A-Za-z0-9@][A-Za-z0-9_./:@+,=-]*$|^--?[A-Za-z0-9][A-Za-z0-9-]*(=[A-Za-z0-9_./:-]+)?$|^\.$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(\.{0,2}/)?[A-Za-z0-9_./-]+\.(sh|bash|py|js|mjs|ts|rb|pl|ps1)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Script();

    [GeneratedRegex("^[a-z][a-z0-9]*([_.-][a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
