namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>A pattern for .NET's regular expressions.</summary>
/// <param name="Pattern">Its groups are numbered as in the source: named ones too.</param>
/// <param name="Groups">The numbers of the named groups.</param>
internal sealed record PatternTranslation(string Pattern, IReadOnlyDictionary<string, int> Groups);
