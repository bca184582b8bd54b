using Tarn.Alarms.Notifications;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Runs;

namespace Tarn.Definitions.Binding;

/// <summary>What lake.yaml and its overlay say.</summary>
internal sealed record LakeParts
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required EngineSettings Engine { get; init; }

    public required IReadOnlyList<ZoneDefinition> Zones { get; init; }

    public required IReadOnlyList<FileTableDefinition> FileTables { get; init; }

    /// <summary>
    /// Every raw table that is named, those with errors too, so that models reading them are not blamed.
    /// </summary>
    public required IReadOnlyDictionary<TableName, SourceLocation> TablePlaces { get; init; }

    public LineageSettings? Lineage { get; init; }

    public required RunRetention Runs { get; init; }

    public required NotificationSettings Notifications { get; init; }

    public required SecuritySettings Security { get; init; }
}
