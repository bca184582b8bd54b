using Tarn.Engine.Types;

namespace Tarn.Engine;

/// <summary>One column of a result.</summary>
public sealed record ResultColumn(string Name, EngineType Type);
