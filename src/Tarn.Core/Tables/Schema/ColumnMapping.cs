using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Schema;

/// <summary>By what the columns of data files are found ("Column Mapping").</summary>
internal enum ColumnMapping
{
    /// <summary>The names in the schema.</summary>
    None,

    /// <summary>Physical names, which stay when a column is renamed.</summary>
    Name,

    /// <summary>Field ids in the Parquet schema, whatever the names there.</summary>
    Id,
}

internal static class ColumnMappings
{
    private const string Property = "delta.columnMapping.mode";

    /// <exception cref="TarnException"><c>TN5002</c>: a mode that the protocol does not know.</exception>
    public static ColumnMapping Of(MetadataAction metadata, string table) =>
        metadata.Configuration.GetValueOrDefault(Property)?.ToUpperInvariant() switch
        {
            null or "NONE" => ColumnMapping.None,
            "NAME" => ColumnMapping.Name,
            "ID" => ColumnMapping.Id,
            string mode => throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table}' needs feature '{ProtocolFeatures.ColumnMapping}' in mode '{mode}', which is unknown"),
        };
}
