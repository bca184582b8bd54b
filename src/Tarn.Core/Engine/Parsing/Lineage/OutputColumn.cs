namespace Tarn.Engine.Parsing.Lineage;

/// <summary>One column of a query's result.</summary>
/// <param name="Name">Its alias or the name of the column it is; empty for an expression without a name.</param>
/// <param name="Sources">What its values come from, each column and kind once, in order of the text.</param>
public sealed record OutputColumn(string Name, IReadOnlyList<LineageSource> Sources);
