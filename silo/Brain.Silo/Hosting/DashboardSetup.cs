using Orleans.Dashboard;
using ISiloParticipant = Orleans.ILifecycleParticipant<Orleans.Runtime.ISiloLifecycle>;

namespace Brain.Silo.Hosting;

/// <summary>
/// Orleans' dashboard. Its pages are put together, and its counters begun, when somebody looks at one for the first
/// time: compressing the pages takes a tenth of a start, and its host reads each counter of Orleans every second from
/// then on, until the silo stops.
/// </summary>
internal static class DashboardSetup
{
    private const string Path = "/orleans";

    // Internal to the package, which registers it in any case.
    private const string HostName = "Orleans.Dashboard.DashboardHost";

    public static void AddOrleansDashboard(this ISiloBuilder silo)
    {
        var before = silo.Services.Count;
        silo.AddDashboard();
        var own = silo.Services.Skip(before).ToArray();
        var host = own.Single(service => service.ImplementationType?.FullName == HostName);
        foreach (var starter in own.Where(service => Starts(service, host.ServiceType)))
            silo.Services.Remove(starter);
        silo.Services.AddSingleton(services => new LateStart(Steps(services, host.ServiceType)));
        silo.Services.AddHostedService<LateEnd>();
    }

    // What hands the host to who starts it, with the silo and with its life cycle.
    private static bool Starts(ServiceDescriptor service, Type host)
    {
        if (service.ServiceType != typeof(IHostedService) && service.ServiceType != typeof(ISiloParticipant))
            return false;
        var asked = new AskedServices();
        try
        {
            _ = service.ImplementationFactory?.Invoke(asked);
        }
        catch (InvalidOperationException)
        {
            // It did not get what it asked for.
        }

        return service.ImplementationType == host || asked.Types.Contains(host);
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

            await app.Services.GetRequiredService<LateStart>().Run();
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

    // The silo and its life cycle have been up for long by then.
    private static LateStep[] Steps(IServiceProvider services, Type type)
    {
        var stages = new PastStages();
        return
        [
            new(() => ((IHostedService)Host()).StartAsync(CancellationToken.None))
            {
                End = stop => ((IHostedService)Host()).StopAsync(stop),
            },
            new(Participate),
            new(stages.Start) { End = stages.Stop },
        ];

        object Host() => services.GetRequiredService(type);

        Task Participate()
        {
            ((ISiloParticipant)Host()).Participate(stages);
            return Task.CompletedTask;
        }
    }

    // Those of a silo that has started: whoever subscribes is told of its start by who asked it to.
    private sealed class PastStages : ISiloLifecycle
    {
        private readonly Queue<ILifecycleObserver> _observers = [];
        private readonly Stack<ILifecycleObserver> _started = [];

        public int HighestCompletedStage => ServiceLifecycleStage.Last;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            _observers.Enqueue(observer);
            return new CancellationTokenSource();
        }

        public async Task Start()
        {
            while (_observers.TryPeek(out var observer))
            {
                await observer.OnStart(CancellationToken.None);
                _started.Push(_observers.Dequeue());
            }
        }

        public async Task Stop(CancellationToken stop)
        {
            while (_started.TryPop(out var observer))
                await observer.OnStop(stop);
        }
    }

    // The silo ends after it, for it was there before.
    private sealed class LateEnd(LateStart start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => start.End(cancellationToken);
    }

    private sealed class AskedServices : IServiceProvider
    {
        public List<Type> Types { get; } = [];

        public object? GetService(Type serviceType)
        {
            Types.Add(serviceType);
            return null;
        }
    }
}
