namespace Tarn.Engine.Parsing;

/// <summary>A place in a query that calls a function.</summary>
/// <param name="Name">In lower case, without a schema.</param>
/// <param name="Position">Offset in characters from 0.</param>
public sealed record FunctionReference(string Name, int Position);
