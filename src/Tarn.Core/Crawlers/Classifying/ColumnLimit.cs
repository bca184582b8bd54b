using System.Globalization;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Classifying;

/// <summary>How wide a table may become.</summary>
internal static class ColumnLimit
{
    public const int ColumnsMax = 15_000;

    public static Classification Check(FileSchema schema) => schema.Columns.Count <= ColumnsMax
        ? new Classification.Known(schema)
        : new Classification.Junk(string.Create(
            CultureInfo.InvariantCulture, $"it has more than {ColumnsMax} columns"));
}
