using Tarn.Engine.Types;

namespace Tarn.Engine.Values;

/// <summary>
/// A parameter whose type is said, for values whose CLR type does not tell: an empty list, an enum, a null.
/// </summary>
public sealed record TypedValue(object? Value, EngineType Type);
