using System.Globalization;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>SQL of <see cref="HiddenColumns"/>.</summary>
internal static class FileFacts
{
    /// <summary>SQL of the column's type for one file.</summary>
    /// <param name="partition">As Hive names its directory; empty without partitions.</param>
    public static string Of(string column, string bucket, ObjectInfo file, string partition) => column switch
    {
        HiddenColumns.Path => SqlText.Literal($"s3://{bucket}/{file.Key}"),
        HiddenColumns.FileSize => $"CAST({file.SizeBytes.ToString(CultureInfo.InvariantCulture)} AS BIGINT)",
        HiddenColumns.FileModifiedTime => SqlText.Literal((object)file.LastModified),
        _ => partition.Length == 0 ? "CAST(NULL AS VARCHAR)" : SqlText.Literal(partition),
    };

    /// <summary>The columns of a table without files, each with a name.</summary>
    public static IEnumerable<string> Nulls(IEnumerable<string> columns) => columns.Select(column =>
        $"CAST(NULL AS {HiddenColumns.TypeOf(column)}) AS {SqlText.Identifier(column)}");
}
