namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>What is done to records before they are delivered.</summary>
internal sealed record ProcessingConfiguration
{
    public bool? Enabled { get; init; }

    public IReadOnlyList<Processor>? Processors { get; init; }
}

internal sealed record Processor
{
    public required string Type { get; init; }

    public IReadOnlyList<ProcessorParameter>? Parameters { get; init; }
}

internal sealed record ProcessorParameter(string ParameterName, string ParameterValue);
