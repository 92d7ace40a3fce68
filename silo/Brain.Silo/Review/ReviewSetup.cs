using Brain.Grains.Review;
using Brain.Postgres.Review;
using Brain.Silo.Commands;

namespace Brain.Silo.Review;

/// <summary>What the end of a session is made of in a silo.</summary>
internal static class ReviewSetup
{
    public static void AddReview(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ReviewStore>()
            .AddSingleton<TurnWeigher>()
            .AddSingleton<ICommandHandler, DoneCommands>();
}
