using Orleans.Dashboard;

namespace Brain.Silo.Hosting;

/// <summary>
/// Orleans' dashboard. Its pages are put together, and its counters begun, when somebody looks at one for the first
/// time: compressing the pages takes a tenth of a start, and its host reads each counter of Orleans every second from
/// then on.
/// </summary>
internal static class DashboardSetup
{
    private const string Path = "/orleans";

    // Internal to the package, which registers it in any case.
    private const string HostName = "Orleans.Dashboard.DashboardHost";

    public static void AddOrleansDashboard(this ISiloBuilder silo)
    {
        silo.AddDashboard();
        var host = silo.Services.Single(service => service.ImplementationType?.FullName == HostName);
        silo.Services.Remove(host);
        silo.Services.AddSingleton(services => new DashboardHost(services, host.ImplementationType!));
    }

    public static void UseDashboard(this WebApplication app)
    {
        var pages = new Lazy<RequestDelegate>(
            () => Pages(app.Services),
            LazyThreadSafetyMode.PublicationOnly
        );
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase))
            {
                await next(context);
                return;
            }

            await app.Services.GetRequiredService<DashboardHost>().Started;
            await pages.Value(context);
        });
    }

    // A pipeline of its own: that of the silo has its endpoints already.
    private static RequestDelegate Pages(IServiceProvider services)
    {
        var pages = new ApplicationBuilder(services);
        pages.UseRouting();
        pages.UseEndpoints(endpoints => endpoints.MapOrleansDashboard(Path));
        return pages.Build();
    }

    // Started once, by whoever looks first.
    private sealed class DashboardHost(IServiceProvider services, Type type) : IAsyncDisposable
    {
        private readonly Lazy<IHostedService> _host = new(() =>
            (IHostedService)ActivatorUtilities.CreateInstance(services, type)
        );
        private readonly Lock _starting = new();
        private Task? _started;

        public Task Started
        {
            get
            {
                lock (_starting)
                    return _started ??= _host.Value.StartAsync(CancellationToken.None);
            }
        }

        public ValueTask DisposeAsync() =>
            _host is { IsValueCreated: true, Value: IAsyncDisposable host } ? host.DisposeAsync() : default;
    }
}
