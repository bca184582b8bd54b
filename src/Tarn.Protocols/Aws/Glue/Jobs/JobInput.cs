using System.Text.Json;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>
/// A job as clients describe it. Script, workers, capacity and version are kept and shown: what runs are models.
/// </summary>
internal record JobInput
{
    public string? Description { get; init; }

    public string? LogUri { get; init; }

    public string? Role { get; init; }

    public ExecutionProperty? ExecutionProperty { get; init; }

    public JobCommand? Command { get; init; }

    public IReadOnlyDictionary<string, string>? DefaultArguments { get; init; }

    public IReadOnlyDictionary<string, string>? NonOverridableArguments { get; init; }

    public JobConnections? Connections { get; init; }

    public int? MaxRetries { get; init; }

    public int? AllocatedCapacity { get; init; }

    /// <summary>In minutes.</summary>
    public int? Timeout { get; init; }

    public double? MaxCapacity { get; init; }

    public string? SecurityConfiguration { get; init; }

    public NotificationProperty? NotificationProperty { get; init; }

    public string? GlueVersion { get; init; }

    public int? NumberOfWorkers { get; init; }

    public string? WorkerType { get; init; }

    public string? ExecutionClass { get; init; }

    public JsonElement? CodeGenConfigurationNodes { get; init; }

    public JsonElement? SourceControlDetails { get; init; }
}

internal sealed record ExecutionProperty
{
    public int? MaxConcurrentRuns { get; init; }
}

internal sealed record JobCommand
{
    public string? Name { get; init; }

    public string? ScriptLocation { get; init; }

    public string? PythonVersion { get; init; }

    public string? Runtime { get; init; }
}

internal sealed record JobConnections
{
    public IReadOnlyList<string>? Connections { get; init; }
}

internal sealed record NotificationProperty
{
    /// <summary>In minutes.</summary>
    public int? NotifyDelayAfter { get; init; }
}
