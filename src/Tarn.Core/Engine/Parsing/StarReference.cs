namespace Tarn.Engine.Parsing;

/// <summary>A star in a select list.</summary>
/// <param name="Position">Where it starts, the name before it included: characters from 0; null when unknown.</param>
/// <param name="Relation">The name before it; null for a star of all.</param>
/// <param name="Tables">What FROM names there, by the name that the star may have before it.</param>
internal sealed record StarReference(
    int? Position, string? Relation, IReadOnlyList<(string Alias, string Schema, string Table)> Tables);
