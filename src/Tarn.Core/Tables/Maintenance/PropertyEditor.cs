using Tarn.Common;

namespace Tarn.Tables.Maintenance;

/// <summary>Changes the properties of a table (Delta: <c>configuration</c>).</summary>
public sealed class PropertyEditor(DeltaTable table)
{
    private const int AttemptsMax = 5;

    /// <summary>Sets some properties and takes others out, in one commit.</summary>
    /// <returns>The version that was committed; null when nothing was to be changed.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: no property that can be set; <c>TN5002</c>: a value that it cannot have, or that asks for what
    /// Tarn cannot do; <c>TN5003</c>: others kept changing the table.
    /// </exception>
    public async Task<long?> ChangeAsync(
        IReadOnlyDictionary<string, string> set, IReadOnlyCollection<string> unset, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
            Dictionary<string, string?> changes = set
                .Where(pair => snapshot.Properties.GetValueOrDefault(pair.Key) != pair.Value)
                .ToDictionary(pair => pair.Key, string? (pair) => pair.Value);
            foreach (string key in unset.Where(snapshot.Properties.ContainsKey))
            {
                changes[key] = null;
            }

            if (changes.Count == 0)
            {
                return null;
            }

            if (await table.CommitAsync(ToWrite(snapshot, changes), cancellationToken)
                is CommitResult.Committed(long version))
            {
                return version;
            }
        }

        throw new TarnException(
            ErrorCodes.TableConflict, $"table '{table.Name}' was changed by others {AttemptsMax} times meanwhile")
        {
            IsTransient = true,
        };
    }

    private static TableWrite ToWrite(TableSnapshot snapshot, Dictionary<string, string?> changes) => new()
    {
        Mode = WriteMode.Append,
        Fields = snapshot.Fields,
        PartitionColumns = snapshot.PartitionColumns,
        Added = [],
        ReadVersion = snapshot.Version,
        Reads = new TableReads(),
        DataChange = false,
        Properties = changes,
        Operation = changes.Values.Any(value => value is not null) ? "SET TBLPROPERTIES" : "UNSET TBLPROPERTIES",
        OperationParameters = changes.ToDictionary(pair => pair.Key, pair => pair.Value ?? ""),
    };
}
