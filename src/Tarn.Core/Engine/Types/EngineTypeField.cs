namespace Tarn.Engine.Types;

/// <summary>A named part of a nested type: a struct's field, a union's member.</summary>
public sealed record EngineTypeField(string Name, EngineType Type);
