namespace Tarn.Catalog.Grok;

/// <summary>A grok pattern as a regular expression for whole lines.</summary>
/// <param name="Expression">
/// In the syntax that RE2 and .NET share; its capturing groups are the columns, in order.
/// </param>
/// <param name="Columns">What the pattern names, in order of the groups.</param>
public sealed record GrokExpression(string Expression, IReadOnlyList<GrokColumn> Columns);
