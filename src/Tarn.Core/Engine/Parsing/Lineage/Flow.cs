using System.Collections.Immutable;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What the values of one expression come from. Never changes.</summary>
internal sealed record Flow(ImmutableList<LineageSource> Sources)
{
    public static Flow None { get; } = new([]);

    public static Flow Of(SourceColumn column) => new([new LineageSource(column, LineageKind.Identity)]);

    /// <summary>Each source once; the order is that of first sight.</summary>
    public static Flow Union(IEnumerable<Flow> flows) =>
        new([.. flows.SelectMany(flow => flow.Sources).Distinct()]);

    /// <summary>
    /// The flow after one more step: a value computed from a sum is still an aggregate, and what decided about rows
    /// goes on doing so.
    /// </summary>
    public Flow Through(LineageKind kind) => new(
    [
        .. Sources.Select(source => source with { Kind = Join(source.Kind, kind) }).Distinct(),
    ]);

    private static LineageKind Join(LineageKind first, LineageKind second) =>
        first > LineageKind.Conditional ? first
        : second > LineageKind.Conditional ? second
        : (LineageKind)Math.Max((int)first, (int)second);
}
