using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Text;

namespace Brain.Domain.Personas;

/// <summary>Who works along with a session.</summary>
/// <param name="Names">As emoji and name. Source: <c>v2.orient_personas</c>.</param>
internal sealed record ActivePersonas(ImmutableArray<string> Names) : ISessionLines
{
    /// <inheritdoc/>
    public IEnumerable<string> Orientation =>
        Names.IsDefaultOrEmpty
            ? []
            : [DataMark.Line("person", "Active personas", string.Join(", ", Names), ISessionLines.TextMax)];
}
