namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A piece of a path.</summary>
/// <param name="Text">Of a text without its quotes, of a variable without the dollar.</param>
internal readonly record struct PathToken(PathTokenKind Kind, string Text);
