using System.Collections.Immutable;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Configuration;

/// <summary>Reads the section <c>budgets</c>: a cap that can't be read is left out, and is said.</summary>
internal static class BudgetsReader
{
    /// <summary>The caps that hold in a project.</summary>
    /// <param name="project">The project's own section, or null: its caps count its sessions alone.</param>
    /// <param name="all">That of all projects, or null.</param>
    /// <param name="say">Hears what can't be read.</param>
    public static ImmutableArray<SpendCap> Read(BudgetsFile? project, BudgetsFile? all, Action<string> say) =>
        [.. Caps(project, ofProject: true, say), .. Caps(all, ofProject: false, say)];

    /// <summary>Whether models whose price is not known are refused; they are warned of where nobody says so.</summary>
    /// <param name="project">The project's own section, or null: it goes first.</param>
    /// <param name="all">That of all projects, or null.</param>
    /// <param name="say">Hears what can't be read.</param>
    public static bool RefusesUnpriced(BudgetsFile? project, BudgetsFile? all, Action<string> say)
    {
        var said = project?.Unpriced ?? all?.Unpriced;
        if (said is not (null or "warn" or "refuse"))
            say($"budgets: unpriced is '{said}'; expected \"warn\" or \"refuse\". It is left out, and they are warned of.");
        return said == "refuse";
    }

    private static IEnumerable<SpendCap> Caps(BudgetsFile? file, bool ofProject, Action<string> say)
    {
        if (file is null)
            yield break;
        foreach (var cap in Of(new() { Day = file.Day, Week = file.Week }, null, ofProject, say))
            yield return cap;
        foreach (var (model, budget) in file.Models ?? [])
        {
            foreach (var cap in Of(budget, model, ofProject, say))
                yield return cap;
        }
    }

    private static IEnumerable<SpendCap> Of(BudgetFile file, string? model, bool ofProject, Action<string> say)
    {
        foreach (var (period, text) in new[] { (SpendPeriod.Day, file.Day), (SpendPeriod.Week, file.Week) })
        {
            if (text is null)
                continue;
            if (DollarAmount.TryParse(text, out var usd))
                yield return new(period, usd) { Model = model, OfProject = ofProject };
            else
                say($"budgets: '{text}' is no amount of dollars; expected one such as \"$20\". It is left out.");
        }
    }
}
