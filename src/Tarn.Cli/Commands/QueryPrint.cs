using Tarn.Cli.Output;

namespace Tarn.Cli.Commands;

/// <summary>How the rows of a SELECT are to be printed.</summary>
/// <param name="Target">Anything but Parquet.</param>
internal sealed record QueryPrint(OutputTarget Target)
{
    /// <summary>Whether to say how many rows there were, how long it took and what was read.</summary>
    public bool IsSummed { get; init; }

    /// <summary>Prints the rows; null is the one for the target.</summary>
    public IRowWriter? Writer { get; init; }
}
