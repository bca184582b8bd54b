using Tarn.Alarms.Notifications;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Jobs;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Sources;
using Tarn.Streams;

namespace Tarn.Definitions;

/// <summary>Everything that the files of a lake say, checked.</summary>
public sealed record LakeDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Absolute path of the lake's directory.</summary>
    public required string Directory { get; init; }

    public required EngineSettings Engine { get; init; }

    public required IReadOnlyList<ZoneDefinition> Zones { get; init; }

    public required IReadOnlyList<FileTableDefinition> FileTables { get; init; }

    /// <summary>All models, those of a later position reading only from earlier ones.</summary>
    public required IReadOnlyList<ModelDefinition> Models { get; init; }

    /// <summary>Jobs in the order in which their first model can run.</summary>
    public required IReadOnlyList<JobDefinition> Jobs { get; init; }

    public required IReadOnlyList<NamedQuery> Queries { get; init; }

    /// <summary>Where runs tell of their lineage; null for nowhere.</summary>
    public LineageSettings? Lineage { get; init; }

    /// <summary>How long runs are remembered.</summary>
    public RunRetention Runs { get; init; } = new();

    /// <summary>Who is told of what goes wrong.</summary>
    public NotificationSettings Notifications { get; init; } = new();

    public SecuritySettings Security { get; init; } = new();

    /// <summary>In order of name.</summary>
    public IReadOnlyList<CrawlerDefinition> Crawlers { get; init; } = [];

    /// <summary>In order of name.</summary>
    public IReadOnlyList<StreamDefinition> Streams { get; init; } = [];

    /// <summary>In order of name.</summary>
    public IReadOnlyList<SourceDefinition> Sources { get; init; } = [];

    /// <summary>What starts by itself, and workflows.</summary>
    public LakeFlows Flows { get; init; } = new();

    /// <summary>Names of the environment variables that definitions take values from, in order.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Things worth saying that stop nothing.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}
