using System.Globalization;
using Tarn.Common;
using Tarn.Tables.Changes;
using Tarn.Tables.Log;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Commits;

/// <summary>What a write makes of a table's metadata and protocol, and when.</summary>
internal sealed record TableChange
{
    /// <summary>The metadata after the write.</summary>
    public required MetadataAction Metadata { get; init; }

    /// <summary>The protocol after the write.</summary>
    public required ProtocolAction Protocol { get; init; }

    public required bool ChangesMetadata { get; init; }

    public required bool ChangesProtocol { get; init; }

    /// <summary>When the version is made; with in-commit timestamps later than the one before it.</summary>
    public required DateTimeOffset Time { get; init; }

    public bool IsEmpty => !ChangesMetadata && !ChangesProtocol;

    /// <param name="newId">The table's id if it is created.</param>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>, <c>TN5002</c>: a property that cannot be set so; <c>TN5002</c>: the table would need a feature
    /// that Tarn does not have; <c>TN5004</c>: the columns cannot become those of the write.
    /// </exception>
    public static TableChange Of(
        TableWrite write, TableSnapshot? snapshot, string newId, DateTimeOffset now, string table)
    {
        MetadataAction? present = snapshot?.State.Metadata;
        MetadataAction metadata = WithProperties(Shape(write, snapshot, newId, now), write, table);
        if (snapshot is not null && write.EvolvesSchema && write.Mode != WriteMode.Overwrite)
        {
            metadata = metadata with { SchemaString = SchemaEvolution.Apply(metadata, write.Fields, table) };
        }

        if (TableProperties.IsTrue(metadata, TableProperties.ChangeDataFeedKey)
            && (present is null || !IsSame(present, metadata)))
        {
            ChangeColumns.RequireFree(SchemaJson.Read(metadata, table), table);
        }

        DateTimeOffset time = NextTime(metadata, snapshot, now);
        metadata = WithEnablement(metadata, snapshot, time);
        IReadOnlyCollection<string> features = [.. Features(metadata, present, write)];
        ProtocolAction protocol = snapshot is null
            ? ProtocolFeatures.Minimal(features)
            : ProtocolFeatures.With(snapshot.State.Protocol, features);
        TableChange change = new()
        {
            Metadata = metadata,
            Protocol = protocol,
            ChangesMetadata = present is null || !IsSame(present, metadata),
            ChangesProtocol = !ReferenceEquals(protocol, snapshot?.State.Protocol),
            Time = time,
        };
        if (!change.IsEmpty)
        {
            ProtocolSupport.RequireWritable(protocol, metadata, table);
        }

        return change;
    }

    private static MetadataAction Shape(TableWrite write, TableSnapshot? snapshot, string newId, DateTimeOffset now)
    {
        string schema = SchemaJson.Write(write.Fields);
        if (snapshot is null)
        {
            return new MetadataAction
            {
                Id = newId,
                Description = write.Description,
                SchemaString = schema,
                PartitionColumns = write.PartitionColumns,
                Configuration = new Dictionary<string, string>(),
                CreatedUnixMs = now.ToUnixTimeMilliseconds(),
            };
        }

        MetadataAction present = write.Metadata ?? snapshot.State.Metadata;
        return write.Mode != WriteMode.Overwrite ? present : present with
        {
            Description = write.Description ?? present.Description,
            SchemaString = SchemaJson.Write(snapshot.Fields) == schema ? present.SchemaString : schema,
            PartitionColumns = write.PartitionColumns,
        };
    }

    private static MetadataAction WithProperties(MetadataAction metadata, TableWrite write, string table)
    {
        if (write.Properties.Count == 0)
        {
            return metadata;
        }

        Dictionary<string, string> configuration = new(metadata.Configuration);
        foreach ((string key, string? value) in write.Properties)
        {
            if (value is null)
            {
                configuration.Remove(key);
            }
            else
            {
                KnownProperties.Require(key, table);
                configuration[key] = value;
            }
        }

        MetadataAction changed = metadata with { Configuration = configuration };
        new TableProperties(changed, table).RequireValid();
        return changed;
    }

    private static DateTimeOffset NextTime(MetadataAction metadata, TableSnapshot? snapshot, DateTimeOffset now)
    {
        long time = now.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(
            snapshot is not null && ProtocolSupport.HasInCommitTimestamps(metadata)
                ? Math.Max(time, snapshot.Timestamp.ToUnixTimeMilliseconds() + 1)
                : time);
    }

    /// <summary>
    /// A table that gets in-commit timestamps late says since when: earlier versions have the times of their files.
    /// </summary>
    private static MetadataAction WithEnablement(
        MetadataAction metadata, TableSnapshot? snapshot, DateTimeOffset time)
    {
        bool hasTimestamps = ProtocolSupport.HasInCommitTimestamps(metadata);
        if (snapshot is null || hasTimestamps == ProtocolSupport.HasInCommitTimestamps(snapshot.State.Metadata))
        {
            return metadata;
        }

        Dictionary<string, string> configuration = new(metadata.Configuration);
        configuration.Remove(TableProperties.InCommitTimestampVersionKey);
        configuration.Remove(TableProperties.InCommitTimestampTimeKey);
        if (hasTimestamps)
        {
            configuration[TableProperties.InCommitTimestampVersionKey] =
                (snapshot.Version + 1).ToString(CultureInfo.InvariantCulture);
            configuration[TableProperties.InCommitTimestampTimeKey] =
                time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        return metadata with { Configuration = configuration };
    }

    /// <summary>Metadata that stays as it is asks for nothing, whatever another writer has put there.</summary>
    private static IEnumerable<string> Features(MetadataAction metadata, MetadataAction? present, TableWrite write)
    {
        IEnumerable<string> needed = present is not null && IsSame(present, metadata)
            ? []
            : ProtocolFeatures.NeededBy(metadata);
        return write.Domains.Count == 0 ? needed : needed.Append(ProtocolFeatures.DomainMetadata);
    }

    private static bool IsSame(MetadataAction present, MetadataAction changed) =>
        ReferenceEquals(present, changed)
        || (present.SchemaString == changed.SchemaString
            && present.Description == changed.Description
            && present.PartitionColumns.SequenceEqual(changed.PartitionColumns)
            && present.Configuration.Count == changed.Configuration.Count
            && !present.Configuration.Except(changed.Configuration).Any());
}
