namespace Tarn.Jobs;

/// <summary>Models that run together, in dependency order.</summary>
public sealed record JobDefinition(string Name, IReadOnlyList<ModelDefinition> Models);
