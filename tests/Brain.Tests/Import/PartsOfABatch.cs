using Brain.Messages.Sessions;
using Brain.Silo.Import;

namespace Brain.Tests.Import;

/// <summary>What is written at the same time, and what one after the other.</summary>
public sealed class PartsOfABatch
{
    [Fact]
    public void Keep_together_what_tells_of_the_same()
    {
        var (line, session) = (Guid.NewGuid(), Guid.NewGuid());
        SessionFound[] all =
        [
            Found(session),
            Found(Guid.NewGuid(), line: line),
            Found(Guid.NewGuid(), message: "msg_1"),
            Found(Guid.NewGuid()),
            Found(Guid.NewGuid(), line: line, message: "msg_1"),
            Found(session),
        ];

        var parts = ImportParts.Of(all, 3);

        Assert.Equal(
            ["0,5", "1,2,4", "3"],
            parts.Select(part => string.Join(',', part.Select(found => Array.IndexOf(all, found)))).Order()
        );
    }

    [Fact]
    public void Are_of_about_the_same_size()
    {
        var all = Enumerable.Range(0, 40).Select(_ => Found(Guid.NewGuid())).ToArray();

        var parts = ImportParts.Of(all, 2);

        Assert.Equal([20, 20], parts.Select(part => part.Length));
    }

    [Fact]
    public void Are_one_where_a_prompt_names_no_session()
    {
        SessionFound[] all = [Found(Guid.NewGuid()), Found(Guid.NewGuid(), unnamed: true)];

        Assert.Equal([all], ImportParts.Of(all, 2));
    }

    private static SessionFound Found(Guid session, Guid? line = null, string? message = null, bool unnamed = false) =>
        new(
            new()
            {
                SessionId = new(session),
                Source = "claude-code",
                Session = new() { StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch },
                Turns =
                [
                    new()
                    {
                        Line = line,
                        StartedAt = DateTimeOffset.UnixEpoch,
                        Unnamed = unnamed,
                    },
                ],
            },
            message is null ? [] : [Entry(message)]
        );

    private static UsageEntry Entry(string message) =>
        new()
        {
            MessageId = message,
            Model = "m",
            At = null,
            Input = 1,
            Output = 1,
        };
}
