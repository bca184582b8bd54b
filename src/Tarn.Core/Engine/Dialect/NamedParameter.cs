namespace Tarn.Engine.Dialect;

/// <summary>One use of a parameter in SQL.</summary>
/// <param name="Name">Without its mark.</param>
/// <param name="Position">Offset of the mark.</param>
/// <param name="Length">With the mark.</param>
internal sealed record NamedParameter(string Name, int Position, int Length);
