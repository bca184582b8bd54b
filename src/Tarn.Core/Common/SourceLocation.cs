namespace Tarn.Common;

/// <summary>
/// A place in a file of the lake: 1-based line and column (in characters), and how many characters to mark.
/// </summary>
/// <param name="File">Path relative to the lake, with forward slashes.</param>
public sealed record SourceLocation(string File, int Line, int Column, int Length = 1)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
