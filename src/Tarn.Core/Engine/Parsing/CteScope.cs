using System.Collections.Immutable;

namespace Tarn.Engine.Parsing;

/// <summary>Names of the common table expressions that can be used at some place.</summary>
internal sealed record CteScope(ImmutableHashSet<string> Names)
{
    public static CteScope Empty { get; } =
        new(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase));

    public bool Contains(string name) => Names.Contains(name);

    public CteScope With(string name) => new(Names.Add(name));
}
