namespace Brain.Silo.Hooks;

/// <summary>What an agent's folder brings: each has one, and the build lists them.</summary>
internal interface IAgentSetup
{
    /// <summary>Adds what it is made of, its <see cref="IAgentAdapter"/> among it.</summary>
    void Add(IServiceCollection services);

    /// <summary>Maps what it has beside the route that every agent has.</summary>
    void Map(WebApplication app) { }

    /// <summary>A session to walk through before anybody waits; null for none.</summary>
    AgentWarmUp? WarmUp => null;
}
