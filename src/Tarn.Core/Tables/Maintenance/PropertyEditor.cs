using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Maintenance;

/// <summary>Changes the properties of a table (Delta: <c>configuration</c>).</summary>
public sealed class PropertyEditor(DeltaTable table)
{
    private const int AttemptsMax = 5;
    private const string DeltaPrefix = "delta.";

    /// <summary>Sets some properties and takes others out, in one commit.</summary>
    /// <returns>The version that was committed; null when nothing was to be changed.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: a property of Delta that Tarn does not act on; <c>TN5002</c>: a value that it cannot have;
    /// <c>TN5003</c>: others kept changing the table.
    /// </exception>
    public async Task<long?> ChangeAsync(
        IReadOnlyDictionary<string, string> set, IReadOnlyCollection<string> unset, CancellationToken cancellationToken)
    {
        foreach (string key in set.Keys.Where(key => key.StartsWith(DeltaPrefix, StringComparison.Ordinal)))
        {
            RequireKnown(key);
        }

        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
            MetadataAction metadata = snapshot.State.Metadata;
            Dictionary<string, string> changed = new(metadata.Configuration, StringComparer.Ordinal);
            bool isChanged = false;
            foreach (string key in unset)
            {
                isChanged |= changed.Remove(key);
            }

            foreach ((string key, string value) in set)
            {
                isChanged |= changed.GetValueOrDefault(key) != value;
                changed[key] = value;
            }

            if (!isChanged)
            {
                return null;
            }

            MetadataAction next = metadata with { Configuration = changed };
            RequireValid(snapshot.State.Protocol, next);
            CommitResult result = await table.CommitAsync(ToWrite(snapshot, next, set, unset), cancellationToken);
            if (result is CommitResult.Committed(long version))
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

    private static void RequireKnown(string key)
    {
        if (!TableProperties.Known.Contains(key))
        {
            string? nearest = Suggestion.Nearest(key, TableProperties.Known);
            throw new TarnException(ErrorCodes.BadArgument, $"'{key}' is no property that Tarn acts on")
            {
                Hint = nearest is null
                    ? $"there are: {string.Join(", ", TableProperties.Known)}"
                    : $"did you mean '{nearest}'?",
            };
        }
    }

    private void RequireValid(ProtocolAction protocol, MetadataAction metadata)
    {
        ProtocolSupport.RequireWritable(protocol, metadata, table.Name);
        TableProperties properties = new(metadata, table.Name);
        _ = (properties.CheckpointInterval, properties.LogRetention, properties.DeletedFileRetention,
            properties.TargetFileBytes);
        if (ProtocolSupport.IsAppendOnly(metadata)
            && !ProtocolFeatures.WriterFeatures(protocol).Contains(ProtocolFeatures.AppendOnly))
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{table.Name}' does not have the feature '{ProtocolFeatures.AppendOnly}', so other writers "
                + $"would not mind {TableProperties.AppendOnly}");
        }
    }

    private static TableWrite ToWrite(
        TableSnapshot snapshot,
        MetadataAction metadata,
        IReadOnlyDictionary<string, string> set,
        IReadOnlyCollection<string> unset) => new()
        {
            Mode = WriteMode.Append,
            Fields = snapshot.Fields,
            PartitionColumns = snapshot.PartitionColumns,
            Added = [],
            ReadVersion = snapshot.Version,
            DataChange = false,
            Metadata = metadata,
            Operation = set.Count > 0 ? "SET TBLPROPERTIES" : "UNSET TBLPROPERTIES",
            OperationParameters = set
                .Concat(unset.Select(key => KeyValuePair.Create(key, "")))
                .ToDictionary(pair => pair.Key, pair => pair.Value),
        };
}
