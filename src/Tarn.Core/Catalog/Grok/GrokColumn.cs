using Tarn.Catalog.Types;

namespace Tarn.Catalog.Grok;

/// <summary>What <c>%{PATTERN:name:type}</c> names.</summary>
/// <param name="Name">As the pattern has it.</param>
/// <param name="Type">Null when the pattern does not say one; the values then tell.</param>
public sealed record GrokColumn(string Name, HiveType? Type);
