using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Brain.Domain.Decisions;
using Brain.Domain.Sessions;

namespace Brain.Tests.Sessions;

public sealed class ASessionChange
{
    private static readonly SessionChange Nothing = new() { SessionId = Some.Id(), At = Some.Time };

    // They say whose a change is and how it is written, and are no rows.
    private static readonly string[] NoRows =
    [
        nameof(SessionChange.SessionId),
        nameof(SessionChange.At),
        nameof(SessionChange.Source),
        nameof(SessionChange.Caller),
        nameof(SessionChange.Later),
    ];

    [Fact]
    public void Has_nothing_to_write_before_anything_was_added() =>
        Assert.Empty(Added(type => Rows(type, 0)).Where(one => !one.Change.Empty).Select(one => one.Name));

    [Fact]
    public void Has_something_to_write_whatever_was_added()
    {
        var added = Added(Anything).ToArray();

        Assert.Contains("Drift.Level", added.Select(one => one.Name));
        Assert.Empty(added.Where(one => one.Change.Empty).Select(one => one.Name));
    }

    private static IEnumerable<(string Name, SessionChange Change)> Added(Func<Type, object?> value) =>
        Settable(typeof(SessionChange))
            .Where(property => !NoRows.Contains(property.Name, StringComparer.Ordinal))
            .SelectMany(property =>
                property.PropertyType.IsAssignableTo(typeof(IChangePart))
                    ? Settable(property.PropertyType)
                        .Select(rows =>
                        {
                            var part = Activator.CreateInstance(property.PropertyType)!;
                            rows.SetValue(part, value(rows.PropertyType));
                            return (Name: $"{property.Name}.{rows.Name}", Change: With(property, part));
                        })
                    : [(property.Name, Change: With(property, value(property.PropertyType)))]
            );

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static SessionChange With(PropertyInfo property, object? value)
    {
        var change = Nothing with { Later = false };
        property.SetValue(change, value);
        return change;
    }

    private static object Anything(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(bool))
            return true;
        if (plain == typeof(Guid))
            return Guid.NewGuid();
        if (!plain.IsGenericType)
            return RuntimeHelpers.GetUninitializedObject(plain);
        return Rows(plain, 1)!;
    }

    private static object? Rows(Type type, int count)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
            return null;
        // As a spread of nothing makes it, not the empty one that everybody shares.
        var rows = Array.CreateInstance(type.GenericTypeArguments[0], count);
        return typeof(ImmutableCollectionsMarshal)
            .GetMethods()
            .Single(method => method.Name == nameof(ImmutableCollectionsMarshal.AsImmutableArray))
            .MakeGenericMethod(type.GenericTypeArguments[0])
            .Invoke(null, [rows]);
    }
}
