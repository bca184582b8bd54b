namespace Tarn.Common;

/// <summary>A second place that a <see cref="Diagnostic"/> is about, such as the first of two twins.</summary>
/// <param name="SourceLine">Text of the line at <paramref name="Location"/>, null when it is not at hand.</param>
/// <param name="Label">Said under the mark: "first here".</param>
public sealed record RelatedPlace(SourceLocation Location, string? SourceLine, string Label);
