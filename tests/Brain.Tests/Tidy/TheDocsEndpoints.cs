using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Tidy;

/// <summary>The page of the HTTP API names what a real silo answers.</summary>
public sealed partial class TheDocsEndpoints(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public void Are_those_that_a_silo_has() =>
        Assert.Equal(
            Mapped().Order(StringComparer.Ordinal),
            DocPage
                .Read("docs/http-api.md")
                .Prose.Select(line => Row().Match(line.Text))
                .Where(row => row.Success)
                .Select(row => row.Groups[1].Value)
                .Order(StringComparer.Ordinal)
        );

    private IEnumerable<string> Mapped() =>
        silo
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(Routes)
            .Where(route => !ForBrowsers().IsMatch(route) && route != $"POST {FakeAgent.Route}")
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Routes(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
            $"{method} /{Constraint().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "}")}"
        );

    [GeneratedRegex(@" /(login|orleans|app)?(/|$)")]
    private static partial Regex ForBrowsers();

    [GeneratedRegex(@"^\| `((?:GET|POST) [^`]+)` \|")]
    private static partial Regex Row();

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();
}
