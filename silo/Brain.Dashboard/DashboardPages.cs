using Brain.Dashboard.Components.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Brain.Dashboard;

/// <summary>
/// Writes pages as HTML: what one shows is read first, and then rendered at once, without a circuit or a script of the
/// framework's.
/// </summary>
/// <param name="reader">From where they read.</param>
/// <param name="services">What components may ask for.</param>
/// <param name="loggers">Hears of faults of components.</param>
public sealed class DashboardPages(DashboardReader reader, IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>A page, or the fragment of it; one that says so when there is none of that name.</summary>
    public async Task<RenderedPage> Render(PageRequest request, CancellationToken stop) =>
        request.Page switch
        {
            "now" => await Show<NowPage, NowModel>(request, await NowModel.Read(reader, request, stop)),
            "sessions" => await Show<SessionsPage, SessionsModel>(
                request,
                await SessionsModel.Read(reader, request, stop)
            ),
            "session" when request.Session is not null => await SessionModel.Read(reader, request, stop) is { } session
                ? await Show<SessionPage, SessionModel>(request, session)
                : await Show<MissingPage, string>(
                    request,
                    $"There is no session {request.Session}"
                        + (request["as_of"] is null ? "." : ", or there was none then.")
                ),
            "personas" => await Show<PersonasPage, PersonasModel>(request, await PersonasModel.Read(reader, stop)),
            "pipelines" => await Show<PipelinesPage, PipelinesModel>(request, await PipelinesModel.Read(reader, stop)),
            "knowledge" => await Show<KnowledgePage, KnowledgeModel>(
                request,
                await KnowledgeModel.Read(reader, request, stop)
            ),
            "skills" => await Show<SkillsPage, SkillsModel>(request, await SkillsModel.Read(reader, request, stop)),
            "cost" => await Show<CostPage, CostModel>(request, await CostModel.Read(reader, request, stop)),
            "commands" => await Show<CommandsPage, CommandsModel>(request, await CommandsModel.Read(reader, stop)),
            "health" => await Show<HealthPage, HealthModel>(request, await HealthModel.Read(reader, stop)),
            _ => await Show<MissingPage, string>(request, "There is no such page in the dashboard."),
        };

    private async Task<RenderedPage> Show<TPage, TModel>(PageRequest request, TModel model)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Request"] = request, ["Model"] = model }
        );
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString()
        );
        return new(request.IsFragment ? html : $"<!doctype html>{html}", typeof(TPage) != typeof(MissingPage));
    }
}

/// <summary>A page as it goes out.</summary>
/// <param name="Html">With <see cref="PageRequest.FormMark"/> where the browser's form token goes.</param>
/// <param name="IsThere">It is what was asked for, and not word that there is no such thing.</param>
public sealed record RenderedPage(string Html, bool IsThere);
