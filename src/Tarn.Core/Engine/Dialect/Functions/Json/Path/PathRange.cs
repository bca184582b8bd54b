namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Places of an array: <c>From to To</c>, or one.</summary>
internal sealed record PathRange(PathNode From, PathNode? To);
