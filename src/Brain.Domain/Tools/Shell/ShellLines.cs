using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>What was read of a line so far.</summary>
internal sealed class ShellLines
{
    private readonly ImmutableArray<ShellCall>.Builder _calls = ImmutableArray.CreateBuilder<ShellCall>();
    private readonly ImmutableArray<ShellBinding>.Builder _bindings = ImmutableArray.CreateBuilder<ShellBinding>();

    private ShellScope _scope = ShellScope.Line;

    public void Add(ShellCall? call)
    {
        if (call is not null)
            _calls.Add(call with { Scope = _scope });
    }

    /// <summary>What follows runs in a shell of its own.</summary>
    public void Enter() => _scope = new(_scope);

    /// <summary>It ended.</summary>
    public void Leave() => _scope = _scope.Outer ?? _scope;

    public void Add(ShellBinding binding) => _bindings.Add(binding);

    public ShellScript Script() => new(_calls.ToImmutable(), _bindings.ToImmutable());
}
