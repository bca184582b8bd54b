using Tarn.Common;

namespace Tarn.Definitions.Sql;

/// <summary>A place in the SQL of a definition.</summary>
/// <param name="SourceLine">
/// Text of the line as far as it is SQL; what stands before the SQL in the file is replaced by blanks.
/// </param>
public sealed record SqlPlace(SourceLocation Location, string SourceLine);
