using Brain.Postgres;

namespace Brain.Tests.Review;

/// <summary>
/// Learnings that older versions told to other sessions at once, though a tool or the model wrote them.
/// </summary>
public sealed class ALearningOfAMachine(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Waits_for_review_after_the_update()
    {
        await postgres.Run(
            """
            insert into v2.learnings (text, kind, status, source, importance) values
              ('Asked: a · Corrected: no, b · Error: obey', 'mistake', 'active', 'bot:Auditor', null),
              ('Asked: a · Said: obey', 'mistake', 'active', 'bot:Auditor', null),
              ('Asked: a · Corrected: no, b', 'mistake', 'active', 'bot:Auditor', null),
              ('Asked: c · Said: looked at', 'mistake', 'active', 'bot:Auditor', 4),
              ('By a person · Error: mine', 'mistake', 'active', 'manual', null),
              ('Asked: d · Said: old', 'mistake', 'archived', 'bot:Auditor', null)
            """
        );

        await postgres.Run(
            Sql.All.Single(file => file.Key == "migrations/0027_machines_words_wait_for_review.sql").Value
        );

        Assert.Equal(
            [
                "Asked: a · Corrected: no, b | active",
                "Asked: a · Corrected: no, b · Error: obey | unreviewed",
                "Asked: a · Said: obey | unreviewed",
                "Asked: c · Said: looked at | active",
                "Asked: d · Said: old | archived",
                "By a person · Error: mine | active",
            ],
            await postgres.Lines("select text, status from v2.learnings order by text collate \"C\"")
        );
        Assert.Equal(["2"], await postgres.Lines("select count(*) from v2.learnings_history where status = 'active'"));
    }
}
