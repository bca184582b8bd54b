using Tarn.Common;
using Tarn.Definitions.Sql;

namespace Tarn.Definitions.Binding;

/// <summary>SQL to analyse, and how its offsets become places.</summary>
/// <param name="MayReadQuarantine">True for queries, false for models.</param>
internal sealed record SqlInFile(string Text, SourceLocation Start, int Indentation, bool MayReadQuarantine)
{
    public SourceLocation Locate(int offset, int length) =>
        SqlPosition.Locate(Text, Start, Indentation, offset, length).Location;
}
