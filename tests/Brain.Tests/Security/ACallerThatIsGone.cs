using System.Net;
using System.Net.Sockets;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Security;

public sealed class ACallerThatIsGone(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Is_no_fault_of_the_brain()
    {
        var guard = Guard(_ => throw new InvalidOperationException("It came too late."));

        await guard.InvokeAsync(Request(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Is_told_apart_from_one_that_waits_for_its_answer()
    {
        var context = Request(CancellationToken.None);

        await Guard(_ => throw new InvalidOperationException("It was not done.")).InvokeAsync(context);

        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, context.Response.StatusCode);
    }

    [Fact]
    public void Is_nobody_once_its_socket_is_closed()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Dispose();

        Assert.Null(PeerCredentials.Of(socket));
    }

    private RequestGuard Guard(RequestDelegate next) =>
        new(
            next,
            new(silo.Settings),
            silo.Services.GetRequiredService<BrowserLogins>(),
            silo.Settings,
            NullLogger<RequestGuard>.Instance
        );

    private DefaultHttpContext Request(CancellationToken aborted)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted, RequestServices = silo.Services };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/healthz";
        context.Request.Host = new("127.0.0.1", silo.Settings.Port);
        return context;
    }
}
