namespace Tarn.Queries;

/// <summary>Where the engine writes the rows of a statement, and what it does to them before.</summary>
/// <param name="Before">SQL before the statement, such as <c>SELECT * FROM (</c>.</param>
/// <param name="After">SQL behind it.</param>
/// <param name="Path">Of the file; a failure may leave a part of it.</param>
/// <param name="Options">Behind the path, in parentheses.</param>
internal sealed record CopyTarget(string Before, string After, string Path, string Options);
