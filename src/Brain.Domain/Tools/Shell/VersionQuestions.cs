using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>Programs that do anything, asked for nothing but their version.</summary>
internal static class VersionQuestions
{
    private static readonly FrozenSet<string> Programs = FrozenSet.Create(
        StringComparer.Ordinal,
        "aws",
        "az",
        "bash",
        "bun",
        "clang",
        "clang++",
        "cmake",
        "curl",
        "deno",
        "docker",
        "ffmpeg",
        "g++",
        "gcc",
        "gcloud",
        "gem",
        "gh",
        "git",
        "go",
        "helm",
        "java",
        "javac",
        "kubectl",
        "lua",
        "make",
        "mysql",
        "nginx",
        "ninja",
        "node",
        "npm",
        "openssl",
        "perl",
        "php",
        "pip",
        "pip3",
        "podman",
        "psql",
        "python",
        "python3",
        "ruby",
        "redis-cli",
        "sed",
        "sqlite3",
        "ssh",
        "terraform",
        "tmux",
        "tsc",
        "vim",
        "wget",
        "zsh"
    );

    // -v alone starts some of them.
    private static readonly FrozenSet<string> ShortOnes = FrozenSet.Create(
        StringComparer.Ordinal,
        "node",
        "npm",
        "perl",
        "ruby",
        "php",
        "docker",
        "gem",
        "make",
        "gcc",
        "clang",
        "tsc",
        "nginx"
    );

    public static bool Asks(string program, string? argument) =>
        argument switch
        {
            "--version" => Programs.Contains(program),
            "-V" => program
                is "python"
                    or "python3"
                    or "pip"
                    or "pip3"
                    or "ssh"
                    or "tmux"
                    or "psql"
                    or "wget"
                    or "curl",
            "-v" => ShortOnes.Contains(program),
            "version" => program is "go" or "docker" or "kubectl" or "helm" or "terraform" or "openssl",
            "-version" => program is "java" or "javac" or "ffmpeg",
            _ => false,
        };
}
