using Orleans.Dashboard;

namespace Brain.Silo.Hosting;

/// <summary>
/// The pages of Orleans' dashboard. They are put together when somebody looks at one for the first time: compressing
/// them takes a tenth of a start.
/// </summary>
internal static class DashboardSetup
{
    private const string Path = "/orleans";

    public static void UseDashboard(this WebApplication app)
    {
        var pages = new Lazy<RequestDelegate>(
            () => Pages(app.Services),
            LazyThreadSafetyMode.PublicationOnly
        );
        app.Use((context, next) =>
            context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase)
                ? pages.Value(context)
                : next(context)
        );
    }

    // A pipeline of its own: that of the silo has its endpoints already.
    private static RequestDelegate Pages(IServiceProvider services)
    {
        var pages = new ApplicationBuilder(services);
        pages.UseRouting();
        pages.UseEndpoints(endpoints => endpoints.MapOrleansDashboard(Path));
        return pages.Build();
    }
}
