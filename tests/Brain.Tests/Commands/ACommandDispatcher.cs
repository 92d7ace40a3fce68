using Brain.Messages.Commands;
using Brain.Silo.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Commands;

public sealed class ACommandDispatcher(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public void Has_one_handler_for_every_request()
    {
        var requests = CommandCatalog.All.Where(verb => verb.IsRequest).Select(verb => verb.Kind!.Value);

        var handled = silo.Services.GetServices<ICommandHandler>().SelectMany(handler => handler.Kinds);

        Assert.Equal(requests.Order(), handled.Order());
    }
}
