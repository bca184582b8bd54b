namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>A job as clients get it.</summary>
internal sealed record JobAnswer
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Role { get; init; }

    public required ExecutionProperty ExecutionProperty { get; init; }

    public required JobCommand Command { get; init; }

    public IReadOnlyDictionary<string, string> DefaultArguments { get; init; } = new Dictionary<string, string>();

    public int MaxRetries { get; init; }
}

internal sealed record ExecutionProperty(int MaxConcurrentRuns);

internal sealed record JobCommand(string Name, string ScriptLocation);
