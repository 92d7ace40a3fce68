using Brain.Domain.Drift;
using Brain.Domain.Sessions;
using Brain.Domain.Watching;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;

namespace Brain.Tests.Drift;

/// <summary>The Cop speaks to people: in the words that were typed, without numbers of its own.</summary>
public sealed class WhatTheCopSays
{
    private static readonly DriftVerdict Seen = (
        SomeTurn.OffTopic() with
        {
            Asked = "compare the pricing of Kubernetes hosting companies for our holiday photos",
            Answered = "The cheapest companies …",
        }
    ).Judged();

    [Fact]
    public void Has_whole_words_as_they_were_typed()
    {
        var text = string.Join(' ', Seen.Events.Select(one => one.Detail).Append(Seen.Comment).OfType<string>());

        Assert.NotEmpty(text);
        Assert.Contains("Kubernetes", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(kubernet|compar|pric|compani|host|company)\b", text);
    }

    [Fact]
    public void Has_no_products()
    {
        Assert.NotEmpty(Seen.Events);
        Assert.All(Seen.Events, one => Assert.DoesNotMatch(@"\d\.\d\d|×", one.Detail));
    }

    [Fact]
    public void Has_no_job_description()
    {
        var cop = new WatchingPersona(Guid.NewGuid(), "Cop", "👮", "compares what happens with the purpose", []);
        var rules = SessionContext.Default with { Personas = new() { Cop = cop } };
        var session = Some.Session() with { Opened = true, Purpose = SomeTurn.Purpose, Project = SomeTurn.Project };
        var prompt = Guid.NewGuid();
        var asked = session.Hears(Some.Prompt(session.Id, SomeTurn.OffTopic().Asked!, prompt), rules).Next;

        var footer = asked.Hears(Some.Stop(session.Id, prompt, "Heave away …"), rules).Answer.Message;

        Assert.Contains("👮 Cop: ", footer, StringComparison.Ordinal);
        Assert.DoesNotContain("compares", footer, StringComparison.Ordinal);
    }
}
