namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>The version of Athena's engine whose SQL is spoken.</summary>
internal sealed record EngineVersion
{
    public static EngineVersion Current { get; } = new()
    {
        SelectedEngineVersion = "AUTO",
        EffectiveEngineVersion = "Athena engine version 3",
    };

    public string? SelectedEngineVersion { get; init; }

    public string? EffectiveEngineVersion { get; init; }
}
