using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Tables.Schema;

/// <summary>
/// A tag that Tarn gives to each data file it writes: a short hash of the names and types of the columns in it. As long
/// as the table's columns have the same hash, the file holds exactly these, whoever has moved its action since.
/// </summary>
internal static class SchemaTag
{
    public const string Key = "tarn.schema";

    private const int HashBytes = 9;

    /// <param name="fields">Of the file; partition columns are not stored in it.</param>
    public static string Of(IEnumerable<TableField> fields) => Hash(
        fields.Select(field => (field.Name, StoredTypeText.Parse(field.EngineType).ToEngineType())));

    /// <param name="columns">Of the table, partition columns among them.</param>
    public static string Of(IEnumerable<DeltaField> columns, IReadOnlyList<string> partitionColumns) => Hash(
        columns
            .Where(column => !partitionColumns.Contains(column.Name))
            .Select(column => (column.Name, column.Type.ToEngineType())));

    /// <summary>The order of columns does not matter: they are found by name.</summary>
    private static string Hash(IEnumerable<(string Name, string Type)> columns)
    {
        StringBuilder text = new();
        foreach ((string name, string type) in columns.OrderBy(column => column.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append('\0').Append(type).Append('\0');
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Base64Url.EncodeToString(hash.AsSpan(0, HashBytes));
    }
}
