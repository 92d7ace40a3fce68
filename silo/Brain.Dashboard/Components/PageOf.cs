using Microsoft.AspNetCore.Components;

namespace Brain.Dashboard.Components;

/// <summary>A page: what was asked for, and what was read for it beforehand.</summary>
/// <typeparam name="TModel">What it shows.</typeparam>
public abstract class PageOf<TModel> : ComponentBase
{
    /// <summary>What was asked for.</summary>
    [Parameter, EditorRequired]
    public PageRequest Request { get; set; } = null!;

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}
