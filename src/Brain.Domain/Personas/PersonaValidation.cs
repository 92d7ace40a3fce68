using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Personas;

/// <summary>Who may be created, and what a persona may be renamed to.</summary>
public static class PersonaValidation
{
    /// <summary>The most characters of a job.</summary>
    public const int JobMax = 200;

    /// <summary>Why a persona can't be created; null when it can.</summary>
    /// <param name="name">Its name, <see cref="PersonaName.LengthMin"/> to <see cref="PersonaName.LengthMax"/>
    /// characters.</param>
    /// <param name="emoji">One emoji.</param>
    /// <param name="job">1 to <see cref="JobMax"/> characters on one line.</param>
    /// <param name="taken">The names of all other personas, the inactive and archived ones too.</param>
    public static Refusal? Check(string name, string emoji, string job, IReadOnlyCollection<string> taken) =>
        CheckName(name, taken) ?? CheckEmoji(emoji) ?? CheckJob(job);

    /// <summary>Why nobody can be called so; null when somebody can.</summary>
    public static Refusal? CheckName(string name, IReadOnlyCollection<string> taken)
    {
        if (PersonaName.FaultOf(name) is { } fault)
            return Refuse("persona.name-unusable", $"The name '{Shown(name)}' {fault}. Choose another, such as Steve.");
        if (PersonaName.System.Any(system => IsLike(system, name)))
            return Refuse("persona.name-reserved", $"{name} would be taken for a system persona. Choose another name.");
        if (PersonaName.IsReserved(name))
            return Refuse(
                "persona.name-reserved",
                $"{name} would be taken for the command /{PersonaName.Slug(name)}. Choose another name."
            );
        return taken.FirstOrDefault(other => IsLike(other, name)) is { } other
            ? Refuse(
                "persona.name-taken",
                $"There is a persona {Shown(other)} already (/persona show {Shown(other)}), and {name} would be "
                    + "the same. Choose another name, or bring that one back with /persona restore."
            )
            : null;
    }

    private static Refusal? CheckEmoji(string emoji) =>
        PersonaEmoji.FaultOf(emoji) is { } fault
            ? Refuse(
                "persona.emoji-unusable",
                $"'{Shown(emoji)}' {fault}. Give one emoji between the name and the job, such as 🔧."
            )
            : null;

    private static Refusal? CheckJob(string job)
    {
        if (string.IsNullOrWhiteSpace(job))
            return Refuse("persona.job-empty", "A persona needs a job. Say it after the emoji, such as \"APIs\".");
        if (job.Length > JobMax)
            return Refuse(
                "persona.job-long",
                $"The job has {job.Length} characters and may have {JobMax}. Say it shorter; details belong in "
                    + "its SKILL.md."
            );
        return OneLine.Of(job, JobMax * 2) != job.Trim() || TerminalText.Line(job) != job
            ? Refuse(
                "persona.job-unusable",
                "The job has line breaks, doubled blanks or characters that can't be shown. Say it on one plain line."
            )
            : null;
    }

    // Names that share a folder for their skill are as good as the same.
    private static bool IsLike(string one, string other) =>
        PersonaName.Same(one, other) || PersonaName.Slug(one) == PersonaName.Slug(other);

    private static string Shown(string text) => OneLine.Of(text, 60);

    private static Refusal Refuse(string code, string sentences) => new(code, $"{sentences} Nothing was changed.");
}
