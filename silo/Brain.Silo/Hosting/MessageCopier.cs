using Orleans.Serialization.Cloning;

namespace Brain.Silo.Hosting;

/// <summary>
/// Hands a message from one grain of this silo to another as it is. Nobody changes one once it is made; without this
/// each is written as JSON and read again at every call, in this process too.
/// </summary>
internal sealed class MessageCopier : IGeneralizedCopier
{
    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => OrleansSetup.IsMessage(type);

    /// <inheritdoc/>
    public object? DeepCopy(object? input, CopyContext context) => input;
}
