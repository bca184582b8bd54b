namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>What came of a case.</summary>
/// <param name="Got">The first rows, or the error.</param>
internal sealed record TrinoOutcome(TrinoCase Case, bool IsRight, string Got);
