using Tarn.Catalog.Entries;
using Tarn.Tables.Partitions;

namespace Tarn.Catalog.Projection;

/// <summary>
/// Where projected partitions are: the property <c>storage.location.template</c>, with <c>${key}</c> for values, or
/// Hive's directories below the table.
/// </summary>
internal sealed class LocationTemplate
{
    private readonly string _template;

    /// <exception cref="Tarn.Common.TarnException">
    /// <c>TN5011</c>: the template is in another bucket or names not every key.
    /// </exception>
    public LocationTemplate(TableEntry table, ProjectionProperties properties)
    {
        string root = $"s3://{table.Storage!.Bucket}/";
        string? template = properties.Find(ProjectionProperties.Template);
        if (template is null)
        {
            _template = table.Storage.Prefix + string.Concat(table.PartitionKeys.Select(
                key => $"{HivePath.ColumnPrefix(key.Name)}{Mark(key)}/"));
            return;
        }

        if (!template.StartsWith(root, StringComparison.Ordinal))
        {
            throw properties.Bad(ProjectionProperties.Template, $"'{template}'", $"a place in '{root}'");
        }

        if (table.PartitionKeys.FirstOrDefault(key => !Names(template, key)) is { } missing)
        {
            throw properties.Bad(ProjectionProperties.Template, $"'{template}'", $"{Mark(missing)} in it");
        }

        _template = template[root.Length..].TrimEnd('/') + "/";
    }

    public string Prefix(IReadOnlyList<ColumnEntry> keys, IReadOnlyList<ProjectedValue> values)
    {
        string prefix = _template;
        for (int i = 0; i < keys.Count; i++)
        {
            prefix = prefix.Replace(Mark(keys[i]), values[i].InLocation, StringComparison.OrdinalIgnoreCase);
        }

        return prefix;
    }

    private static bool Names(string template, ColumnEntry key) =>
        template.Contains(Mark(key), StringComparison.OrdinalIgnoreCase);

    private static string Mark(ColumnEntry key) => $"${{{key.Name}}}";
}
