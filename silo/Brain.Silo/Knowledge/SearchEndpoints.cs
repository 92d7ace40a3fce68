using Brain.Messages;
using Brain.Messages.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>Where people and programs search.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this WebApplication app) =>
        app.MapPost("/search", async (SearchRequest request, SearchAnswers answers, CancellationToken stop) =>
            await answers.Search(request, stop) is { Refusal: var refusal } found
                ? Results.Json(found, MessagesJson.Default.SearchResults, statusCode: refusal is null ? 200 : 409)
                : null
        );
}
