namespace Tarn.Engine;

/// <summary>What running one statement took.</summary>
public sealed record QueryProfile
{
    public required double Seconds { get; init; }

    /// <summary>Rows that scans produced, all of them together.</summary>
    public required long RowsScanned { get; init; }

    /// <summary>Bytes read from files.</summary>
    public required long BytesRead { get; init; }

    public required long RowsReturned { get; init; }

    /// <summary>Most memory that buffers took at once; null when the engine does not say.</summary>
    public long? PeakBufferBytes { get; init; }

    /// <summary>The plan's operators; the root is the one that gives the result.</summary>
    public required OperatorProfile Root { get; init; }
}
