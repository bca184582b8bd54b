using System.Globalization;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>SQL of <see cref="HiddenColumns"/>.</summary>
internal static class FileFacts
{
    /// <summary>A literal of the column's type for one file.</summary>
    public static string Of(string column, string bucket, string key, long sizeBytes, DateTimeOffset modified) =>
        column switch
        {
            HiddenColumns.Path => SqlText.Literal($"s3://{bucket}/{key}"),
            HiddenColumns.FileSize => $"CAST({sizeBytes.ToString(CultureInfo.InvariantCulture)} AS BIGINT)",
            _ => SqlText.Literal((object)modified),
        };

    public static string Of(string column, string bucket, ObjectInfo file) =>
        Of(column, bucket, file.Key, file.SizeBytes, file.LastModified);

    /// <summary>The columns of a table without files, each with a name.</summary>
    public static IEnumerable<string> Nulls(IEnumerable<string> columns) => columns.Select(column =>
        $"CAST(NULL AS {HiddenColumns.TypeOf(column)}) AS {SqlText.Identifier(column)}");
}
